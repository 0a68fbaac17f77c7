package dev.credence.graph;

import static dev.credence.graph.Rewriter.Stage.CANONICALIZE;
import static dev.credence.graph.Rewriter.Stage.SPECIALIZE;
import static dev.credence.graph.Rewriter.Stage.STABILIZE;
import static dev.credence.graph.Rule.assumesFinite;
import static dev.credence.graph.Rule.exact;
import static dev.credence.graph.Rule.stabilizes;
import static dev.credence.graph.Tensors.*;

import java.util.List;

/// Rules of sums, products, signs and powers.
final class ArithmeticRules {
    private ArithmeticRules() {}

    static List<Rule> all() {
        var x = scalar("x");
        var y = scalar("y");
        var zero = constant(0);
        var one = constant(1);
        var minusOne = constant(-1);
        return List.of(
                exact(CANONICALIZE, add(x, zero), x),
                exact(CANONICALIZE, subtract(x, zero), x),
                exact(CANONICALIZE, subtract(zero, x), negate(x)),
                exact(CANONICALIZE, add(x, x), multiply(constant(2), x)),
                exact(CANONICALIZE, add(x, negate(y)), subtract(x, y)),
                exact(CANONICALIZE, subtract(x, negate(y)), add(x, y)),
                exact(CANONICALIZE, subtract(negate(x), y), negate(add(x, y))),
                assumesFinite(CANONICALIZE, subtract(x, x), zero),
                exact(CANONICALIZE, negate(negate(x)), x),
                exact(CANONICALIZE, negate(subtract(x, y)), subtract(y, x)),
                exact(CANONICALIZE, multiply(x, one), x),
                exact(CANONICALIZE, multiply(x, minusOne), negate(x)),
                exact(CANONICALIZE, multiply(x, x), square(x)),
                assumesFinite(CANONICALIZE, multiply(x, zero), zero),
                exact(CANONICALIZE, multiply(negate(x), negate(y)), multiply(x, y)),
                exact(CANONICALIZE, multiply(negate(x), y), negate(multiply(x, y))),
                exact(CANONICALIZE, divide(x, one), x),
                exact(CANONICALIZE, divide(x, minusOne), negate(x)),
                exact(CANONICALIZE, divide(one, x), reciprocal(x)),
                exact(CANONICALIZE, divide(negate(x), negate(y)), divide(x, y)),
                exact(CANONICALIZE, divide(negate(x), y), negate(divide(x, y))),
                exact(CANONICALIZE, divide(x, negate(y)), negate(divide(x, y))),
                stabilizes(STABILIZE, divide(x, reciprocal(y)), multiply(x, y)),
                stabilizes(STABILIZE, divide(x, sqrt(x)), sqrt(x)),
                stabilizes(STABILIZE, divide(sqrt(x), x), reciprocal(sqrt(x))),
                assumesFinite(CANONICALIZE, divide(zero, x), zero),
                exact(CANONICALIZE, reciprocal(negate(x)), negate(reciprocal(x))),
                stabilizes(STABILIZE, reciprocal(reciprocal(x)), x),
                stabilizes(STABILIZE, reciprocal(divide(x, y)), divide(y, x)),
                exact(CANONICALIZE, square(negate(x)), square(x)),
                exact(CANONICALIZE, square(abs(x)), square(x)),
                exact(CANONICALIZE, square(sqrt(x)), x).where(x, Rule.Condition.NON_NEGATIVE),
                exact(
                        CANONICALIZE,
                        square(sqrt(x)),
                        select(greaterEqual(x, zero), x, constant(Double.NaN))),
                stabilizes(STABILIZE, sqrt(square(x)), abs(x)),
                exact(CANONICALIZE, abs(x), x).where(x, Rule.Condition.NON_NEGATIVE),
                exact(CANONICALIZE, abs(negate(x)), abs(x)),
                exact(CANONICALIZE, multiply(abs(x), abs(y)), abs(multiply(x, y))),
                exact(CANONICALIZE, cos(negate(x)), cos(x)),
                exact(CANONICALIZE, sin(negate(x)), negate(sin(x))),
                exact(CANONICALIZE, pow(x, zero), one),
                exact(CANONICALIZE, pow(x, one), x),
                exact(CANONICALIZE, pow(x, constant(2)), square(x)),
                exact(CANONICALIZE, pow(x, minusOne), reciprocal(x)),
                stabilizes(CANONICALIZE, pow(x, constant(0.5)), sqrt(x)),
                stabilizes(CANONICALIZE, pow(x, constant(-0.5)), reciprocal(sqrt(x)))
                        .where(x, Rule.Condition.NON_NEGATIVE),
                stabilizes(CANONICALIZE, pow(x, constant(-2)), reciprocal(square(x))),
                stabilizes(SPECIALIZE, pow(x, constant(3)), multiply(square(x), x)),
                stabilizes(SPECIALIZE, pow(x, constant(4)), square(square(x))),
                stabilizes(SPECIALIZE, pow(x, constant(1.5)), multiply(sqrt(x), x)));
    }
}
