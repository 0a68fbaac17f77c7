package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.Arrays;

/// The leaves of graphs: inputs, constants and shared variables; import them with the functions of
/// [Tensors].
public class LeafFunctions {
    protected LeafFunctions() {}

    /// A float64 scalar input.
    public static Input scalar(String name) {
        return scalar(name, DType.FLOAT64);
    }

    public static Input scalar(String name, DType dtype) {
        return unknown(name, dtype, 0);
    }

    /// A float64 vector input of unknown length.
    public static Input vector(String name) {
        return vector(name, DType.FLOAT64);
    }

    /// A vector input of unknown length.
    public static Input vector(String name, DType dtype) {
        return unknown(name, dtype, 1);
    }

    /// A float64 matrix input of unknown lengths.
    public static Input matrix(String name) {
        return matrix(name, DType.FLOAT64);
    }

    /// A matrix input of unknown lengths.
    public static Input matrix(String name, DType dtype) {
        return unknown(name, dtype, 2);
    }

    /// A float64 matrix input with one row, which repeats where it meets several.
    public static Input row(String name) {
        return row(name, DType.FLOAT64);
    }

    /// A matrix input with one row, which repeats where it meets several.
    public static Input row(String name, DType dtype) {
        return tensor(name, new TensorType(dtype, Shape.of(1, Shape.UNKNOWN)));
    }

    /// A float64 matrix input with one column, which repeats where it meets several.
    public static Input column(String name) {
        return column(name, DType.FLOAT64);
    }

    /// A matrix input with one column, which repeats where it meets several.
    public static Input column(String name, DType dtype) {
        return tensor(name, new TensorType(dtype, Shape.of(Shape.UNKNOWN, 1)));
    }

    /// A float64 input of three axes of unknown lengths.
    public static Input tensor3(String name) {
        return tensor3(name, DType.FLOAT64);
    }

    /// An input of three axes of unknown lengths.
    public static Input tensor3(String name, DType dtype) {
        return unknown(name, dtype, 3);
    }

    /// A float64 input of four axes of unknown lengths.
    public static Input tensor4(String name) {
        return tensor4(name, DType.FLOAT64);
    }

    /// An input of four axes of unknown lengths.
    public static Input tensor4(String name, DType dtype) {
        return unknown(name, dtype, 4);
    }

    /// An input of any type.
    public static Input tensor(String name, TensorType type) {
        return new Input(name, type);
    }

    private static Input unknown(String name, DType dtype, int rank) {
        return tensor(name, new TensorType(dtype, Shape.unknown(rank)));
    }

    /// A scalar constant: float64, or float32 where it meets float32.
    public static Constant constant(double value) {
        return Constant.ofNumber(NdArray.scalar(value));
    }

    /// A float64 vector constant.
    public static Constant constant(double... values) {
        return new Constant(NdArray.of(values));
    }

    /// A float32 vector constant.
    public static Constant constant(float... values) {
        return new Constant(NdArray.of(values, values.length));
    }

    /// An int64 vector constant.
    public static Constant constant(long... values) {
        return new Constant(NdArray.of(values, values.length));
    }

    /// An int64 vector constant, for example group numbers.
    public static Constant constant(int... values) {
        return constant(Arrays.stream(values).asLongStream().toArray());
    }

    /// A float64 matrix constant from its rows.
    public static Constant constant(double[][] rows) {
        return new Constant(NdArray.of(rows));
    }

    public static Constant constant(NdArray value) {
        return new Constant(value);
    }

    /// A shared variable.
    public static Shared shared(String name, NdArray value) {
        return new Shared(name, value);
    }

    /// A shared float64 scalar.
    public static Shared shared(String name, double value) {
        return new Shared(name, NdArray.scalar(value));
    }
}
