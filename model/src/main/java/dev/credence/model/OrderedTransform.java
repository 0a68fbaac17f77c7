package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.Indexing;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

/// Ascending vectors as a first entry and the logs of the steps: `x_1 = y_1`, `x_k = x_{k-1} +
/// exp(y_k)`.
///
/// @param positive whether all entries are positive; then `x_1 = exp(y_1)`
record OrderedTransform(boolean positive) implements Transform {
    @Override
    public String name() {
        return "ordered";
    }

    @Override
    public Tensor forward(Tensor x) {
        int last = x.rank() - 1;
        var first = slice(x, last, 0, 1, 1);
        var steps = rest(x).minus(slice(x, last, 0, -1, 1));
        return concatenate(last, positive ? log(first) : first, log(steps));
    }

    @Override
    public Tensor backward(Tensor y) {
        if (positive) return cumulativeSum(exp(y));
        int last = y.rank() - 1;
        return cumulativeSum(concatenate(last, slice(y, last, 0, 1, 1), exp(rest(y))));
    }

    @Override
    public Tensor logJacobian(Tensor y) {
        return sum(positive ? y : rest(y), y.rank() - 1);
    }

    private static Tensor rest(Tensor x) {
        return slice(x, x.rank() - 1, 1, Indexing.Range.END, 1);
    }

    private static Tensor cumulativeSum(Tensor x) {
        int n = x.shape().dim(x.rank() - 1);
        if (n == Shape.UNKNOWN || x.rank() > 2) {
            throw new ModelException(
                    "an ordered variable is a vector, or a matrix of such rows, of known length, not of shape %s"
                            .formatted(x.shape()));
        }
        var ones = new double[n * n];
        for (int i = 0; i < n; i++) for (int j = i; j < n; j++) ones[i * n + j] = 1;
        return dot(x, new Constant(NdArray.of(ones, n, n)));
    }
}
