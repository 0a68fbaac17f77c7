package dev.credence.graph;

import static dev.credence.graph.Rewriter.Stage.STABILIZE;
import static dev.credence.graph.Rule.stabilizes;
import static dev.credence.graph.Tensors.*;

import java.util.List;

/// Rules that keep special functions from overflow, underflow and cancellation.
final class SpecialRules {
    private SpecialRules() {}

    static List<Rule> all() {
        var a = scalar("a");
        var b = scalar("b");
        var x = scalar("x");
        var y = scalar("y");
        var one = constant(1);
        var gaussian = exp(negate(square(x)));
        return List.of(
                stabilizes(STABILIZE, multiply(reciprocal(erfc(x)), gaussian), PowerRules.hazard(x))
                        .where(x, Rule.Condition.NOT_BOUNDED_ABOVE),
                stabilizes(
                                STABILIZE,
                                multiply(divide(y, erfc(x)), gaussian),
                                multiply(y, PowerRules.hazard(x)))
                        .where(x, Rule.Condition.NOT_BOUNDED_ABOVE),
                stabilizes(STABILIZE, log(ndtr(x)), logNdtr(x)),
                stabilizes(STABILIZE, subtract(one, ndtr(x)), ndtr(negate(x))),
                stabilizes(STABILIZE, logit(sigmoid(x)), x),
                stabilizes(STABILIZE, log(gammaFunction(x)), lgamma(x))
                        .where(x, Rule.Condition.NON_NEGATIVE),
                stabilizes(STABILIZE, log(betaFunction(a, b)), betaln(a, b)),
                stabilizes(STABILIZE, subtract(one, gammainc(a, x)), gammaincc(a, x)),
                stabilizes(STABILIZE, subtract(one, gammaincc(a, x)), gammainc(a, x)),
                stabilizes(STABILIZE, subtract(one, betainc(a, b, x)), betaincc(a, b, x)),
                stabilizes(STABILIZE, subtract(one, betaincc(a, b, x)), betainc(a, b, x)),
                stabilizes(STABILIZE, log(besselI(a, x)), add(log(besselIScaled(a, x)), abs(x))),
                stabilizes(STABILIZE, log(besselK(a, x)), subtract(log(besselKScaled(a, x)), x)));
    }
}
