package dev.credence.plot;

import org.w3c.dom.Document;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

/// Reads an SVG back as XML, so that tests see what a viewer would.
record SvgDocument(Document document) {
    static SvgDocument parse(String svg) {
        try {
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            return new SvgDocument(builder.parse(new InputSource(new StringReader(svg))));
        } catch (Exception e) {
            throw new AssertionError("not well-formed XML: " + e.getMessage(), e);
        }
    }

    int count(String tag) {
        return document.getElementsByTagName(tag).getLength();
    }

    /// How many strokes of a colour there are.
    int strokes(Ink ink) {
        var paths = document.getElementsByTagName("path");
        int count = 0;
        for (int i = 0; i < paths.getLength(); i++) {
            var stroke = paths.item(i).getAttributes().getNamedItem("stroke");
            if (stroke != null && stroke.getNodeValue().equals(ink.light())) count++;
        }
        return count;
    }

    List<String> texts() {
        return texts("text");
    }

    List<String> texts(String tag) {
        var nodes = document.getElementsByTagName(tag);
        var texts = new ArrayList<String>();
        for (int i = 0; i < nodes.getLength(); i++) texts.add(nodes.item(i).getTextContent());
        return texts;
    }

    /// Every path's data, for checks on numbers.
    List<String> paths() {
        var nodes = document.getElementsByTagName("path");
        var paths = new ArrayList<String>();
        for (int i = 0; i < nodes.getLength(); i++) {
            paths.add(nodes.item(i).getAttributes().getNamedItem("d").getNodeValue());
        }
        return paths;
    }
}
