package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Success (1) with probability `p`, else failure (0).
public record Bernoulli(Tensor p) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("p", p);
    }

    @Override
    public Bernoulli withParameters(List<Tensor> parameters) {
        return new Bernoulli(parameters.getFirst());
    }

    @Override
    public Support support() {
        return Support.BINARY;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.probability("p", p));
    }

    @Override
    public Tensor supportPoint() {
        return cast(p.ge(0.5), DType.INT64);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return select(notEqual(value, constant(0)), log(p), log1p(p.unaryMinus()));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var between = select(value.lt(1), log1p(p.unaryMinus()), constant(0));
        return Optional.of(
                checked(select(value.lt(0), constant(Double.NEGATIVE_INFINITY), between)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(p);
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(p.times(constant(1).minus(p)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return cast(less(Draws.uniform(key, shape), p), DType.INT64);
    }
}
