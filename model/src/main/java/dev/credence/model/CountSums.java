package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

/// Distribution functions of counts without a formula, as sums over all counts.
final class CountSums {
    private static final double LOG_HALF = Math.log(0.5);

    private CountSums() {}

    /// The log of the probability of at most `value`, from the tail that is smaller.
    ///
    /// @param d a distribution of the counts 0 to `n`
    static Tensor logcdf(Distribution d, Tensor n, Tensor value) {
        var counts = arange(cast(max(reshape(n, -1), 0).plus(1), DType.INT64));
        var parameters = d.parameters().values().stream().map(p -> expandDims(p, -1)).toList();
        var terms = d.withParameters(parameters).logpGuarded(counts);
        var kept = counts.le(floor(expandDims(value, -1)));
        var none = constant(Double.NEGATIVE_INFINITY);
        var below = logSumExp(select(kept, terms, none), -1);
        var above = logSumExp(select(kept, none, terms), -1);
        var small = below.lt(LOG_HALF);
        return select(small, below, log1p(exp(select(small, none, above)).unaryMinus()));
    }
}
