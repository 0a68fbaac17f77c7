package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;

import java.util.Optional;

/// The law of a given integer, which is the only value.
record PointLaw(Tensor point) implements Law {
    @Override
    public Kind kind() {
        return Kind.INTEGER;
    }

    @Override
    public Tensor logp(Tensor value) {
        return select(value.eq(point), constant(0), LogTerms.IMPOSSIBLE);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(select(value.ge(point), constant(0), LogTerms.IMPOSSIBLE));
    }

    @Override
    public Bounds bounds() {
        return Bounds.of(Law.floating(point), Law.floating(point));
    }
}
