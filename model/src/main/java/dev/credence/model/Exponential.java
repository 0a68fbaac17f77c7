package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The exponential distribution with rate `lam`, mean `1 / lam`.
public record Exponential(Tensor lam) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("lam", lam);
    }

    @Override
    public Exponential withParameters(List<Tensor> parameters) {
        return new Exponential(parameters.getFirst());
    }

    @Override
    public Support support() {
        return Support.NONNEGATIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("lam", lam));
    }

    @Override
    public Tensor supportPoint() {
        return reciprocal(lam);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return log(lam).minus(lam.times(value));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(checked(log1mexp(maximum(value, constant(0)).times(lam).unaryMinus())));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(log1p(p.unaryMinus()).div(lam).unaryMinus()));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(reciprocal(lam));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(reciprocal(square(lam)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return Draws.exponential(key, shape).div(lam);
    }
}
