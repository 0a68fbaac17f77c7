package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The distribution of what is certain: `c`, of integers or real numbers.
public record DiracDelta(Tensor c) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("c", c);
    }

    @Override
    public DiracDelta withParameters(List<Tensor> parameters) {
        return new DiracDelta(parameters.getFirst());
    }

    @Override
    public DType dtype() {
        return c.dtype().isFloating() ? DType.FLOAT64 : DType.INT64;
    }

    @Override
    public Support support() {
        return new Point(c);
    }

    @Override
    public List<Condition> conditions() {
        return List.of();
    }

    @Override
    public Tensor supportPoint() {
        return cast(c, dtype());
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return cast(value.minus(c), DType.FLOAT64).times(0);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(select(value.lt(c), constant(Double.NEGATIVE_INFINITY), constant(0)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(cast(c, DType.FLOAT64));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(cast(c, DType.FLOAT64).times(0));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return broadcastTo(supportPoint(), shape);
    }

    /// One value. It has no transform: what is certain needs no sampler.
    private record Point(Tensor c) implements Support.Custom {
        @Override
        public Tensor contains(Tensor value) {
            return value.eq(c);
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.empty();
        }

        @Override
        public boolean isDiscrete() {
            return true;
        }

        @Override
        public List<Tensor> bounds() {
            return List.of(c);
        }

        @Override
        public String toString() {
            return Formula.of(c);
        }
    }
}
