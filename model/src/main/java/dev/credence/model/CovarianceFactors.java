package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.Optional;

/// The lower Cholesky factors of covariance matrices, as their lower triangles.
///
/// @param n the number of rows
record CovarianceFactors(int n) implements Support.Custom {
    @Override
    public Tensor contains(Tensor value) {
        return min(diagonal(PackedTriangle.lower(n).unpack(value)), -1).gt(0);
    }

    @Override
    public Optional<Transform> transform() {
        return Optional.of(Transform.choleskyCovPacked(n));
    }

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public String toString() {
        return "lower triangles with a positive diagonal";
    }
}
