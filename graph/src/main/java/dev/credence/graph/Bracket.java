package dev.credence.graph;

import static dev.credence.graph.LoopFunctions.whileLoop;
import static dev.credence.graph.ScalarFunctions.*;

import java.util.List;
import java.util.function.UnaryOperator;

/// Searches between two bounds, as loops: halving for a root, the golden section for a minimum.
/// What they find is near enough for Newton's method to finish, and has no gradient.
final class Bracket {
    private static final int MOST_STEPS = 200;
    private static final double RELATIVE = 1e-8;
    private static final double ABSOLUTE = 1e-14;

    /// The golden section of one: what each step leaves of a bracket.
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Bracket() {}

    /// A number near a root, which lies where the residual changes its sign.
    static Tensor root(UnaryOperator<Tensor> residual, Tensor low, Tensor high) {
        var sign = sign(residual.apply(low));
        var start =
                Tensors.check(
                        low,
                        lessEqual(sign.times(sign(residual.apply(high))), Tensors.constant(0)),
                        "a residual of opposite signs at the ends of the bracket");
        var found =
                whileLoop(
                        Bracket::isWide,
                        c -> {
                            var middle = middle(c);
                            var isLow = residual.apply(middle).times(sign).gt(0);
                            return List.of(
                                    select(isLow, middle, c.getFirst()),
                                    select(isLow, c.getLast(), middle));
                        },
                        List.of(start, high),
                        MOST_STEPS);
        return middle(found);
    }

    /// A number near the minimum of a function that falls before it and rises behind it.
    static Tensor minimum(UnaryOperator<Tensor> objective, Tensor low, Tensor high) {
        var found =
                whileLoop(
                        Bracket::isWide,
                        c -> {
                            var span = c.getLast().minus(c.getFirst()).times(GOLDEN);
                            var left = c.getLast().minus(span);
                            var right = c.getFirst().plus(span);
                            var isLeft = objective.apply(left).lt(objective.apply(right));
                            return List.of(
                                    select(isLeft, c.getFirst(), left),
                                    select(isLeft, right, c.getLast()));
                        },
                        List.of(low, high),
                        MOST_STEPS);
        return middle(found);
    }

    private static Tensor middle(List<Tensor> ends) {
        return ends.getFirst().plus(ends.getLast()).times(0.5);
    }

    private static Tensor isWide(List<Tensor> ends) {
        var size = maximum(abs(ends.getFirst()), abs(ends.getLast()));
        return ends.getLast().minus(ends.getFirst()).gt(size.times(RELATIVE).plus(ABSOLUTE));
    }
}
