package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;

/// Differences of log-gamma functions that keep their digits where the functions are large.
///
/// Beyond [#LARGE] they use Stirling's series, whose error there is below 1e-17 (Abramowitz &
/// Stegun 6.1.41); a constant argument chooses the side while the graph is built.
final class LogGamma {
    private static final double LARGE = 50;

    private LogGamma() {}

    static Tensor rise(Tensor a, double k) {
        return rise(a, constant(k));
    }

    /// `lgamma(a + k) - lgamma(a)` for positive `a` and non-negative `k`.
    static Tensor rise(Tensor a, Tensor k) {
        if (a instanceof Constant c) {
            if (isAll(c, false)) return rises(a, k);
            if (isAll(c, true)) return largeRise(a, k);
        }
        return select(a.gt(LARGE), largeRise(maximum(a, constant(LARGE)), k), rises(a, k));
    }

    private static Tensor rises(Tensor a, Tensor k) {
        return lgamma(a.plus(k)).minus(lgamma(a));
    }

    private static Tensor largeRise(Tensor a, Tensor k) {
        var top = a.plus(k);
        return a.minus(0.5)
                .times(log1p(k.div(a)))
                .plus(k.times(log(top)).minus(k))
                .plus(stirlingError(top).minus(stirlingError(a)));
    }

    /// The log-density of a gamma variable with rate one, without its rate: `(alpha - 1) log(x) - x
    /// - lgamma(alpha)`.
    static Tensor density(Tensor alpha, Tensor x) {
        if (!(alpha instanceof Constant c) || !isAll(c, true))
            return alpha.minus(1).times(log(x)).minus(x).minus(lgamma(alpha));
        var t = x.minus(alpha).div(alpha);
        return alpha.times(log1p(t).minus(t))
                .minus(log(x))
                .plus(log(alpha).times(0.5))
                .minus(Normal.LOG_SQRT_2_PI)
                .minus(stirlingError(alpha));
    }

    /// The log of the binomial coefficient.
    static Tensor choose(Tensor n, Tensor k) {
        return rise(n.minus(k).plus(1), k).minus(lgamma(k.plus(1)));
    }

    /// What Stirling's formula for `lgamma(z)` lacks.
    private static Tensor stirlingError(Tensor z) {
        var r = square(reciprocal(z));
        var series = r.times(-1.0 / 1680).plus(1.0 / 1260).times(r).minus(1.0 / 360).times(r);
        return series.plus(1.0 / 12).div(z);
    }

    private static boolean isAll(Constant c, boolean large) {
        for (int i = 0; i < c.value().size(); i++)
            if (c.value().element(i) > LARGE != large) return false;
        return true;
    }
}
