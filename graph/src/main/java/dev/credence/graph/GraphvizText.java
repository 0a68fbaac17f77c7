package dev.credence.graph;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/// Writes graphs in the language of Graphviz (Gansner and North 2000), to be drawn by `dot`.
final class GraphvizText {
    private final StringBuilder text = new StringBuilder();
    private final Map<Object, String> ids = new IdentityHashMap<>();

    private GraphvizText() {}

    static String of(Collection<? extends Tensor> outputs) {
        var writer = new GraphvizText();
        writer.text.append("digraph {\n  node [fontname=\"sans-serif\"];\n");
        for (var node : GraphWalk.topological(outputs)) writer.node(node);
        for (var y : outputs) writer.output(y);
        return writer.text.append("}\n").toString();
    }

    private void node(Apply node) {
        for (var x : node.inputs()) leaf(x);
        var id = id(node);
        var name = node.output().name();
        declare(id, node.op() + (name.isEmpty() ? "" : "\n" + name), "box");
        for (int i = 0; i < node.inputs().size(); i++) {
            var x = node.input(i);
            var label = node.inputs().size() > 1 ? "%d %s".formatted(i, x.type()) : "" + x.type();
            edge(source(x), id, label);
        }
    }

    private void leaf(Tensor x) {
        if (x instanceof Output || ids.containsKey(x)) return;
        var shape = x instanceof Constant ? "plaintext" : "ellipse";
        var id = id(x);
        declare(id, x instanceof Shared ? x + " (shared)" : x.toString(), shape);
    }

    private void output(Tensor y) {
        leaf(y);
        var id = "o" + ids.size();
        ids.put(new Object(), id);
        declare(id, y.name().isEmpty() ? "output" : y.name(), "ellipse");
        edge(source(y), id, "" + y.type());
    }

    private String source(Tensor x) {
        return x instanceof Output o ? id(o.apply()) : id(x);
    }

    private String id(Object key) {
        return ids.computeIfAbsent(key, _ -> "n" + ids.size());
    }

    private void declare(String id, String label, String shape) {
        text.append("  %s [label=\"%s\", shape=%s];\n".formatted(id, escaped(label), shape));
    }

    private void edge(String from, String to, String label) {
        text.append("  %s -> %s [label=\"%s\"];\n".formatted(from, to, escaped(label)));
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
