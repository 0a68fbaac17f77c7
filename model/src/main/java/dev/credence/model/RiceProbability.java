package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

/// The distribution function of the Rice distribution with scale one, accurate in both tails: an
/// integral of the density over the side on which it falls.
final class RiceProbability {
    private static final int NODES = 161;
    private static final double LAST = 3.2;

    /// The density falls at least as fast as a normal one, so nothing lies farther away.
    private static final double RANGE = 10;

    private RiceProbability() {}

    /// The log of the probability of at most a positive `x`.
    static Tensor logBelow(Tensor x, Tensor b) {
        var rising = x.lt(b.plus(1));
        var near = select(rising, x, constant(1));
        var start = maximum(near.minus(RANGE), constant(0));
        var below = integral(start, near.minus(start), select(rising, b, constant(1)));
        var far = select(rising, constant(2), x);
        var above = integral(far, constant(RANGE), select(rising, constant(0), b));
        return select(rising, below, log1p(exp(above).unaryMinus()));
    }

    /// The log of the integral of the density, by the double exponential rule (Takahasi and Mori
    /// 1974).
    private static Tensor integral(Tensor start, Tensor width, Tensor b) {
        var nodes = new double[NODES];
        var weights = new double[NODES];
        double step = 2 * LAST / (NODES - 1);
        for (int i = 0; i < NODES; i++) {
            double t = -LAST + i * step;
            double e = Math.exp(-Math.PI * Math.sinh(t));
            nodes[i] = 1 / (1 + e);
            weights[i] = Math.log(Math.PI * Math.cosh(t) * step * e / ((1 + e) * (1 + e)));
        }
        var x = expandDims(start, -1).plus(expandDims(width, -1).times(constant(nodes)));
        var logp = new Rice(expandDims(b, -1), constant(1)).logpInside(x);
        return logSumExp(logp.plus(constant(weights)), -1).plus(log(width));
    }
}
