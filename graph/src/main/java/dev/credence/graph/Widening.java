package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Turns a program with float32 and int32 tensors into one whose tensors are float64, int64 and
/// bool, for backends that compute in these only.
///
/// A float32 value is a float64 that has been rounded, an int32 value an int64 that has been
/// wrapped: a result that need not be one already is cast down and up again. These pairs of casts
/// are the only narrow tensors left. Arithmetic done in float64 and then rounded is that of
/// float32, since float64 has more than twice its digits (Figueroa 1995, "When is double rounding
/// innocuous?").
public final class Widening {
    private final Map<Tensor, Tensor> wide = new IdentityHashMap<>();

    private Widening() {}

    /// The same computation with wide tensors; the program itself where there is no narrow one.
    public static Program of(Program program) {
        if (!isNarrow(program)) return program;
        var widening = new Widening();
        var inputs = program.inputs().stream().map(widening::input).toList();
        widening.addAll(program.nodes());
        var outputs = program.outputs().stream().map(widening::find).toList();
        return new Program(inputs, outputs, GraphWalk.topological(outputs));
    }

    private static boolean isNarrow(Program program) {
        return Stream.concat(program.inputs().stream(), program.outputs().stream())
                        .anyMatch(x -> isNarrow(x.dtype()))
                || program.nodes().stream().anyMatch(Widening::isNarrow);
    }

    /// The op's reference evaluation, of core ops in float64 and int64: their results are rounded
    /// or wrapped once. Casts, ops that contain graphs and custom ops are given the operands as
    /// they are.
    static List<NdArray> perform(Apply node, List<NdArray> inputs) {
        if (!isWidened(node)) return node.op().perform(node, inputs);
        var operands = inputs.stream().map(x -> x.cast(x.dtype().widened())).toList();
        var results = new ArrayList<NdArray>();
        for (var y : node.op().perform(node, operands))
            results.add(y.cast(node.outputs().get(results.size()).dtype()));
        return results;
    }

    private static boolean isWidened(Apply node) {
        return switch (node.op()) {
            case CustomOp _, Scan _, IfElse _ -> false;
            case Elementwise f when f.typing() == Elementwise.Typing.CAST -> false;
            case CoreOp _ -> isNarrow(node);
        };
    }

    /// Whether a node takes or gives float32 or int32, or contains a graph that holds such.
    private static boolean isNarrow(Apply node) {
        if (node.inputs().stream().anyMatch(x -> isNarrow(x.dtype()))) return true;
        if (node.outputs().stream().anyMatch(y -> isNarrow(y.dtype()))) return true;
        return switch (node.op()) {
            case Scan s -> isNarrow(s.body());
            case IfElse i -> isNarrow(i.yes()) || isNarrow(i.no());
            default -> false;
        };
    }

    private static boolean isNarrow(InnerGraph inner) {
        return Stream.concat(inner.inputs().stream(), inner.outputs().stream())
                        .anyMatch(x -> isNarrow(x.dtype()))
                || inner.graph().nodes().stream().anyMatch(Widening::isNarrow);
    }

    private static boolean isNarrow(DType dtype) {
        return dtype != dtype.widened();
    }

    private Tensor input(Tensor x) {
        if (!isNarrow(x.dtype())) return x;
        var leaf = new Input(x.name(), x.type().with(x.dtype().widened()));
        wide.put(x, leaf);
        return leaf;
    }

    private Tensor find(Tensor x) {
        if (x instanceof Constant c && isNarrow(c.dtype()))
            return wide.computeIfAbsent(c, _ -> Promotion.to(c.dtype().widened(), c));
        return wide.getOrDefault(x, x);
    }

    private void addAll(List<Apply> nodes) {
        for (var node : nodes) {
            var made = widened(node);
            for (int i = 0; i < made.size(); i++) wide.put(node.outputs().get(i), made.get(i));
        }
    }

