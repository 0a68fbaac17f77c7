package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The distribution of `exp(x)` for a normal `x` with mean `mu` and standard deviation `sigma`.
public record LogNormal(Tensor mu, Tensor sigma) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "sigma", sigma);
    }

    @Override
    public LogNormal withParameters(List<Tensor> parameters) {
        return new LogNormal(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("sigma", sigma));
    }

    @Override
    public Tensor supportPoint() {
        return exp(mu.plus(square(sigma).times(0.5)));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var logValue = log(value);
        return new Normal(mu, sigma).logpInside(logValue).minus(logValue);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var positive = value.gt(0);
        var z = log(select(positive, value, constant(1))).minus(mu).div(sigma);
        var below = constant(Double.NEGATIVE_INFINITY);
        return Optional.of(checked(select(positive, Normal.logPhi(z), below)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return new Normal(mu, sigma).icdf(p).map(x -> exp(x));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(exp(mu.plus(square(sigma).times(0.5))));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(expm1(square(sigma)).times(exp(mu.times(2).plus(square(sigma)))));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return exp(new Normal(mu, sigma).draw(key, shape));
    }
}
