package dev.credence.graph;

import static dev.credence.graph.Rewriter.Stage.STABILIZE;
import static dev.credence.graph.Rule.stabilizes;
import static dev.credence.graph.Tensors.*;

import java.util.List;

/// Rules that keep hyperbolic functions from overflow and cancellation.
final class HyperbolicRules {
    private HyperbolicRules() {}

    static List<Rule> all() {
        var x = scalar("x");
        var zero = constant(0);
        var log2 = constant(StrictMath.log(2));
        return List.of(
                stabilizes(STABILIZE, log(cosh(x)), logCosh(x)),
                stabilizes(
                        STABILIZE,
                        log(sinh(x)),
                        subtract(add(x, log1mexp(multiply(constant(-2), x))), log2)),
                stabilizes(
                        STABILIZE,
                        log1p(negate(square(tanh(x)))),
                        multiply(constant(-2), logCosh(x))),
                stabilizes(
                                STABILIZE,
                                log1p(negate(tanh(x))),
                                select(
                                        less(x, zero),
                                        log1p(negate(tanh(minimum(x, zero)))),
                                        negate(add(x, logCosh(maximum(x, zero))))))
                        .where(x, Rule.Condition.NOT_BOUNDED_ABOVE),
                stabilizes(STABILIZE, log1p(tanh(x)), log1p(negate(tanh(negate(x))))),
                stabilizes(
                        STABILIZE,
                        divide(subtract(exp(x), exp(negate(x))), add(exp(x), exp(negate(x)))),
                        tanh(x)));
    }

    /// `log(cosh(x))`: near zero, where it is quadratic, by `cosh(x) = 1 + 2 sinh(x / 2)^2`.
    private static Tensor logCosh(Tensor x) {
        var one = constant(1);
        var near = minimum(maximum(x, constant(-1)), one);
        var distance = abs(x);
        return select(
                less(distance, one),
                log1p(multiply(constant(2), square(sinh(multiply(constant(0.5), near))))),
                subtract(
                        add(distance, softplus(multiply(constant(-2), distance))),
                        constant(StrictMath.log(2))));
    }
}