    private List<Tensor> widened(Apply node) {
        var inputs = node.inputs().stream().map(this::find).toList();
        if (!isNarrow(node))
            return inputs.equals(node.inputs())
                    ? node.outputs()
                    : new Apply(node.op(), inputs, node.where()).outputs();
        return switch (node.op()) {
            case CustomOp c -> custom(c, node, inputs);
            case Scan s -> new Apply(s.with(inner(s.body())), inputs, node.where()).outputs();
            case IfElse i ->
                    new Apply(new IfElse(inner(i.yes()), inner(i.no())), inputs, node.where())
                            .outputs();
            case Elementwise f when f.typing() == Elementwise.Typing.CAST ->
                    List.of(cast(node, inputs.getFirst()));
            case CoreOp op -> {
                var made = new Apply(op, inputs, node.where()).outputs();
                var results = new ArrayList<Tensor>();
                for (var y : made)
                    results.add(rounded(op, y, node.outputs().get(results.size()).dtype()));
                yield results;
            }
        };
    }

    private List<Tensor> custom(CustomOp op, Apply node, List<Tensor> inputs) {
        var alone = Program.detached(node);
        var program = op.expand(alone).flatMap(made -> Program.expansion(alone, made));
        if (program.isEmpty())
            return new Apply(new NarrowCall(node), inputs, node.where()).outputs();
        for (int i = 0; i < inputs.size(); i++) wide.put(alone.input(i), inputs.get(i));
        var leaves =
                alone.inputs().stream().filter(x -> !(x instanceof Constant)).distinct().toList();
        for (int i = 0; i < leaves.size(); i++)
            wide.put(program.get().inputs().get(i), wide.get(leaves.get(i)));
        addAll(program.get().nodes());
        return program.get().outputs().stream().map(this::find).toList();
    }

    private static InnerGraph inner(InnerGraph narrow) {
        var program = of(Program.of(narrow.graph()));
        return InnerGraph.of(Graph.imported(program.inputs(), program.outputs()));
    }

    private static Tensor cast(Apply node, Tensor wide) {
        var from = node.input(0).dtype();
        var to = node.output().dtype();
        if (from == to || from.promote(to) == to && from.widened() == to.widened()) return wide;
        return Tensors.cast(Tensors.cast(wide, to), to.widened());
    }

    private static Tensor rounded(Op op, Tensor y, DType dtype) {
        if (!isNarrow(dtype) || isRounded(op, dtype)) return y;
        return Tensors.cast(Tensors.cast(y, dtype), y.dtype());
    }

    /// Whether an op gives numbers of that dtype where it is given such.
    private static boolean isRounded(Op op, DType dtype) {
        return switch (op) {
            case Elementwise f ->
                    switch (f) {
                        case SELECT, MAXIMUM, MINIMUM -> true;
                        case NEGATE, ABS, SIGN, FLOOR, CEIL, ROUND, TRUNCATE ->
                                dtype == DType.FLOAT32;
                        default -> false;
                    };
            case Reduction _ -> false;
            case View _, Check _ -> true;
            case Indexing i -> !(i instanceof Indexing.ScatterAdd);
            case LinearAlgebra a ->
                    a instanceof LinearAlgebra.LowerTriangle
                            || a instanceof LinearAlgebra.Diagonal
                            || a instanceof LinearAlgebra.DiagonalMatrix;
            case Draw _, Scan _, IfElse _, CustomOp _ -> false;
        };
    }

    /// A custom op among wide tensors, which is given and gives arrays of the dtypes it was made
    /// for.
    private record NarrowCall(Apply narrow) implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return narrow.outputs().stream().map(y -> y.type().with(y.dtype().widened())).toList();
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var given = new ArrayList<NdArray>();
            for (var x : inputs) given.add(x.cast(narrow.input(given.size()).dtype()));
            return Interpreter.perform(narrow, given).stream()
                    .map(y -> y.cast(y.dtype().widened()))
                    .toList();
        }

        @Override
        public String toString() {
            return narrow.op().toString();
        }
    }
}
