package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.Optional;

/// Correlation matrices, as their strictly upper triangles.
///
/// @param n the number of rows
record Correlations(int n) implements Support.Custom {
    /// Positive definite; the Cholesky factor of another matrix is NaN.
    @Override
    public Tensor contains(Tensor value) {
        return min(diagonal(cholesky(LKJCorr.matrix(value, n))), -1).gt(0);
    }

    @Override
    public Optional<Transform> transform() {
        return Optional.of(Transform.correlation(n));
    }

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public String toString() {
        return "upper triangles of correlation matrices";
    }
}
