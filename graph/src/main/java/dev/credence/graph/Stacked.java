package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Computes for all steps of a loop at once what its body computes for one: every op gets a first
/// axis, that of the steps.
final class Stacked {
    private final int steps;
    private final Map<Tensor, Tensor> stacks;
    private final Map<Tensor, Tensor> fixed = new IdentityHashMap<>();

    /// @param stacks what is known already, by tensor of the body: its values in all steps
    /// @param invariants what the other leaves of the body stand for
    Stacked(
            int steps,
            Map<? extends Tensor, ? extends Tensor> stacks,
            Map<? extends Tensor, ? extends Tensor> invariants) {
        this.steps = steps;
        this.stacks = new IdentityHashMap<>(stacks);
        fixed.putAll(invariants);
    }

    /// Whether a node can be computed for all steps at once.
    static boolean supports(Apply node) {
        return switch (node.op()) {
            case Elementwise _ -> true;
            case Reduction _ -> true;
            case View.DimShuffle _ -> true;
            case View.BroadcastTo _, View.Reshape _ ->
                    node.input(1) instanceof Constant && node.output().shape().isKnown();
            case View.Concatenate _ -> node.output().shape().isKnown();
            case Indexing.Slice _ -> true;
            case LinearAlgebra.MatMul _ ->
                    node.inputs().stream().allMatch(x -> x.shape().isKnown());
            default -> false;
        };
    }

    /// The values of tensors of the body in all steps; those that are the same in each are
    /// repeated.
    List<Tensor> of(Collection<? extends Tensor> tensors) {
        for (var node : GraphWalk.topological(tensors, (Output o) -> isKnown(o))) visit(node);
        return tensors.stream().map(this::repeated).toList();
    }

    private boolean isKnown(Tensor x) {
        return stacks.containsKey(x) || fixed.containsKey(x);
    }

    private void visit(Apply node) {
        SourceLine.inherit(
                node.where(),
                () -> {
                    if (node.inputs().stream().anyMatch(stacks::containsKey))
                        stacks.put(node.output(), stacked(node));
                    else keep(node);
                    return null;
                });
    }

    private void keep(Apply node) {
        var inputs = node.inputs().stream().map(x -> fixed.getOrDefault(x, x)).toList();
        var made = new Apply(node.op(), inputs, node.where());
        for (int i = 0; i < made.outputs().size(); i++)
            fixed.put(node.outputs().get(i), made.outputs().get(i));
    }

    private Tensor stacked(Apply node) {
        return switch (node.op()) {
            case Elementwise f -> apply(f, node.inputs().stream().map(this::aligned).toList());
            case Reduction r ->
                    apply(
                            new Reduction(r.kind(), shifted(r.axes()), r.keepDims()),
                            List.of(aligned(node.input(0))));
            case View.DimShuffle d -> {
                var order = new ArrayList<>(List.of(0));
                order.addAll(shifted(d.order()));
                yield apply(new View.DimShuffle(order), List.of(aligned(node.input(0))));
            }
            case View.BroadcastTo _ -> Tensors.broadcastTo(aligned(node.input(0)), shape(node));
            case View.Reshape r ->
                    Tensors.reshape(aligned(node.input(0)), shape(node), r.rank() + 1);
            case View.Concatenate c ->
                    apply(
                            new View.Concatenate(c.axis() + 1),
                            node.inputs().stream().map(this::repeated).toList());
            case Indexing.Slice s ->
                    apply(
                            new Indexing.Slice(s.axis() + 1, s.range()),
                            List.of(aligned(node.input(0))));
            case LinearAlgebra.MatMul _ -> product(node.input(0), node.input(1));
            default -> throw new AssertionError(node.op());
        };
    }

    private Tensor product(Tensor x, Tensor y) {
        if (!stacks.containsKey(x))
            return ProductOfSteps.fromLeft(fixed.getOrDefault(x, x), stacks.get(y));
        if (!stacks.containsKey(y))
            return ProductOfSteps.fromRight(stacks.get(x), fixed.getOrDefault(y, y));
        return ProductOfSteps.ofBoth(stacks.get(x), stacks.get(y));
    }

    private static List<Integer> shifted(List<Integer> axes) {
        return axes.stream().map(a -> a == View.DimShuffle.NEW_AXIS ? a : a + 1).toList();
    }

    private Constant shape(Apply node) {
        return shape(node.output());
    }

    private Constant shape(Tensor row) {
        int[] dims = ScanEvaluation.prepend(steps, row.shape().dims());
        return new Constant(ShapeValues.constant(dims));
    }

    private static Tensor apply(Op op, List<Tensor> inputs) {
        return new Apply(op, inputs).output();
    }

    /// With a first axis, of length one where it is the same in all steps.
    private Tensor aligned(Tensor x) {
        return Optional.ofNullable(stacks.get(x))
                .orElseGet(() -> Tensors.expandDims(fixed.getOrDefault(x, x), 0));
    }

    private Tensor repeated(Tensor x) {
        return Optional.ofNullable(stacks.get(x))
                .orElseGet(() -> Tensors.broadcastTo(aligned(x), shape(x)));
    }
}
