package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

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

    /// For example `float64(?, 3)`.
    @Override
    public String toString() {
        return dtype + shape.toString();
    }
}
