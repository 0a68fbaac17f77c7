package dev.credence.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How choices are [batched][Batching]: one condition for all entries stays a choice; otherwise
/// both sides are computed and selected from, and a side raises nothing for entries that do not
/// take it.
final class ChoiceBatching {
    private ChoiceBatching() {}

    static List<Tensor> of(IfElse choice, Apply node, Batching batching) {
        boolean apart =
                batching.varies(node.input(0))
                        || batching.mask().isPresent() && Batching.canFail(choice);
        return apart ? selected(choice, node, batching) : chosen(choice, node, batching);
    }

    private static List<Tensor> selected(IfElse choice, Apply node, Batching batching) {
        var condition = batching.full(node.input(0));
        var yes = side(choice.yes(), node, batching, condition);
        var no = side(choice.no(), node, batching, Tensors.not(condition));
        var outputs = new ArrayList<Tensor>();
        for (int i = 0; i < yes.size(); i++)
            outputs.add(
                    Tensors.select(
                            BatchAxis.widen(condition, yes.get(i).rank()), yes.get(i), no.get(i)));
        return outputs;
    }

    private static List<Tensor> side(InnerGraph side, Apply node, Batching batching, Tensor taken) {
        var operands = node.inputs().subList(1, node.inputs().size());
        var outputs = side.apply(operands);
        Map<Tensor, Tensor> known = new IdentityHashMap<>();
        for (var x : operands) known.put(x, masked(x, batching, taken));
        var mask = batching.mask().map(m -> Tensors.and(m, taken)).orElse(taken);
        var inner = Batching.over(batching.axis(), Optional.of(mask), outputs, known);
        return outputs.stream().map(inner::full).toList();
    }

    /// An operand to which entries that do not take the side send nothing back. Larger ones that
    /// are the same for all entries are not repeated for it.
    private static Tensor masked(Tensor x, Batching batching, Tensor taken) {
        boolean one = x.rank() == 0 && !(x instanceof Constant);
        return x.dtype().isFloating() && (one || batching.varies(x))
                ? MaskedGradient.of(batching.full(x), taken)
                : batching.find(x);
    }

    private static List<Tensor> chosen(IfElse choice, Apply node, Batching batching) {
        var leaves = new ArrayList<Input>();
        var operands = new ArrayList<Tensor>();
        operands.add(batching.find(node.input(0)));
        for (var x : node.inputs().subList(1, node.inputs().size())) {
            operands.add(batching.find(x));
            leaves.add(new Input(x.name(), batching.find(x).type()));
        }
        var op =
                new IfElse(
                        batched(choice.yes(), leaves, node, batching),
                        batched(choice.no(), leaves, node, batching));
        return new Apply(op, operands).outputs();
    }

    private static InnerGraph batched(
            InnerGraph side, List<Input> leaves, Apply node, Batching batching) {
        Map<Tensor, Tensor> given = new IdentityHashMap<>();
        Tensor varying = null;
        for (int i = 0; i < leaves.size(); i++) {
            given.put(side.inputs().get(i), leaves.get(i));
            if (batching.varies(node.input(i + 1))) varying = leaves.get(i);
        }
        var inner =
                Batching.over(BatchAxis.lastOf(varying), Optional.empty(), side.outputs(), given);
        return InnerGraph.of(leaves, side.outputs().stream().map(inner::full).toList());
    }
}
