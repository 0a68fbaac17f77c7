package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

/// Vectors along the last axis whose sum is one, without their last entry; it does not keep entries
/// positive.
record SumToOneTransform() implements Transform {
    @Override
    public String name() {
        return "sum_to_1";
    }

    @Override
    public Tensor forward(Tensor x) {
        return slice(x, x.rank() - 1, 0, -1, 1);
    }

    @Override
    public Tensor backward(Tensor y) {
        var rest = constant(1).minus(expandDims(sum(y, -1), -1));
        return concatenate(y.rank() - 1, y, rest);
    }

    @Override
    public Tensor logJacobian(Tensor y) {
        return zerosLike(sum(y, -1));
    }

    @Override
    public Shape unconstrainedShape(Shape shape) {
        int last = shape.rank() - 1;
        int n = shape.dim(last);
        return n == Shape.UNKNOWN ? shape : shape.with(last, n - 1);
    }
}
