package dev.credence.array;

import java.util.Arrays;

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

    /// Single-precision values in row-major order with the given shape; the array is not copied.
    public static NdArray of(float[] values, int... shape) {
        return new NdArray(DType.FLOAT32, values, values.length, shape);
    }

    /// 32-bit integers in row-major order with the given shape; the array is not copied.
    public static NdArray of(int[] values, int... shape) {
        return new NdArray(DType.INT32, values, values.length, shape);
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
            case INT32 -> of(new int[size], shape);
            case INT64 -> of(new long[size], shape);
            case FLOAT32 -> of(new float[size], shape);
            case FLOAT64 -> of(new double[size], shape);
        };
    }

    /// An array with every element equal to `value`.
    public static NdArray full(double value, int... shape) {
        var values = new double[sizeOf(shape)];
        Arrays.fill(values, value);
        return of(values, shape);
    }

    /// Wraps a Java array (`double[]`, `float[]`, `long[]`, `int[]` or `boolean[]`) as it is.
    public static NdArray wrap(Object storage, int... shape) {
        return switch (storage) {
            case double[] d -> of(d, shape);
            case float[] f -> of(f, shape);
            case long[] l -> of(l, shape);
            case int[] i -> of(i, shape);
            case boolean[] b -> of(b, shape);
            default ->
                    throw new IllegalArgumentException(
                            "an array holds double[], float[], long[], int[] or boolean[], not "
                                    + storage.getClass().getSimpleName());
        };
    }

    /// The number of elements of a shape; one for the empty shape.
    ///
    /// @throws IllegalArgumentException if a length is negative or there are more than 2^31 - 1
    ///   elements
    public static int sizeOf(int... shape) {
        boolean empty = false;
        for (int d : shape) {
            if (d < 0)
                throw new IllegalArgumentException(
                        "a dimension cannot be negative: " + shapeText(shape));
            empty |= d == 0;
        }
        if (empty) return 0;
        long size = 1;
        for (int d : shape) {
            size *= d;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "shape %s has more than 2^31 - 1 elements, the most an array can hold"
                                .formatted(shapeText(shape)));
            }
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

    /// The `double[]`, `float[]`, `long[]`, `int[]` or `boolean[]` itself, in row-major order.
    public Object storage() {
        return storage;
    }

    /// The elements of a float64 array, not copied.
    public double[] doubles() {
        return (double[]) demand(DType.FLOAT64);
    }

    /// The elements of a float32 array, not copied.
    public float[] floats() {
        return (float[]) demand(DType.FLOAT32);
    }

    /// The elements of an int32 array, not copied.
    public int[] ints() {
        return (int[]) demand(DType.INT32);
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
            case float[] f -> f[index];
            case long[] l -> l[index];
            case int[] i -> i[index];
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

    /// The same values in another dtype. Floats become integers by truncation toward zero, at most
    /// the largest and at least the smallest integer, with 0 for NaN; int64 becomes int32 by
    /// dropping the upper bits; anything non-zero is `true`.
    public NdArray cast(DType to) {
        if (to == dtype) return this;
        var cast = zeros(to, shape);
        switch (cast.storage) {
            case double[] d -> Arrays.setAll(d, this::element);
            case float[] f -> {
                for (int i = 0; i < size; i++)
                    f[i] = dtype.isInteger() ? whole(i) : (float) element(i);
            }
            case long[] l -> Arrays.setAll(l, this::whole);
            case int[] n -> {
                for (int i = 0; i < size; i++)
                    n[i] = dtype.isFloating() ? (int) element(i) : (int) whole(i);
            }
            case boolean[] b -> {
                for (int i = 0; i < size; i++) b[i] = element(i) != 0;
            }
            default -> throw new AssertionError(to);
        }
        return cast;
    }

    /// Element `index` as an integer.
    private long whole(int index) {
        return switch (storage) {
            case long[] l -> l[index];
            case int[] i -> i[index];
            default -> (long) element(index);
        };
    }

    /// Equal dtype, shape and elements; floats compare by their bits, so `NaN` equals itself and
    /// `-0.0` differs from `0.0`.
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof NdArray that)
                || that.dtype != dtype
                || !Arrays.equals(that.shape, shape)) return false;
        return switch (storage) {
            case double[] d -> Arrays.equals(d, that.doubles());
            case float[] f -> Arrays.equals(f, that.floats());
            case long[] l -> Arrays.equals(l, that.longs());
            case int[] i -> Arrays.equals(i, that.ints());
            case boolean[] b -> Arrays.equals(b, that.booleans());
            default -> throw new AssertionError(storage);
        };
    }

    @Override
    public int hashCode() {
        int elements =
                switch (storage) {
                    case double[] d -> Arrays.hashCode(d);
                    case float[] f -> Arrays.hashCode(f);
                    case long[] l -> Arrays.hashCode(l);
                    case int[] i -> Arrays.hashCode(i);
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
                case float[] f -> out.append(f[offset]);
                case long[] l -> out.append(l[offset]);
                case int[] i -> out.append(i[offset]);
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
