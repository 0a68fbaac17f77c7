package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.Optional;

/// What is known of a tensor before any number is: its dtype and shape.
public record TensorType(DType dtype, Shape shape) {
    /// A float64 type with that shape.
    public static TensorType float64(int... dims) {
        return new TensorType(DType.FLOAT64, Shape.of(dims));
    }

    /// The type of a concrete array.
    public static TensorType of(NdArray value) {
        return new TensorType(value.dtype(), Shape.of(value.shape()));
    }

    public int rank() {
        return shape.rank();
    }

    /// The same shape with another dtype.
    public TensorType with(DType other) {
        return new TensorType(other, shape);
    }

    /// Whether the value has this dtype and a shape that fits.
    public boolean accepts(NdArray value) {
        return value.dtype() == dtype && shape.accepts(value.shape());
    }

    /// What is known of a tensor that is of this and of that type; empty if it cannot be both.
    public Optional<TensorType> unified(TensorType other) {
        if (dtype != other.dtype || rank() != other.rank()) return Optional.empty();
        var both = shape;
        for (int axis = 0; axis < rank(); axis++) {
            int here = shape.dim(axis);
            int there = other.shape.dim(axis);
            if (here == Shape.UNKNOWN) both = both.with(axis, there);
            else if (there != Shape.UNKNOWN && here != there) return Optional.empty();
        }
        return Optional.of(new TensorType(dtype, both));
    }

    /// For example `float64(?, 3)`.
    @Override
    public String toString() {
        return dtype + shape.toString();
    }
}
