package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The integers from `lower` to `upper`, both included, with equal probabilities.
public record DiscreteUniform(Tensor lower, Tensor upper) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("lower", lower, "upper", upper);
    }

    @Override
    public DiscreteUniform withParameters(List<Tensor> parameters) {
        return new DiscreteUniform(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.integers(lower, upper);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(new Condition(upper.ge(lower), "lower <= upper"));
    }

    @Override
    public Tensor supportPoint() {
        return cast(floorDivide(lower.plus(upper), Extent.integer(2)), DType.INT64);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return Parameters.broadcast(log(count()).unaryMinus(), value);
    }

    private Tensor count() {
        return upper.minus(lower).plus(1);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var part = floor(value).minus(lower).plus(1).div(count());
        return Optional.of(checked(log(minimum(maximum(part, constant(0)), constant(1)))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(lower.plus(upper).times(0.5));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(square(upper.minus(lower).plus(1)).minus(1).div(12));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var steps = cast(floor(Draws.uniform(key, shape).times(count())), DType.INT64);
        return cast(lower.plus(steps), DType.INT64);
    }
}
