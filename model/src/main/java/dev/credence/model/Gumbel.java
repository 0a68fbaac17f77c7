package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Gumbel distribution with location `mu` and scale `beta`: the limit of the largest of many
/// variables.
public record Gumbel(Tensor mu, Tensor beta) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "beta", beta);
    }

    @Override
    public Gumbel withParameters(List<Tensor> parameters) {
        return new Gumbel(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("beta", beta));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, beta);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var z = value.minus(mu).div(beta);
        return z.plus(exp(z.unaryMinus())).plus(log(beta)).unaryMinus();
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(checked(exp(mu.minus(value).div(beta)).unaryMinus()));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(mu.minus(beta.times(log(log(p).unaryMinus())))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(mu.plus(beta.times(EULER)));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(Parameters.broadcast(square(beta).times(Math.PI * Math.PI / 6), mu));
    }

    static final double EULER = 0.5772156649015329;

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return mu.minus(beta.times(log(Draws.exponential(key, shape))));
    }
}
