package dev.credence.array;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A dense n-dimensional value in row-major order: a dtype, a shape and one Java array that holds
/// the elements.
///
/// An `NdArray` is treated as immutable once it has been handed to anyone else. Factories and the
/// storage accessors do not copy, so that large data move for free; who keeps a reference to the
/// Java array must not write to it afterwards.
public final class NdArray {
    private final DType dtype;
    private final int[] shape;
    private final Object storage;
    private final int size;

    private NdArray(DType dtype, Object storage, int length, int[] shape) {
        this.dtype = dtype;
        this.shape = shape.clone();
        this.storage = storage;
        this.size = sizeOf(shape);
        if (size != length) {
            throw new IllegalArgumentException(
                    "shape "
                            + shapeText(shape)
                            + " holds "
                            + size
                            + " elements, but "
                            + length
                            + " values were given");
        }
    }

    /// A scalar.
    public static NdArray scalar(double value) {
        return of(new double[] {value}, new int[0]);
    }

    /// An integer scalar.
    public static NdArray scalar(long value) {
        return of(new long[] {value}, new int[0]);
    }

    /// A truth value.
    public static NdArray scalar(boolean value) {
        return of(new boolean[] {value}, new int[0]);
    }

    /// A vector of the given values.
    public static NdArray of(double... values) {
        return of(values, new int[] {values.length});
    }

    /// Values in row-major order with the given shape; the array is not copied.
    public static NdArray of(double[] values, int... shape) {
        return new NdArray(DType.FLOAT64, values, values.length, shape);
    }

    /// Integers in row-major order with the given shape; the array is not copied.
    public static NdArray of(long[] values, int... shape) {
        return new NdArray(DType.INT64, values, values.length, shape);
    }

    /// Truth values in row-major order with the given shape; the array is not copied.
    public static NdArray of(boolean[] values, int... shape) {
        return new NdArray(DType.BOOL, values, values.length, shape);
    }

