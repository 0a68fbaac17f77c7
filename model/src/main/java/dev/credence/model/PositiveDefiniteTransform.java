package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

/// Turns symmetric positive definite matrices into vectors: the lower triangle of the Cholesky
/// factor, the diagonal in logarithms.
record PositiveDefiniteTransform() implements Transform {
    @Override
    public String name() {
        return "cholesky";
    }

    @Override
    public Tensor forward(Tensor x) {
        var triangle = PackedTriangle.lowerOf(x);
        var packed = triangle.pack(cholesky(x));
        return new CholeskyCovTransform(triangle.n()).forward(packed);
    }

    @Override
    public Tensor backward(Tensor y) {
        var factor = factor(y);
        return matmul(factor, matrixTranspose(factor));
    }

    private static Tensor factor(Tensor y) {
        var triangle = PackedTriangle.lowerIn(y);
        return triangle.unpack(new CholeskyCovTransform(triangle.n()).backward(y));
    }

    /// From the factor to the matrix: 2 for each row, and the power `n - i` of the diagonal entry
    /// of row `i`, counted from 0.
    @Override
    public Tensor logJacobian(Tensor y) {
        var triangle = PackedTriangle.lowerIn(y);
        int n = triangle.n();
        var logs = diagonal(triangle.unpack(y));
        return sum(logs.times(triangle.rows(i -> n - i + 1)), -1).plus(n * Math.log(2));
    }

    @Override
    public Shape unconstrainedShape(Shape shape) {
        int n = shape.dim(shape.rank() - 1);
        return n == Shape.UNKNOWN
                ? Shape.unknown(shape.rank() - 1)
                : PackedTriangle.lower(n).packedShape(shape);
    }
}
