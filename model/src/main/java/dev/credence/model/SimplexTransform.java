package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

/// Probability vectors of length N as N - 1 free numbers: `x = softmax(y, -sum(y))`.
///
/// The map is symmetric about the uniform vector, which is `y = 0`. With `z = (y, -sum(y))` and `L
/// = logsumexp(z)` it is `log(x) = z - L` with log-Jacobian `log(N) - N L`.
record SimplexTransform() implements Transform {
    @Override
    public String name() {
        return "simplex";
    }

    @Override
    public Tensor forward(Tensor x) {
        int last = x.rank() - 1;
        var logs = log(x);
        return slice(logs, last, 0, -1, 1).minus(expandDims(mean(logs, last), -1));
    }

    @Override
    public Tensor backward(Tensor y) {
        var z = completed(y);
        return exp(z.minus(expandDims(logSumExp(z, z.rank() - 1), -1)));
    }

    @Override
    public Tensor logJacobian(Tensor y) {
        var z = completed(y);
        int last = z.rank() - 1;
        var n = cast(slice(shapeOf(z), 0, last), DType.FLOAT64);
        return log(n).minus(n.times(logSumExp(z, last)));
    }

    @Override
    public Shape unconstrainedShape(Shape shape) {
        int last = shape.rank() - 1;
        int n = shape.dim(last);
        return n == Shape.UNKNOWN ? shape : shape.with(last, n - 1);
    }

    private static Tensor completed(Tensor y) {
        int last = y.rank() - 1;
        return concatenate(last, y, expandDims(sum(y, last).unaryMinus(), -1));
    }
}
