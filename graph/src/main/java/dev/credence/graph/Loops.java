package dev.credence.graph;

import dev.credence.array.DType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Records what the steps of loops and the sides of choices do.
final class Loops {
    private Loops() {}

    static LoopFunctions.ScanResult over(
            LoopFunctions.ScanStep step,
            List<Tensor> initial,
            List<Tensor> sequences,
            boolean reversed) {
        var segments = LoopSegments.of(step, initial, sequences, Optional.empty(), reversed, false);
        return segments.run(OptionalInt.empty());
    }

    static LoopFunctions.ScanResult times(
            LoopFunctions.ScanStep step, List<Tensor> initial, Tensor steps) {
        var segments = LoopSegments.of(step, initial, List.of(), Optional.of(steps), false, false);
        return segments.run(OptionalInt.empty());
    }

    /// A number of steps as an int64 scalar.
    static Tensor wholeNumber(Tensor steps) {
        if (!steps.dtype().isInteger() || steps.rank() != 0) {
            throw new GraphException(
                            "the number of steps of a scan must be an integer scalar, '%s' is %s"
                                    .formatted(steps, steps.type()))
                    .at(SourceLine.here());
        }
        return steps.dtype() == DType.INT64 ? steps : Tensors.cast(steps, DType.INT64);
    }

    /// A condition on entries.
    static Tensor bool(Tensor condition, String function) {
        if (condition.dtype() == DType.BOOL && condition.rank() == 0) return condition;
        throw new GraphException(
                        "%s: the condition must be a bool scalar, '%s' is %s"
                                .formatted(function, condition, condition.type()))
                .at(condition.owner().flatMap(Apply::where))
                .at(SourceLine.here());
    }

    /// A choice; what both sides or the condition depend on comes from outside.
    static List<Tensor> choose(Tensor condition, List<Tensor> yes, List<Tensor> no) {
        if (yes.size() != no.size()) {
            throw new GraphException(
                            "the sides of a choice must have as many tensors as each other, not %d and %d"
                                    .formatted(yes.size(), no.size()))
                    .at(SourceLine.here());
        }
        var needed = cone(yes);
        needed.retainAll(cone(no));
        needed.addAll(cone(List.of(condition)));
        var all = new ArrayList<>(yes);
        all.addAll(no);
        var closed =
                Closure.of(
                        all,
                        x ->
                                switch (x) {
                                    case Constant _ -> false;
                                    case Input _, Shared _ -> true;
                                    case Output o ->
                                            needed.contains(x) && !(o.apply().op() instanceof View);
                                });
        int n = yes.size();
        var op =
                new IfElse(
                        InnerGraph.of(closed.inputs(), closed.outputs().subList(0, n)),
                        InnerGraph.of(closed.inputs(), closed.outputs().subList(n, 2 * n)));
        var operands = new ArrayList<>(closed.captured());
        operands.addFirst(condition);
        return new Apply(op, operands).outputs();
    }

    private static Set<Tensor> cone(List<Tensor> tensors) {
        Set<Tensor> cone = Collections.newSetFromMap(new IdentityHashMap<>());
        cone.addAll(GraphWalk.breadthFirst(tensors));
        return cone;
    }
}
