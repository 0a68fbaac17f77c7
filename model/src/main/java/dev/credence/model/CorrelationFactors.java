package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.Optional;

/// The lower Cholesky factors of correlation matrices, as their strictly lower triangles.
///
/// @param n the number of rows
record CorrelationFactors(int n) implements Support.Custom {
    @Override
    public Tensor contains(Tensor value) {
        var c = PackedTriangle.strictlyLower(n).unpack(value);
        return max(sum(square(c), -1), -1).lt(1);
    }

    @Override
    public Optional<Transform> transform() {
        return Optional.of(Transform.choleskyCorr(n));
    }

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public String toString() {
        return "strictly lower triangles of Cholesky factors of correlation matrices";
    }
}
