package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

/// The distribution function of the standard skew normal distribution, accurate far down its tails.
final class SkewNormalTail {
    /// Below this probability the formula by Owen's function has lost digits.
    private static final double CANCELLED = 1e-3;

    private static final int NODES = 161;
    private static final double LAST = 3.6;

    private SkewNormalTail() {}

    /// `Phi(z) - 2 T(z, alpha)` (Azzalini 1985), but an integral where that is a small difference.
    static Tensor logBelow(Tensor z, Tensor alpha) {
        var formula = ndtr(z).minus(owensT(z, alpha).times(2));
        var lost = and(alpha.gt(0), formula.lt(CANCELLED));
        var safe = select(lost, constant(1), formula);
        var far = and(lost, z.lt(1));
        var integral = integral(select(far, z, constant(-1)), select(far, alpha, constant(1)));
        return select(lost, integral, log(safe));
    }

    /// The log of the integral of the density from `z` down, by the double exponential rule
    /// (Takahasi and Mori 1974) over the distance in units of the density's decay.
    private static Tensor integral(Tensor z, Tensor alpha) {
        var nodes = new double[NODES];
        var weights = new double[NODES];
        double step = 2 * LAST / (NODES - 1);
        for (int i = 0; i < NODES; i++) {
            double t = -LAST + i * step;
            nodes[i] = Math.exp(Math.PI / 2 * Math.sinh(t));
            weights[i] = Math.PI / 2 * Math.sinh(t) + Math.log(Math.PI / 2 * Math.cosh(t) * step);
        }
        var squares = square(alpha).plus(1);
        var decay = sqrt(squares).plus(maximum(z.unaryMinus(), constant(0)).times(squares));
        var x = expandDims(z, -1).minus(constant(nodes).div(expandDims(decay, -1)));
        var zero = constant(0);
        var logp = new SkewNormal(zero, constant(1), expandDims(alpha, -1)).logpInside(x);
        return logSumExp(logp.plus(constant(weights)), -1).minus(log(decay));
    }
}
