package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.GraphException;
import dev.credence.graph.Numbers;
import dev.credence.graph.Shape;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.Arrays;
import java.util.List;

/// Writes shapes as graphs: lengths that are known are constants, others are asked for.
final class Lengths {
    private Lengths() {}

    /// An int64 scalar.
    static Constant number(long n) {
        return new Constant(NdArray.scalar(n));
    }

    /// The length of an axis, an int64 scalar.
    ///
    /// @throws GraphException if there is no such axis
    static Tensor of(Tensor x, int axis) {
        if (axis < 0 || axis >= x.rank()) {
            throw new GraphException(
                            "the length of axis %d of '%s' is needed, but its shape is %s"
                                    .formatted(Math.max(axis, 0), x, x.shape()))
                    .at(SourceLine.here());
        }
        int length = x.shape().dim(axis);
        return length == Shape.UNKNOWN
                ? Tensors.slice(Tensors.shapeOf(x), 0, axis)
                : number(length);
    }

    /// A shape operand of int64 scalars.
    static Tensor vector(List<Tensor> lengths) {
        if (lengths.stream().allMatch(Constant.class::isInstance)) {
            return Tensors.constant(
                    lengths.stream().mapToLong(n -> ((Constant) n).value().longs()[0]).toArray());
        }
        return Tensors.stack(lengths.toArray(Tensor[]::new));
    }

    /// The lengths of `x` one by one.
    static Tensor[] all(Tensor x) {
        var lengths = new Tensor[x.rank()];
        Arrays.setAll(lengths, axis -> of(x, axis));
        return lengths;
    }

    /// The number of entries along some axes, an int64 scalar.
    static Tensor product(Tensor x, List<Integer> axes) {
        long known = 1;
        for (int axis : axes)
            if (x.shape().dim(axis) != Shape.UNKNOWN) known *= x.shape().dim(axis);
        Tensor product = number(known);
        for (int axis : axes)
            if (x.shape().dim(axis) == Shape.UNKNOWN)
                product = Tensors.multiply(product, of(x, axis));
        return product;
    }

    /// The positions of an axis: 0, 1, …
    static Tensor positions(Tensor x, int axis) {
        return Numbers.of(vector(List.of(of(x, axis))));
    }

    /// `x` in the dtype of functions with fractional values.
    static Tensor real(Tensor x) {
        return as(x.dtype().toFloating(), x);
    }

    /// Positions as int64.
    static Tensor integers(Tensor x) {
        return x.dtype() == DType.INT32 ? as(DType.INT64, x) : x;
    }

    /// `x` in some dtype; of a constant, a constant.
    static Tensor as(DType dtype, Tensor x) {
        return x instanceof Constant c
                ? Tensors.constant(c.value().cast(dtype))
                : Tensors.cast(x, dtype);
    }
}
