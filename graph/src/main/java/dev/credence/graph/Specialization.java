package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Gives a graph the concrete shapes of its inputs: every shape becomes known and every shape
/// operand a constant.
final class Specialization {
    private Specialization() {}

    /// The graph for inputs of the given shapes, with new input leaves where a type changed.
    ///
    /// @throws GraphException if the shapes do not fit together; the message names the user's line
    static Graph of(Graph graph, List<int[]> shapes) {
        var arena = new Arena();
        Map<Tensor, Tensor> mapped = new IdentityHashMap<>();
        var inputs = new ArrayList<Tensor>();
        for (int i = 0; i < shapes.size(); i++) {
            var old = graph.inputs().get(i);
            var concrete =
                    new Input(old.name(), new TensorType(old.dtype(), Shape.of(shapes.get(i))));
            mapped.put(old, concrete);
            inputs.add(concrete);
        }
        for (var node : graph.nodes()) {
            var operands = new ArrayList<Tensor>(node.inputs().size());
            for (var x : node.inputs()) operands.add(find(x, mapped, arena));
            var made = specialize(node, operands, arena);
            for (int i = 0; i < made.size(); i++) mapped.put(node.outputs().get(i), made.get(i));
        }
        var outputs = graph.outputs().stream().<Tensor>map(t -> find(t, mapped, arena)).toList();
        return Graph.imported(inputs, outputs);
    }

    private static Tensor find(Tensor x, Map<Tensor, Tensor> mapped, Arena arena) {
        return x instanceof Constant c ? arena.constant(c) : mapped.get(x);
    }

    private static List<Tensor> specialize(Apply node, List<Tensor> operands, Arena arena) {
        if (node.op() instanceof View.ShapeOf && operands.getFirst().shape().isKnown()) {
            return List.of(
                    arena.constant(
                            new Constant(
                                    ShapeValues.constant(operands.getFirst().shape().dims()))));
        }
        var made = arena.apply(withInner(node.op(), operands), operands, node.where());
        if (node.op() instanceof Elementwise) checkRepeats(node, made, shape -> shape);
        if (node.op() instanceof BatchMatMul) checkRepeats(node, made, BatchMatMul::batch);
        if (isShapeArithmetic(made)) return folded(made, arena);
        for (int i = 0; i < made.outputs().size(); i++) {
            var name = node.outputs().get(i).name();
            if (!name.isEmpty() && made.outputs().get(i).name().isEmpty())
                made.outputs().get(i).named(name);
        }
        return made.outputs();
    }

    /// The op with its inner graphs specialised likewise.
    private static Op withInner(Op op, List<Tensor> operands) {
        return switch (op) {
            case Scan s -> s.with(s.body().specialized(s.bodyTypes(operands)));
            case IfElse i -> {
                var types = operands.stream().skip(1).map(Tensor::type).toList();
                yield new IfElse(i.yes().specialized(types), i.no().specialized(types));
            }
            default -> op;
        };
    }

    /// Integer arithmetic on constants, which is how shape operands are written.
    private static boolean isShapeArithmetic(Apply node) {
        return node.output().dtype().isInteger()
                && !(node.op() instanceof Draw)
                && node.inputs().stream().allMatch(x -> x instanceof Constant);
    }

    private static List<Tensor> folded(Apply node, Arena arena) {
        List<NdArray> values =
                Interpreter.perform(
                        node, node.inputs().stream().map(x -> ((Constant) x).value()).toList());
        return values.stream().<Tensor>map(v -> arena.constant(new Constant(v))).toList();
    }

    /// Checks those axes of the operands that broadcast.
    private static void checkRepeats(Apply built, Apply made, UnaryOperator<Shape> broadcast) {
        var result = broadcast.apply(made.output().shape());
        for (int i = 0; i < built.inputs().size(); i++) {
            if (!Broadcasting.sameRepeats(
                    broadcast.apply(built.input(i).shape()),
                    broadcast.apply(made.input(i).shape()),
                    result)) {
                throw Broadcasting.unknownRepeat(
                                built, made.inputs().stream().map(Tensor::shape).toList())
                        .at(built.where());
            }
        }
    }
}
