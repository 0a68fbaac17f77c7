package dev.credence.plot;

import dev.credence.plot.Mark.Anchor;

import java.util.ArrayList;
import java.util.List;

/// Collects the marks of a figure in painting order.
final class Drawing {
    /// Sizes of text in pixels.
    static final double SMALL = 10;

    static final double NORMAL = 12;

    private final List<Mark> marks = new ArrayList<>();

    void line(Points points, Ink ink, double width, double opacity) {
        if (!points.isEmpty()) marks.add(new Mark.Line(points.toArray(), ink, width, opacity));
    }

    void fill(Points points, Ink ink, double opacity) {
        if (!points.isEmpty()) marks.add(new Mark.Fill(points.toArray(), ink, opacity));
    }

    void dots(Points points, double radius, Ink ink) {
        if (!points.isEmpty()) marks.add(new Mark.Dots(points.toArray(), radius, ink));
    }

    void label(double x, double y, String text, Ink ink, Anchor anchor) {
        marks.add(new Mark.Label(x, y, text, SMALL, ink, anchor, false));
    }

    /// A name in the middle of its place.
    void name(double x, double y, String text) {
        marks.add(new Mark.Label(x, y, text, NORMAL, Ink.TEXT, Anchor.MIDDLE, true));
    }

    /// A heading that ends in an ellipsis where it would pass `width`.
    void heading(double x, double y, String text, double width) {
        var shown = TextWidth.shorten(text, NORMAL, width);
        marks.add(new Mark.Label(x, y, shown, NORMAL, Ink.TEXT, Anchor.START, true));
    }

    /// The finished figure.
    ///
    /// @param title what it shows, for readers who cannot see it
    Figure figure(String title, double width, double height) {
        return new Figure(title, width, height, marks);
    }
}
