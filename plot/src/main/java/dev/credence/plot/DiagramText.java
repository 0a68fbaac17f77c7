package dev.credence.plot;

/// Writes diagrams in the languages of other drawing programs.
final class DiagramText {
    private DiagramText() {}

    static String dot(Diagram diagram) {
        var out = new StringBuilder("digraph %s {\n".formatted(quoted(diagram.title())));
        for (var node : diagram.in("")) dot(out, node, "  ");
        int number = 0;
        for (var plate : diagram.plates()) {
            out.append("  subgraph cluster_%d {\n".formatted(number++));
            out.append(
                    "    label=%s labeljust=r labelloc=b style=rounded\n".formatted(quoted(plate)));
            for (var node : diagram.in(plate)) dot(out, node, "    ");
            out.append("  }\n");
        }
        for (var edge : diagram.edges())
            out.append("  %s -> %s\n".formatted(quoted(edge.from()), quoted(edge.to())));
        return out.append("}\n").toString();
    }

    private static void dot(StringBuilder out, Diagram.Node node, String indent) {
        var style =
                switch (node.kind()) {
                    case UNKNOWN -> "shape=ellipse";
                    case OBSERVED -> "shape=ellipse style=filled fillcolor=lightgrey";
                    case DETERMINISTIC -> "shape=box";
                    case DATA -> "shape=box style=rounded";
                    case POTENTIAL -> "shape=octagon";
                };
        out.append(indent).append(quoted(node.name()));
        out.append(" [label=%s %s]\n".formatted(quoted(label(node, "\n")), style));
    }

    private static String label(Diagram.Node node, String newline) {
        return node.text().isEmpty() ? node.name() : node.name() + newline + node.text();
    }

    private static String quoted(String text) {
        var escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return '"' + escaped + '"';
    }

    static String mermaid(Diagram diagram) {
        var out = new StringBuilder("flowchart TD\n");
        for (var node : diagram.in("")) mermaid(out, diagram, node, "  ");
        int number = 0;
        for (var plate : diagram.plates()) {
            out.append("  subgraph plate%d[\"%s\"]\n".formatted(number++, entities(plate)));
            for (var node : diagram.in(plate)) mermaid(out, diagram, node, "    ");
            out.append("  end\n");
        }
        for (var edge : diagram.edges()) {
            out.append("  %s --> %s\n".formatted(id(diagram, edge.from()), id(diagram, edge.to())));
        }
        return out.append("  classDef observed fill:#d3d3d3\n").toString();
    }

    private static void mermaid(
            StringBuilder out, Diagram diagram, Diagram.Node node, String indent) {
        var shape =
                switch (node.kind()) {
                    case UNKNOWN -> "([\"%s\"])";
                    case OBSERVED -> "([\"%s\"]):::observed";
                    case DETERMINISTIC -> "[\"%s\"]";
                    case DATA -> "(\"%s\")";
                    case POTENTIAL -> "{{\"%s\"}}";
                };
        var label = entities(label(node, "\n")).replace("\n", "<br/>");
        out.append(indent).append(id(diagram, node.name()));
        out.append(shape.formatted(label)).append('\n');
    }

    /// Names may hold what Mermaid takes for syntax; numbers do not.
    private static String id(Diagram diagram, String name) {
        var names = diagram.nodes().stream().map(Diagram.Node::name).toList();
        return "n" + names.indexOf(name);
    }

    private static String entities(String text) {
        return text.replace("&", "#amp;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
