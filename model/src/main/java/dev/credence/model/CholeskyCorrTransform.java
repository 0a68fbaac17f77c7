package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

/// Turns Cholesky factors of correlation matrices, as their strictly lower triangles, into any real
/// numbers: each row over its diagonal entry.
///
/// @param n the number of rows
record CholeskyCorrTransform(int n) implements Transform {
    private PackedTriangle triangle() {
        return PackedTriangle.strictlyLower(n);
    }

    @Override
    public String name() {
        return "cholesky_corr";
    }

    @Override
    public Tensor forward(Tensor x) {
        var c = triangle().unpack(x);
        var squares = expandDims(sum(square(c), -1), -1);
        return triangle().pack(c.div(sqrt(constant(1).minus(squares))));
    }

    @Override
    public Tensor backward(Tensor y) {
        var rows = triangle().unpack(y);
        var squares = expandDims(sum(square(rows), -1), -1);
        return triangle().pack(rows.div(sqrt(squares.plus(1))));
    }

    /// The power `i + 2` of the diagonal entry of row `i`, counted from 0.
    @Override
    public Tensor logJacobian(Tensor y) {
        return sum(logDiagonal(y).times(triangle().rows(i -> i + 2)), -1);
    }

    /// The logarithms of the factor's diagonal.
    Tensor logDiagonal(Tensor y) {
        return log1p(sum(square(triangle().unpack(y)), -1)).times(-0.5);
    }

    /// The factor with its diagonal.
    Tensor factor(Tensor y) {
        var rows = triangle().unpack(y);
        var diagonal = expandDims(exp(logDiagonal(y)), -1);
        return rows.plus(identity(n)).times(diagonal);
    }
}
