package dev.credence.model;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A distribution whose unknowns move in another unconstrained space than that of its support.
///
/// @param base the distribution
/// @param transform to the space in which samplers move; none to move in the support itself
record SampledBy(Distribution base, Optional<Transform> transform) implements Distribution {
    @Override
    public String name() {
        return base.name();
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return base.parameters();
    }

    @Override
    public Distribution withParameters(List<Tensor> parameters) {
        return new SampledBy(base.withParameters(parameters), transform);
    }

    @Override
    public Support support() {
        return new Freed(base.support(), transform);
    }

    @Override
    public int eventRank() {
        return base.eventRank();
    }

    @Override
    public List<Condition> conditions() {
        return base.conditions();
    }

    @Override
    public Tensor supportPoint() {
        return base.supportPoint();
    }

    /// The transform may reach beyond the support.
    @Override
    public Tensor logpInside(Tensor value) {
        return base.logpGuarded(value);
    }

    @Override
    public Tensor logpGuarded(Tensor value) {
        return base.logpGuarded(value);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return base.logcdf(value);
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return base.icdf(p);
    }

    @Override
    public Optional<Tensor> mean() {
        return base.mean();
    }

    @Override
    public Optional<Tensor> variance() {
        return base.variance();
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return base.draw(key, shape);
    }

    /// The same values with another transform.
    private record Freed(Support base, Optional<Transform> transform) implements Support.Custom {
        @Override
        public Tensor contains(Tensor value) {
            return base.contains(value);
        }

        @Override
        public boolean isDiscrete() {
            return base.isDiscrete();
        }

        @Override
        public int eventRank() {
            return base.eventRank();
        }

        @Override
        public List<Tensor> bounds() {
            return base.bounds();
        }

        @Override
        public String toString() {
            return base.toString();
        }
    }
}
