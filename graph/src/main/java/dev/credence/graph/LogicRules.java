package dev.credence.graph;

import static dev.credence.graph.Rewriter.Stage.CANONICALIZE;
import static dev.credence.graph.Rewriter.Stage.SPECIALIZE;
import static dev.credence.graph.Rule.exact;
import static dev.credence.graph.Rule.stabilizes;
import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.List;

/// Rules of truth values, of choosing by them, and of extremes.
///
/// Products and quotients are put behind a choice only when no gradient will be taken: the gradient
/// of what is not chosen would then be multiplied with zero, which is NaN if it is not finite.
final class LogicRules {
    private LogicRules() {}

    static List<Rule> all() {
        var x = scalar("x");
        var y = scalar("y");
        var z = scalar("z");
        var w = scalar("w");
        var zero = constant(0);
        var b = new Input("b", new TensorType(DType.BOOL, Shape.SCALAR));
        var yes = constant(NdArray.scalar(true));
        var no = constant(NdArray.scalar(false));
        return List.of(
                exact(CANONICALIZE, select(yes, x, y), x),
                exact(CANONICALIZE, select(no, x, y), y),
                exact(CANONICALIZE, select(b, x, x), x),
                exact(CANONICALIZE, select(not(b), x, y), select(b, y, x)),
                exact(CANONICALIZE, select(b, select(b, x, y), z), select(b, x, z)),
                exact(CANONICALIZE, select(b, x, select(b, y, z)), select(b, x, z)),
                exact(CANONICALIZE, add(select(b, x, zero), select(b, zero, y)), select(b, x, y)),
                exact(
                        CANONICALIZE,
                        add(select(b, x, y), select(b, z, w)),
                        select(b, add(x, z), add(y, w))),
                exact(
                        CANONICALIZE,
                        subtract(select(b, x, y), select(b, z, w)),
                        select(b, subtract(x, z), subtract(y, w))),
                exact(
                        SPECIALIZE,
                        multiply(select(b, x, y), select(b, z, w)),
                        select(b, multiply(x, z), multiply(y, w))),
                exact(
                        SPECIALIZE,
                        divide(select(b, x, y), select(b, z, w)),
                        select(b, divide(x, z), divide(y, w))),
                stabilizes(
                        SPECIALIZE,
                        multiply(select(b, x, zero), y),
                        select(b, multiply(x, y), zero)),
                stabilizes(
                        SPECIALIZE,
                        multiply(select(b, zero, x), y),
                        select(b, zero, multiply(x, y))),
                stabilizes(
                        SPECIALIZE, divide(select(b, x, zero), y), select(b, divide(x, y), zero)),
                stabilizes(
                        SPECIALIZE, divide(select(b, zero, x), y), select(b, zero, divide(x, y))),
                exact(CANONICALIZE, negate(select(b, x, zero)), select(b, negate(x), zero)),
                exact(CANONICALIZE, negate(select(b, zero, x)), select(b, zero, negate(x))),
                exact(CANONICALIZE, not(not(b)), b),
                exact(CANONICALIZE, not(equal(x, y)), notEqual(x, y)),
                exact(CANONICALIZE, not(notEqual(x, y)), equal(x, y)),
                exact(CANONICALIZE, and(b, b), b),
                exact(CANONICALIZE, and(b, yes), b),
                exact(CANONICALIZE, and(b, no), no),
                exact(CANONICALIZE, or(b, b), b),
                exact(CANONICALIZE, or(b, no), b),
                exact(CANONICALIZE, or(b, yes), yes),
                exact(CANONICALIZE, maximum(x, x), x),
                exact(CANONICALIZE, minimum(x, x), x),
                exact(CANONICALIZE, maximum(negate(x), negate(y)), negate(minimum(x, y))),
                exact(CANONICALIZE, minimum(negate(x), negate(y)), negate(maximum(x, y))),
                exact(CANONICALIZE, less(x, x), no),
                exact(CANONICALIZE, greater(x, x), no));
    }
}
