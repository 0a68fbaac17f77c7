package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The distribution of `1 / x` for a gamma `x` with shape `alpha` and rate `beta`.
public record InverseGamma(Tensor alpha, Tensor beta) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("alpha", alpha, "beta", beta);
    }

    @Override
    public InverseGamma withParameters(List<Tensor> parameters) {
        return new InverseGamma(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("alpha", alpha), Condition.positive("beta", beta));
    }

    /// The mean where it exists, the mode elsewhere.
    @Override
    public Tensor supportPoint() {
        var mode = beta.div(alpha.plus(1));
        return select(alpha.gt(1), beta.div(alpha.minus(1)), mode);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var x = beta.div(value);
        return LogGamma.density(alpha, x).plus(log(x)).minus(log(value));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var x = beta.div(LogProbability.positive(value));
        var inside = LogProbability.of(gammaincc(alpha, x), gammainc(alpha, x));
        return Optional.of(checked(LogProbability.onPositive(value, inside)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(beta.div(gammainccinv(alpha, p))));
    }

    /// Infinite up to `alpha` of one.
    @Override
    public Optional<Tensor> mean() {
        var some = alpha.gt(1);
        var finite = beta.div(select(some, alpha.minus(1), constant(1)));
        return Optional.of(select(some, finite, constant(Double.POSITIVE_INFINITY)));
    }

    /// Infinite up to `alpha` of two.
    @Override
    public Optional<Tensor> variance() {
        var some = alpha.gt(2);
        var less = select(some, alpha, constant(3));
        var finite = square(beta.div(less.minus(1))).div(less.minus(2));
        return Optional.of(select(some, finite, constant(Double.POSITIVE_INFINITY)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return beta.times(exp(Draws.logGamma(key, shape, alpha).unaryMinus()));
    }
}
