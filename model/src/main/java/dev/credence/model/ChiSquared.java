package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The chi-squared distribution with `nu` degrees of freedom: the sum of `nu` squared standard
/// normal variables.
public record ChiSquared(Tensor nu) implements Distribution {
    private static final double LOG_2 = StrictMath.log(2);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("nu", nu);
    }

    @Override
    public ChiSquared withParameters(List<Tensor> parameters) {
        return new ChiSquared(parameters.getFirst());
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("nu", nu));
    }

    @Override
    public Tensor supportPoint() {
        return nu;
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return LogGamma.density(nu.div(2), value.div(2)).minus(LOG_2);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(checked(Gamma.logcdf(nu.div(2), value.div(2))));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(gammaincinv(nu.div(2), p).times(2)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(nu);
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(nu.times(2));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return exp(Draws.logGamma(key, shape, nu.div(2))).times(2);
    }
}
