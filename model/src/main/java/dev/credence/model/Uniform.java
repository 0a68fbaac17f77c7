package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The uniform distribution between `lower` and `upper`.
public record Uniform(Tensor lower, Tensor upper) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("lower", lower, "upper", upper);
    }

    @Override
    public Uniform withParameters(List<Tensor> parameters) {
        return new Uniform(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.interval(lower, upper);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(new Condition(upper.gt(lower), "lower < upper"));
    }

    @Override
    public Tensor supportPoint() {
        return lower.plus(upper).times(0.5);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return Parameters.broadcast(log(upper.minus(lower)).unaryMinus(), value);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var part = value.minus(lower).div(upper.minus(lower));
        return Optional.of(checked(log(minimum(maximum(part, constant(0)), constant(1)))));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(lower.plus(upper.minus(lower).times(p))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(lower.plus(upper).times(0.5));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(square(upper.minus(lower)).div(12));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return lower.plus(upper.minus(lower).times(Draws.uniform(key, shape)));
    }
}
