package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Constant;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Tensor;
import dev.credence.model.Support;

import java.util.List;

/// The ends of the range of a law, element by element; either may be infinite.
///
/// @param lower the lower end
/// @param upper the upper end
public record Bounds(Tensor lower, Tensor upper) {
    static final Bounds NONE =
            of(constant(Double.NEGATIVE_INFINITY), constant(Double.POSITIVE_INFINITY));
    static final Bounds POSITIVE = of(constant(0.0), constant(Double.POSITIVE_INFINITY));

    /// Bounds, computed at once where they are constant.
    static Bounds of(Tensor lower, Tensor upper) {
        return new Bounds(folded(lower), folded(upper));
    }

    private static Tensor folded(Tensor x) {
        if (x instanceof Constant) return x;
        boolean constant =
                GraphWalk.leaves(List.of(x)).stream().allMatch(Constant.class::isInstance);
        return constant ? new Constant(x.eval()) : x;
    }

    /// Those of a support of numbers; of others there is no better word than none.
    static Bounds of(Support support) {
        if (support instanceof Support.Positive || support instanceof Support.NonNegativeInteger)
            return POSITIVE;
        if (support instanceof Support.UnitInterval) return of(constant(0.0), constant(1.0));
        if (support instanceof Support.Interval s) return of(s.lower(), s.upper());
        if (support instanceof Support.IntegerRange s) return of(s.lower(), s.upper());
        return NONE;
    }

    /// The images of both ends under a function that preserves order where `increasing` holds and
    /// reverses it elsewhere.
    Bounds mapped(Bijection f) {
        var a = f.forward(Law.floating(lower));
        var b = f.forward(Law.floating(upper));
        return of(select(f.increasing(), a, b), select(f.increasing(), b, a));
    }

    /// Whether all values are known to lie between two numbers.
    boolean within(double low, double high) {
        return isAtLeast(lower, low) && isAtLeast(upper.unaryMinus(), -high);
    }

    private static boolean isAtLeast(Tensor x, double bound) {
        if (bound == Double.NEGATIVE_INFINITY) return true;
        if (!(folded(x) instanceof Constant c)) return false;
        for (int i = 0; i < c.value().size(); i++)
            if (!(c.value().element(i) >= bound)) return false;
        return true;
    }

    /// The support of values between these bounds.
    Support support(boolean integers) {
        if (integers) {
            return isAll(lower, 0) && isAll(upper, Double.POSITIVE_INFINITY)
                    ? Support.NONNEGATIVE_INTEGER
                    : Support.integers(lower, upper);
        }
        boolean free = isAll(upper, Double.POSITIVE_INFINITY);
        if (free && isAll(lower, Double.NEGATIVE_INFINITY)) return Support.REAL;
        if (free && isAll(lower, 0)) return Support.POSITIVE;
        if (isAll(lower, 0) && isAll(upper, 1)) return Support.UNIT_INTERVAL;
        return Support.interval(lower, upper);
    }

    private static boolean isAll(Tensor x, double number) {
        return x instanceof Constant c && c.isAll(number);
    }
}
