package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Success (1) with probability `sigmoid(eta)`, else failure (0): the form for regressions.
public record BernoulliLogit(Tensor eta) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("eta", eta);
    }

    @Override
    public BernoulliLogit withParameters(List<Tensor> parameters) {
        return new BernoulliLogit(parameters.getFirst());
    }

    @Override
    public Support support() {
        return Support.BINARY;
    }

    @Override
    public List<Condition> conditions() {
        return List.of();
    }

    @Override
    public String name() {
        return "Bernoulli";
    }

    @Override
    public Tensor supportPoint() {
        return cast(eta.ge(0), DType.INT64);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return eta.times(value).minus(softplus(eta));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return new Bernoulli(sigmoid(eta)).logcdf(value);
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(sigmoid(eta));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(sigmoid(eta).times(sigmoid(eta.unaryMinus())));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return cast(less(Draws.uniform(key, shape), sigmoid(eta)), DType.INT64);
    }
}
