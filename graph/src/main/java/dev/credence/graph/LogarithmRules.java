package dev.credence.graph;

import static dev.credence.graph.Rewriter.Stage.CANONICALIZE;
import static dev.credence.graph.Rewriter.Stage.STABILIZE;
import static dev.credence.graph.Rule.exact;
import static dev.credence.graph.Rule.stabilizes;
import static dev.credence.graph.Tensors.*;

import java.util.List;

/// Rules of exponentials, logarithms, the logistic and the error function.
final class LogarithmRules {
    private LogarithmRules() {}

    static List<Rule> all() {
        var x = scalar("x");
        var y = scalar("y");
        var zero = constant(0);
        var one = constant(1);
        var nan = constant(Double.NaN);
        var positive = Rule.Condition.NON_NEGATIVE;
        return List.of(
                stabilizes(STABILIZE, log(exp(x)), x),
                stabilizes(STABILIZE, exp(log(x)), x).where(x, positive),
                stabilizes(STABILIZE, exp(log(x)), select(greaterEqual(x, zero), x, nan)),
                stabilizes(STABILIZE, log1p(expm1(x)), x),
                stabilizes(STABILIZE, expm1(log1p(x)), x).where(x, positive),
                stabilizes(STABILIZE, exp(log1p(x)), add(one, x)).where(x, positive),
                stabilizes(STABILIZE, log(add(one, x)), log1p(x)),
                stabilizes(STABILIZE, log(subtract(one, x)), log1p(negate(x))),
                stabilizes(STABILIZE, subtract(exp(x), one), expm1(x)),
                stabilizes(STABILIZE, subtract(one, exp(x)), negate(expm1(x))),
                stabilizes(STABILIZE, log1p(exp(x)), softplus(x)),
                stabilizes(STABILIZE, log1p(negate(exp(x))), log1mexp(x)),
                stabilizes(STABILIZE, log(negate(expm1(x))), log1mexp(x)),
                stabilizes(STABILIZE, log(expm1(x)), add(x, log1mexp(negate(x)))),
                stabilizes(STABILIZE, log(sqrt(x)), multiply(constant(0.5), log(x))),
                stabilizes(STABILIZE, log(square(x)), multiply(constant(2), log(abs(x)))),
                stabilizes(STABILIZE, log(reciprocal(x)), negate(log(x))),
                stabilizes(STABILIZE, log(multiply(x, exp(y))), add(log(x), y)),
                stabilizes(STABILIZE, log(divide(x, exp(y))), subtract(log(x), y)),
                stabilizes(STABILIZE, log(divide(exp(x), y)), subtract(x, log(y))),
                stabilizes(STABILIZE, log(multiply(x, y)), add(log(x), log(y)))
                        .where(x, Rule.Condition.POSITIVE_CONSTANT),
                stabilizes(STABILIZE, log(multiply(y, x)), add(log(y), log(x)))
                        .where(x, Rule.Condition.POSITIVE_CONSTANT),
                stabilizes(STABILIZE, log(divide(x, y)), subtract(log(x), log(y)))
                        .where(x, Rule.Condition.POSITIVE_CONSTANT),
                exact(CANONICALIZE, logAddExp(x, zero), softplus(x)),
                stabilizes(STABILIZE, softplus(log(x)), log1p(x)).where(x, positive),
                stabilizes(STABILIZE, reciprocal(add(one, exp(x))), sigmoid(negate(x))),
                stabilizes(STABILIZE, divide(exp(x), add(one, exp(x))), sigmoid(x)),
                stabilizes(
                        STABILIZE,
                        divide(exp(x), square(add(one, exp(x)))),
                        multiply(sigmoid(x), sigmoid(negate(x)))),
                stabilizes(STABILIZE, divide(y, add(one, exp(x))), multiply(y, sigmoid(negate(x)))),
                stabilizes(
                        STABILIZE,
                        divide(y, square(add(one, exp(x)))),
                        multiply(y, square(sigmoid(negate(x))))),
                stabilizes(
                        STABILIZE,
                        reciprocal(square(add(one, exp(x)))),
                        square(sigmoid(negate(x)))),
                stabilizes(
                        STABILIZE,
                        multiply(multiply(y, sigmoid(negate(x))), exp(x)),
                        multiply(y, sigmoid(x))),
                stabilizes(STABILIZE, subtract(one, sigmoid(x)), sigmoid(negate(x))),
                stabilizes(STABILIZE, log(sigmoid(x)), negate(softplus(negate(x)))),
                stabilizes(
                        STABILIZE,
                        log(multiply(sigmoid(x), y)),
                        subtract(log(y), softplus(negate(x)))),
                stabilizes(STABILIZE, log1p(negate(sigmoid(x))), negate(softplus(x))),
                stabilizes(STABILIZE, subtract(softplus(x), softplus(negate(x))), x),
                stabilizes(STABILIZE, multiply(exp(x), sigmoid(negate(x))), sigmoid(x)),
                stabilizes(STABILIZE, exp(negate(softplus(x))), sigmoid(negate(x))),
                stabilizes(STABILIZE, subtract(one, erf(x)), erfc(x)),
                stabilizes(STABILIZE, add(one, erf(x)), erfc(negate(x))),
                stabilizes(STABILIZE, subtract(one, erfc(x)), erf(x)),
                stabilizes(STABILIZE, add(y, multiply(y, erf(x))), multiply(y, erfc(negate(x)))),
                stabilizes(STABILIZE, subtract(y, multiply(y, erf(x))), multiply(y, erfc(x))),
                stabilizes(STABILIZE, multiply(x, log(x)), xlogx(x)),
                stabilizes(
                        STABILIZE,
                        multiply(subtract(one, x), log1p(negate(x))),
                        xlog1py(subtract(one, x), negate(x))),
                stabilizes(
                                STABILIZE,
                                log(erfc(x)),
                                select(
                                        less(x, one),
                                        log(erfc(minimum(x, one))),
                                        subtract(log(erfcx(maximum(x, one))), square(x))))
                        .where(x, Rule.Condition.NOT_BOUNDED_ABOVE));
    }
}
