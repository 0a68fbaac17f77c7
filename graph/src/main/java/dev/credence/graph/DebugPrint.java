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
    /// Levels deeper than this are left out, since the indentation would fill the memory.
    private static final int DEEPEST = 200;

    private static final String LEFT_OUT = "···";

    private final StringBuilder text = new StringBuilder();
    private final Map<Object, String> ids = new IdentityHashMap<>();
    private final Map<Apply, Integer> order;
    private final ArrayDeque<Apply> unfinished = new ArrayDeque<>();

    private DebugPrint(Map<Apply, Integer> order) {
        this.order = order;
    }

    /// The tree of each tensor, sharing ids.
    public static String text(Collection<? extends Tensor> tensors) {
        var print = new DebugPrint(Map.of());
        tensors.forEach(print::tree);
        return print.finished();
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
        var order = new IdentityHashMap<Apply, Integer>();
        for (var node : graph.nodes()) order.put(node, order.size());
        int copies = order.size();
        var print = new DebugPrint(order);
        for (var output : graph.outputs()) {
            if (output instanceof Output) print.tree(output);
            else print.copy(output, copies++);
        }
        return print.finished();
    }

    /// The text, once all inner graphs are written.
    private String finished() {
        while (!unfinished.isEmpty()) {
            var node = unfinished.poll();
            for (var inner : innerGraphs(node.op())) {
                text.append("\n%s [id %s]\n".formatted(node.op(), id(node.output())));
                inner.outputs().forEach(this::tree);
            }
        }
        return text.toString();
    }

    private static List<InnerGraph> innerGraphs(Op op) {
        return switch (op) {
            case Scan s -> List.of(s.body());
            case IfElse c -> List.of(c.yes(), c.no());
            default -> List.of();
        };
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
            if (known || below.length() > 2 * DEEPEST) {
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

    /// A, B, …, Z, AA, AB, …
    private String nextId() {
        var id = new StringBuilder();
        for (int n = ids.size(); n >= 0; n = n / 26 - 1) id.insert(0, (char) ('A' + n % 26));
        return id.toString();
    }
}
