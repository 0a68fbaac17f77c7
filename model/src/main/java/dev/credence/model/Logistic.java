package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The logistic distribution with location `mu` and scale `s`.
public record Logistic(Tensor mu, Tensor s) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "s", s);
    }

    @Override
    public Logistic withParameters(List<Tensor> parameters) {
        return new Logistic(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("s", s));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, s);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var z = abs(value.minus(mu).div(s)).unaryMinus();
        return z.minus(log(s)).minus(softplus(z).times(2));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var z = value.minus(mu).div(s);
        return Optional.of(checked(softplus(z.unaryMinus()).unaryMinus()));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(mu.plus(s.times(logit(p)))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(Parameters.broadcast(mu, s));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(Parameters.broadcast(square(s).times(Math.PI * Math.PI / 3), mu));
    }

    /// The log of a ratio of two exponential variables.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var one = Draws.logGamma(Draws.fold(key, 0), shape, constant(1));
        var two = Draws.logGamma(Draws.fold(key, 1), shape, constant(1));
        return mu.plus(s.times(one.minus(two)));
    }
}
