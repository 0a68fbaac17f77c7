package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Indexing;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

/// Turns vectors of sum zero into vectors one shorter of the same Euclidean length: the reflection
/// that carries the diagonal to the last axis.
record ZeroSumTransform() implements Transform {
    @Override
    public String name() {
        return "zerosum";
    }

    @Override
    public Tensor forward(Tensor x) {
        int axis = x.rank() - 1;
        var root = sqrt(length(x));
        var end = slice(x, axis, -1, Indexing.Range.END, 1);
        return slice(x, axis, 0, -1, 1).minus(end.div(root.plus(1)));
    }

    @Override
    public Tensor backward(Tensor y) {
        var n = length(y).plus(1);
        var root = sqrt(n);
        var total = expandDims(sum(y, -1), -1);
        var shift = total.div(root.plus(n));
        return concatenate(y.rank() - 1, y.minus(shift), total.div(root).unaryMinus());
    }

    @Override
    public Tensor logJacobian(Tensor y) {
        return zerosLike(sum(y, -1));
    }

    private static Tensor length(Tensor x) {
        return Extent.of(x).lengths().getLast();
    }

    @Override
    public Shape unconstrainedShape(Shape shape) {
        int last = shape.rank() - 1;
        int n = shape.dim(last);
        return n == Shape.UNKNOWN ? shape : shape.with(last, n - 1);
    }
}
