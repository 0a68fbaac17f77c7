package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.Optional;

/// Symmetric positive definite matrices along the last two axes.
record PositiveDefinite() implements Support.Custom {
    private static final double TOLERANCE = 1e-6;

    /// The Cholesky factor of a matrix that is not positive definite is NaN.
    @Override
    public Tensor contains(Tensor value) {
        var diagonal = diagonal(value);
        var asymmetry = max(abs(value.minus(matrixTranspose(value))), -1, -2);
        var symmetric = asymmetry.le(max(abs(diagonal), -1).times(TOLERANCE));
        return and(symmetric, min(diagonal(cholesky(value)), -1).gt(0));
    }

    @Override
    public Optional<Transform> transform() {
        return Optional.of(Transform.POSITIVE_DEFINITE);
    }

    @Override
    public int eventRank() {
        return 2;
    }

    @Override
    public String toString() {
        return "symmetric and positive definite";
    }
}
