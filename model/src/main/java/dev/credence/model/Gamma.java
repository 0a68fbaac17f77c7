package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The gamma distribution with shape `alpha` and rate `beta`, mean `alpha / beta`.
public record Gamma(Tensor alpha, Tensor beta) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("alpha", alpha, "beta", beta);
    }

    @Override
    public Gamma withParameters(List<Tensor> parameters) {
        return new Gamma(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("alpha", alpha), Condition.positive("beta", beta));
    }

    @Override
    public Tensor supportPoint() {
        return alpha.div(beta);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return LogGamma.density(alpha, value.times(beta)).plus(log(beta));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(checked(logcdf(alpha, value.times(beta))));
    }

    /// The logarithm of the distribution function for rate one.
    static Tensor logcdf(Tensor shape, Tensor value) {
        var x = LogProbability.positive(value);
        var inside = LogProbability.of(gammainc(shape, x), gammaincc(shape, x));
        return LogProbability.onPositive(value, inside);
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(gammaincinv(alpha, p).div(beta)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(alpha.div(beta));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(alpha.div(square(beta)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return exp(Draws.logGamma(key, shape, alpha)).div(beta);
    }
}
