package dev.credence.graph;

import static dev.credence.graph.Rewriter.Stage.SPECIALIZE;
import static dev.credence.graph.Rewriter.Stage.STABILIZE;
import static dev.credence.graph.Rule.stabilizes;
import static dev.credence.graph.Tensors.*;

import java.util.List;

/// Rules of powers, of products of exponentials, and of the tails of the error function.
final class PowerRules {
    private PowerRules() {}

    /// `exp(-x^2) / erfc(x)`. Either function of it is used where it neither over- nor underflows,
    /// nor do their derivatives.
    static Tensor hazard(Tensor x) {
        var one = constant(1);
        var left = minimum(x, one);
        return select(
                less(x, one),
                divide(exp(negate(square(left))), erfc(left)),
                reciprocal(erfcx(maximum(x, one))));
    }

    static List<Rule> all() {
        var x = scalar("x");
        var y = scalar("y");
        return List.of(
                stabilizes(STABILIZE, multiply(exp(x), exp(y)), exp(add(x, y))),
                stabilizes(STABILIZE, divide(exp(x), exp(y)), exp(subtract(x, y))),
                stabilizes(STABILIZE, divide(exp(negate(square(x))), erfc(x)), hazard(x))
                        .where(x, Rule.Condition.NOT_BOUNDED_ABOVE),
                stabilizes(STABILIZE, multiply(exp(square(x)), erfc(x)), erfcx(x)),
                stabilizes(STABILIZE, erfinv(erf(x)), x),
                stabilizes(SPECIALIZE, pow(x, constant(5)), multiply(square(square(x)), x)),
                stabilizes(SPECIALIZE, pow(x, constant(6)), square(multiply(square(x), x))),
                stabilizes(SPECIALIZE, pow(x, constant(8)), square(square(square(x)))),
                stabilizes(SPECIALIZE, pow(x, constant(-3)), reciprocal(multiply(square(x), x))),
                stabilizes(SPECIALIZE, pow(x, constant(-4)), reciprocal(square(square(x)))),
                stabilizes(SPECIALIZE, pow(x, constant(-1.5)), reciprocal(multiply(sqrt(x), x)))
                        .where(x, Rule.Condition.NON_NEGATIVE));
    }
}
