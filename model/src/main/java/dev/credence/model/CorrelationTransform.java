package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

/// Turns correlation matrices, as their strictly upper triangles, into any real numbers, by way of
/// their Cholesky factors.
///
/// @param n the number of rows
record CorrelationTransform(int n) implements Transform {
    private CholeskyCorrTransform factors() {
        return new CholeskyCorrTransform(n);
    }

    @Override
    public String name() {
        return "cholesky_corr";
    }

    @Override
    public Tensor forward(Tensor x) {
        var factor = cholesky(LKJCorr.matrix(x, n));
        var rows = factor.div(expandDims(diagonal(factor), -1));
        return PackedTriangle.strictlyLower(n).pack(rows);
    }

    @Override
    public Tensor backward(Tensor y) {
        var factor = factors().factor(y);
        return PackedTriangle.strictlyUpper(n).pack(matmul(factor, matrixTranspose(factor)));
    }

    /// Row `i` of the factor gives the power `i + 2` of its diagonal entry, and the way from the
    /// factor to the matrix the power `n - 1 - i`.
    @Override
    public Tensor logJacobian(Tensor y) {
        return sum(factors().logDiagonal(y), -1).times(n + 1);
    }
}
