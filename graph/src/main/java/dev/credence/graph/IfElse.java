package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A choice of which only the chosen side is computed: inputs `(condition, operands…)`, the
/// condition a bool scalar; both sides map the operands to outputs of the same types.
///
/// To choose element by element, computing both sides, use [ScalarFunctions#select].
public record IfElse(InnerGraph yes, InnerGraph no) implements CoreOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var condition = inputs.getFirst().type();
        if (condition.dtype() != DType.BOOL || condition.rank() != 0) {
            throw new GraphException(
                    "the condition of a choice must be a bool scalar, not %s".formatted(condition));
        }
        var types = new ArrayList<TensorType>();
        for (int i = 0; i < yes.outputs().size(); i++) {
            var a = yes.outputs().get(i).type();
            var b = no.outputs().get(i).type();
            types.add(
                    a.unified(b)
                            .orElseThrow(() ->
                                    new GraphException(
                                            "the sides of a choice must be of one type, not %s and %s"
                                                    .formatted(a, b))));
        }
        return types;
    }

    @Override
    public List<InnerGraph> innerGraphs() {
        return List.of(yes, no);
    }

    /// The side that is taken.
    public InnerGraph side(boolean condition) {
        return condition ? yes : no;
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return side(inputs.getFirst().booleans()[0]).evaluate(inputs.subList(1, inputs.size()));
    }

    /// A choice between the pullbacks of the sides; an input that one side does not use gets zero
    /// from it.
    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var operands = new ArrayList<>(node.inputs().subList(1, node.inputs().size()));
        int count = operands.size();
        var seeds = new ArrayList<Optional<Tensor>>();
        for (var g : cotangents) {
            seeds.add(g.map(t -> new Input(t.type())));
            g.ifPresent(operands::add);
        }
        var a = Gradient.pullback(yes.outputs(), seeds, yes.inputs());
        var b = Gradient.pullback(no.outputs(), seeds, no.inputs());
        var found = new ArrayList<Integer>();
        for (int i = 0; i < count; i++)
            if (a.get(i).isPresent() || b.get(i).isPresent()) found.add(i);
        var leaves = seeds.stream().flatMap(Optional::stream).toList();
        var op = new IfElse(pulled(yes, a, found, leaves), pulled(no, b, found, leaves));
        operands.addFirst(node.input(0));
        List<Tensor> results = found.isEmpty() ? List.of() : new Apply(op, operands).outputs();
        var all = new ArrayList<Optional<Tensor>>();
        for (int i = -1; i < count; i++) {
            int at = found.indexOf(i);
            all.add(at < 0 ? Optional.empty() : Optional.of(results.get(at)));
        }
        return all;
    }

    private static InnerGraph pulled(
            InnerGraph side,
            List<Optional<Tensor>> pulled,
            List<Integer> found,
            List<Tensor> cotangents) {
        var inputs = new ArrayList<>(side.inputs());
        inputs.addAll(cotangents);
        var outputs =
                found.stream()
                        .map(i ->
                                pulled.get(i)
                                        .orElseGet(() -> Tensors.zerosLike(side.inputs().get(i))))
                        .toList();
        return InnerGraph.of(inputs, outputs);
    }

    @Override
    public String toString() {
        return "IfElse";
    }
}