    /// A matrix from its rows, which must have one length.
    public static NdArray of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        var values = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException(
                        "row "
                                + i
                                + " has "
                                + rows[i].length
                                + " entries but row 0 has "
                                + columns);
            }
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return of(values, rows.length, columns);
    }

    /// An array of zeros (or `false`).
    public static NdArray zeros(DType dtype, int... shape) {
        int size = sizeOf(shape);
        return switch (dtype) {
            case BOOL -> of(new boolean[size], shape);
            case INT64 -> of(new long[size], shape);
            case FLOAT64 -> of(new double[size], shape);
        };
    }

    /// An array with every element equal to `value`.
    public static NdArray full(double value, int... shape) {
        var values = new double[sizeOf(shape)];
        Arrays.fill(values, value);
        return of(values, shape);
    }

    /// Wraps a Java array (`double[]`, `long[]` or `boolean[]`) as it is.
    public static NdArray wrap(Object storage, int... shape) {
        return switch (storage) {
            case double[] d -> of(d, shape);
            case long[] l -> of(l, shape);
            case boolean[] b -> of(b, shape);
            default ->
                    throw new IllegalArgumentException(
                            "an array holds double[], long[] or boolean[], not "
                                    + storage.getClass().getSimpleName());
        };
    }

    /// The number of elements of a shape; one for the empty shape.
    public static int sizeOf(int... shape) {
        long size = 1;
        for (int d : shape) {
            if (d < 0)
                throw new IllegalArgumentException(
                        "a dimension cannot be negative: " + shapeText(shape));
            size = Math.multiplyExact(size, d);
        }
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "shape "
                            + shapeText(shape)
                            + " holds "
                            + size
                            + " elements; an array holds at most 2^31 - 1");
        }
        return (int) size;
    }

    /// A shape as text: `()`, `(3)`, `(2, 4)`.
    public static String shapeText(int... shape) {
        var text = Arrays.toString(shape);
        return "(" + text.substring(1, text.length() - 1) + ")";
    }

    public DType dtype() {
        return dtype;
    }

    /// A copy of the dimensions.
    public int[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    public int dim(int axis) {
        return shape[axis];
    }

    public int size() {
        return size;
    }

    /// The `double[]`, `long[]` or `boolean[]` itself, in row-major order.
    public Object storage() {
        return storage;
    }

    /// The elements of a float64 array, not copied.
    public double[] doubles() {
        return (double[]) demand(DType.FLOAT64);
    }

    /// The elements of an int64 array, not copied.
    public long[] longs() {
        return (long[]) demand(DType.INT64);
    }

    /// The elements of a bool array, not copied.
    public boolean[] booleans() {
        return (boolean[]) demand(DType.BOOL);
    }

    private Object demand(DType wanted) {
        if (dtype != wanted)
            throw new IllegalStateException("this array is " + dtype + ", not " + wanted);
        return storage;
    }

    /// Element `index` in row-major order as a double, whatever the dtype (`true` is 1).
    public double element(int index) {
        return switch (storage) {
            case double[] d -> d[index];
            case long[] l -> l[index];
            case boolean[] b -> b[index] ? 1 : 0;
            default -> throw new AssertionError(storage);
        };
    }

    /// The element at the given position as a double.
    public double at(int... index) {
        return element(offset(index));
    }

    /// The only element of an array of size one, as a double.
    public double item() {
        if (size != 1)
            throw new IllegalStateException(
                    "item() needs one element, the shape is " + shapeText(shape));
        return element(0);
    }

    /// The row-major offset of a position.
    public int offset(int... index) {
        if (index.length != shape.length) {
            throw new IllegalArgumentException(
                    "position "
                            + shapeText(index)
                            + " does not fit an array of shape "
                            + shapeText(shape));
        }
        int offset = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            offset = offset * shape[axis] + java.util.Objects.checkIndex(index[axis], shape[axis]);
        }
        return offset;
    }

    /// The same elements with another shape of the same size.
    public NdArray reshape(int... newShape) {
        return new NdArray(dtype, storage, size, newShape);
    }

    /// The same values in another dtype; float64 to int64 truncates toward zero, anything non-zero
    /// is `true`.
    public NdArray cast(DType to) {
        if (to == dtype) return this;
        return switch (to) {
            case FLOAT64 ->
                    of(IntStream.range(0, size).mapToDouble(this::element).toArray(), shape);
            case INT64 ->
                    of(IntStream.range(0, size).mapToLong(i -> (long) element(i)).toArray(), shape);
            case BOOL -> {
                var values = new boolean[size];
                for (int i = 0; i < size; i++) values[i] = element(i) != 0;
                yield of(values, shape);
            }
        };
    }

    /// Equal dtype, shape and elements; doubles compare by their bits, so `NaN` equals itself and
    /// `-0.0` differs from `0.0`.
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof NdArray that)
                || that.dtype != dtype
                || !Arrays.equals(that.shape, shape)) return false;
        return switch (storage) {
            case double[] d -> Arrays.equals(d, that.doubles());
            case long[] l -> Arrays.equals(l, that.longs());
            case boolean[] b -> Arrays.equals(b, that.booleans());
            default -> throw new AssertionError(storage);
        };
    }

    @Override
    public int hashCode() {
        int elements =
                switch (storage) {
                    case double[] d -> Arrays.hashCode(d);
                    case long[] l -> Arrays.hashCode(l);
                    case boolean[] b -> Arrays.hashCode(b);
                    default -> throw new AssertionError(storage);
                };
        return 31 * Arrays.hashCode(shape) + elements;
    }

    /// The values in nested brackets, as NumPy prints them; long arrays are shortened.
    @Override
    public String toString() {
        var out = new StringBuilder();
        print(out, 0, 0);
        return out.toString();
    }

    private void print(StringBuilder out, int axis, int offset) {
        if (axis == shape.length) {
            switch (storage) {
                case double[] d -> out.append(d[offset]);
                case long[] l -> out.append(l[offset]);
                case boolean[] b -> out.append(b[offset]);
                default -> throw new AssertionError(storage);
            }
            return;
        }
        int stride = 1;
        for (int k = axis + 1; k < shape.length; k++) stride *= shape[k];
        out.append('[');
        for (int i = 0; i < shape[axis]; i++) {
            if (i > 0) out.append(", ");
            if (shape[axis] > 100 && i == 3) {
                out.append("…, ");
                i = shape[axis] - 3;
            }
            print(out, axis + 1, offset + i * stride);
        }
        out.append(']');
    }
}
