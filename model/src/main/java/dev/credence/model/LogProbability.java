package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

/// Logarithms of distribution functions from the probabilities below and above a value.
final class LogProbability {
    private LogProbability() {}

    /// The logarithm of the probability below, which is taken from that above where this is
    /// smaller; the one not taken is replaced, so that its gradient stays finite.
    static Tensor of(Tensor below, Tensor above) {
        var small = below.lt(0.5);
        var left = log(select(small, below, constant(1)));
        var right = log1p(select(small, constant(0), above).unaryMinus());
        return select(small, left, right);
    }

    /// `x` where it is positive, else one: for distribution functions that are zero there.
    static Tensor positive(Tensor x) {
        return select(x.gt(0), x, constant(1));
    }

    /// The logarithm of a distribution function that is known for positive values.
    static Tensor onPositive(Tensor value, Tensor logcdf) {
        return select(value.gt(0), logcdf, constant(Double.NEGATIVE_INFINITY));
    }
}
