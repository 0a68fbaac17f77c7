package dev.credence.checks;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

/// A Maven build file: its modules, and the third-party artifacts it names.
record Pom(Path file, Element project) {
    /// An artifact and where it is named; `managed` entries only fix a version.
    record Artifact(String coordinates, Optional<String> version, boolean managed) {}

    static Pom of(Path file) {
        try {
            var document =
                    DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(file.toFile());
            return new Pom(file, document.getDocumentElement());
        } catch (Exception e) {
            throw new IllegalStateException("cannot parse %s".formatted(file), e);
        }
    }

    static List<Pom> all() {
        return Tree.filesEnding("pom.xml").stream().map(Pom::of).toList();
    }

    /// The folder's name, or `parent` for the one in the root.
    String module() {
        var folder = file.getParent();
        return folder.equals(Tree.ROOT) ? "parent" : folder.getFileName().toString();
    }

    List<String> modules() {
        return elements("module").stream().map(e -> e.getTextContent().strip()).toList();
    }

    /// The artifact ids of the modules of this project that it depends on.
    List<String> ownDependencies() {
        return elements("dependency").stream()
                .filter(e -> text(e, "groupId").equals(Optional.of("dev.credence")))
                .map(e -> text(e, "artifactId").orElseThrow())
                .toList();
    }

    /// Libraries, plugins and annotation processors of others; a plugin without a version only
    /// configures that of the parent.
    List<Artifact> thirdParty() {
        var artifacts = new ArrayList<Artifact>();
        for (var name : List.of("dependency", "plugin", "path")) {
            for (var element : elements(name)) {
                var group = text(element, "groupId").orElse("org.apache.maven.plugins");
                var version = text(element, "version");
                if (group.equals("dev.credence") || (name.equals("plugin") && version.isEmpty())) {
                    continue;
                }
                var coordinates = group + ":" + text(element, "artifactId").orElseThrow();
                boolean managed = inside(element, "dependencyManagement");
                artifacts.add(new Artifact(coordinates, version, managed));
            }
        }
        return artifacts;
    }

    private List<Element> elements(String name) {
        var nodes = project.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static Optional<String> text(Element parent, String child) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(child)) {
                return Optional.of(node.getTextContent().strip());
            }
        }
        return Optional.empty();
    }

    private static boolean inside(Node node, String ancestor) {
        for (var parent = node.getParentNode(); parent != null; parent = parent.getParentNode()) {
            if (parent.getNodeName().equals(ancestor)) {
                return true;
            }
        }
        return false;
    }
}
