package dev.credence.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Writes graphs as trees, one node a line: op, id, name in quotes, and the order of execution
/// where there is one.
///
/// ```text
/// log [id A] 'log(x + y)'
///  |add [id B] 'x + y'
///    |DimShuffle{x} [id C]
///    | |x [id D]
///    |y [id E]
/// ```
///
/// A node that was written before is written as its line with `···` below it. Inner graphs of loops
/// and choices follow, each under the line of its node.
public final class DebugPrint {
    private static final String LEFT_OUT = "···";

    private final StringBuilder text = new StringBuilder();
    private final Map<Object, String> ids = new IdentityHashMap<>();
    private final Map<Apply, Integer> order;
    private final PrintOptions options;
    private final ArrayDeque<Apply> unfinished = new ArrayDeque<>();

    private DebugPrint(Map<Apply, Integer> order, PrintOptions options) {
        this.order = order;
        this.options = options;
    }

    /// The tree of each tensor, sharing ids.
    public static String text(Collection<? extends Tensor> tensors) {
        return text(tensors, PrintOptions.standard());
    }

    /// As [#text(Collection)] with options.
    public static String text(Collection<? extends Tensor> tensors, PrintOptions options) {
        var nodes = options.numbers() ? GraphWalk.topological(tensors) : List.<Apply>of();
        var print = new DebugPrint(numbered(nodes), options);
        tensors.forEach(print::tree);
        return print.finished();
    }

    private static Map<Apply, Integer> numbered(List<Apply> nodes) {
        var order = new IdentityHashMap<Apply, Integer>();
        for (var node : nodes) order.put(node, order.size());
        return order;
    }

    /// The tree of each tensor, sharing ids.
    public static String text(Tensor... tensors) {
        return text(List.of(tensors));
    }

    /// What a function computes after rewriting, with the order of execution after each node.
    ///
    /// An input that is an output appears as a copy of it, since results never alias arguments.
    public static String text(CompiledFunction function) {
        return text(function.graph());
    }

    /// The trees of a graph's outputs, with the order of execution after each node.
    public static String text(Graph graph) {
        return text(graph, PrintOptions.standard());
    }

    /// As [#text(Graph)] with options.
    public static String text(Graph graph, PrintOptions options) {
        var order = numbered(graph.nodes());
        int copies = order.size();
        var print = new DebugPrint(order, options);
        for (var output : graph.outputs()) {
            if (output instanceof Output) print.tree(output);
            else print.copy(output, copies++);
        }
        return print.finished();
    }

    /// The text, once all inner graphs are written.
    private String finished() {
        while (options.innerGraphs() && !unfinished.isEmpty()) {
            var node = unfinished.poll();
            for (var inner : node.op().innerGraphs()) {
                text.append("\n%s [id %s]\n".formatted(node.op(), id(node.output())));
                inner.outputs().forEach(this::tree);
            }
        }
        return text.toString();
    }

    private record Line(Tensor tensor, String prefix, boolean top, boolean last) {}

    private void tree(Tensor root) {
        var stack = new ArrayDeque<Line>();
        stack.push(new Line(root, "", true, true));
        while (!stack.isEmpty()) {
            var line = stack.pop();
            boolean known = ids.containsKey(identity(line.tensor));
            write(line);
            if (!(line.tensor instanceof Output o) || o.apply().inputs().isEmpty()) continue;
            var below = line.top ? "" : line.prefix + (line.last ? "  " : " |");
            boolean named = options.stopAtNames() && !line.top && !o.name().isEmpty();
            if (named) continue;
            if (known || below.length() >= 2 * options.depth()) {
                text.append(below).append(" ").append(LEFT_OUT).append("\n");
                continue;
            }
            var inputs = o.apply().inputs();
            for (int i = inputs.size() - 1; i >= 0; i--)
                stack.push(new Line(inputs.get(i), below, false, i == inputs.size() - 1));
        }
    }

    private void write(Line line) {
        if (!line.top) text.append(line.prefix).append(" |");
        text.append(label(line.tensor)).append(" [id ").append(id(line.tensor)).append("]");
        if (options.types()) text.append(" <").append(line.tensor.type()).append(">");
        if (line.tensor instanceof Output o) {
            if (!o.name().isEmpty()) text.append(" '").append(o.name()).append("'");
            if (order.containsKey(o.apply())) text.append(" ").append(order.get(o.apply()));
        }
        text.append("\n");
    }

    private void copy(Tensor x, int number) {
        text.append("DeepCopyOp [id ").append(nextId()).append("]");
        ids.put(new Object(), nextId());
        if (!x.name().isEmpty()) text.append(" '").append(x.name()).append("'");
        text.append(" ").append(number).append("\n");
        write(new Line(x, "", false, true));
    }

    private static String label(Tensor x) {
        return switch (x) {
            case Output o -> o.apply().op() + (o.index() == 0 ? "" : "." + o.index());
            case Constant c when c.name().isEmpty() -> "Constant{%s}".formatted(c);
            case Constant c -> c.name();
            case Input i -> i.toString();
            case Shared s -> s.toString();
        };
    }

    /// Outputs of one node share its id.
    private static Object identity(Tensor x) {
        return x instanceof Output o ? o.apply() : x;
    }

    private String id(Tensor x) {
        var key = identity(x);
        if (!ids.containsKey(key)) {
            ids.put(key, nextId());
            if (key instanceof Apply node) unfinished.add(node);
        }
        return ids.get(key);
    }

    private String nextId() {
        return letters(ids.size());
    }

    /// A, B, …, Z, AA, AB, …
    static String letters(int number) {
        var id = new StringBuilder();
        for (int n = number; n >= 0; n = n / 26 - 1) id.insert(0, (char) ('A' + n % 26));
        return id.toString();
    }
}
