package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The number of trials of probability `p` up to the first success, which counts.
public record Geometric(Tensor p) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("p", p);
    }

    @Override
    public Geometric withParameters(List<Tensor> parameters) {
        return new Geometric(parameters.getFirst());
    }

    @Override
    public Support support() {
        return Support.integers(constant(1), constant(Double.POSITIVE_INFINITY));
    }

    @Override
    public List<Condition> conditions() {
        return List.of(new Condition(and(p.gt(0), p.le(1)), "0 < p <= 1"));
    }

    @Override
    public Tensor supportPoint() {
        return cast(round(reciprocal(p)), DType.INT64);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return log(p).plus(xlog1py(value.minus(1), p.unaryMinus()));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(
                checked(log1mexp(xlog1py(maximum(floor(value), constant(0)), p.unaryMinus()))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(reciprocal(p));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(constant(1).minus(p).div(square(p)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var failures = floor(Draws.exponential(key, shape).div(log1p(p.unaryMinus()).unaryMinus()));
        return cast(failures.plus(1), DType.INT64);
    }
}
