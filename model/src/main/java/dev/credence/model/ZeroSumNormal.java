package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A vector of normal variables with standard deviation `sigma`, given that its sum is zero: for
/// effects of groups beside an intercept.
///
/// The density is that on the plane of vectors with sum zero.
///
/// @param sigma the standard deviation before the condition, a scalar for each vector
/// @param length the length of the vectors
public record ZeroSumNormal(Tensor sigma, int length) implements Distribution {
    public ZeroSumNormal {
        if (length < 2) {
            throw new ModelException(
                    "ZeroSumNormal: the length is %d; use at least 2".formatted(length));
        }
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("sigma", sigma);
    }

    @Override
    public ZeroSumNormal withParameters(List<Tensor> parameters) {
        return new ZeroSumNormal(parameters.getFirst(), length);
    }

    @Override
    public Support support() {
        return Support.ZERO_SUM;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("sigma", sigma));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(constant(new double[length]), expandDims(sigma, -1));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var squares = sum(square(value.div(expandDims(sigma, -1))), -1).times(-0.5);
        return squares.minus(log(sigma).plus(Normal.LOG_SQRT_2_PI).times(length - 1));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(
                supportPoint().plus(square(expandDims(sigma, -1)).times(1 - 1.0 / length)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var z = Draws.normal(key, shape);
        var centred = z.minus(expandDims(sum(z, -1).div(length), -1));
        return centred.times(expandDims(sigma, -1));
    }
}
