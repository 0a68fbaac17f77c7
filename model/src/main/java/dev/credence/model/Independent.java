package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A distribution of vectors or matrices with independent entries: the last axes of a batch belong
/// to one value.
///
/// @param base the distribution of the entries
/// @param axes how many of the axes of its batch
public record Independent(Distribution base, int axes) implements Distribution {
    public Independent {
        if (axes < 1) {
            throw new ModelException(
                    "Independent: the number of axes is %d; use at least 1".formatted(axes));
        }
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return base.parameters();
    }

    @Override
    public Independent withParameters(List<Tensor> parameters) {
        return new Independent(base.withParameters(parameters), axes);
    }

    @Override
    public Support support() {
        return base.support() instanceof Support.Real
                ? Support.REAL
                : new Each(base.support(), axes);
    }

    @Override
    public int eventRank() {
        return base.eventRank() + axes;
    }

    @Override
    public List<Condition> conditions() {
        return base.conditions();
    }

    @Override
    public Tensor supportPoint() {
        return base.supportPoint();
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return summed(base.logpInside(value));
    }

    private Tensor summed(Tensor logp) {
        var total = logp;
        for (int i = 0; i < axes; i++) total = sum(total, -1);
        return total;
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

    /// A support of which each entry is a member.
    record Each(Support base, int axes) implements Support.Custom {
        @Override
        public Tensor contains(Tensor value) {
            var inside = base.contains(value);
            for (int i = 0; i < axes; i++) inside = all(inside, -1);
            return inside;
        }

        @Override
        public Optional<Transform> transform() {
            return base.transform().map(t -> new Summed(t, axes));
        }

        @Override
        public boolean isDiscrete() {
            return base.isDiscrete();
        }

        @Override
        public int eventRank() {
            return base.eventRank() + axes;
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

    /// A transform of each entry.
    private record Summed(Transform base, int axes) implements Transform {
        @Override
        public String name() {
            return base.name();
        }

        @Override
        public Tensor forward(Tensor x) {
            return base.forward(x);
        }

        @Override
        public Tensor backward(Tensor y) {
            return base.backward(y);
        }

        @Override
        public Tensor logJacobian(Tensor y) {
            var total = base.logJacobian(y);
            for (int i = 0; i < axes; i++) total = sum(total, -1);
            return total;
        }

        @Override
        public Shape unconstrainedShape(Shape shape) {
            return base.unconstrainedShape(shape);
        }
    }
}
