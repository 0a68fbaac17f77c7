package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.GraphException;
import dev.credence.graph.Index;
import dev.credence.graph.IndexedPart;
import dev.credence.graph.Input;
import dev.credence.graph.Numbers;
import dev.credence.graph.Shape;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Tensors made from numbers and shapes: inputs by rank, constants, sequences, triangles, grids.
public class CreationFunctions extends Tensors {
    protected CreationFunctions() {}

    /// A float64 matrix input with one row.
    public static Input row(String name) {
        return tensor(name, TensorType.float64(1, Shape.UNKNOWN));
    }

    /// A float64 matrix input with one column.
    public static Input column(String name) {
        return tensor(name, TensorType.float64(Shape.UNKNOWN, 1));
    }

    /// A float64 input with three axes of unknown lengths.
    public static Input tensor3(String name) {
        return unknown(name, 3);
    }

    /// A float64 input with four axes of unknown lengths.
    public static Input tensor4(String name) {
        return unknown(name, 4);
    }

    /// A float64 input with five axes of unknown lengths.
    public static Input tensor5(String name) {
        return unknown(name, 5);
    }

    /// A float64 input with six axes of unknown lengths.
    public static Input tensor6(String name) {
        return unknown(name, 6);
    }

    /// A float64 input with seven axes of unknown lengths.
    public static Input tensor7(String name) {
        return unknown(name, 7);
    }

    private static Input unknown(String name, int rank) {
        return tensor(name, new TensorType(DType.FLOAT64, Shape.unknown(rank)));
    }

    /// A float64 tensor of zeros.
    public static Tensor zeros(int... dims) {
        return full(0, dims);
    }

    /// A float64 tensor of ones.
    public static Tensor ones(int... dims) {
        return full(1, dims);
    }

    /// A float64 tensor with every element equal to `value`.
    public static Tensor full(double value, int... dims) {
        return broadcastTo(constant(value), dims);
    }

    /// A tensor of the given shape, an int64 vector, with every element equal to `value`.
    public static Tensor full(Tensor value, Tensor shape) {
        return broadcastTo(value, shape);
    }

    /// Ones of the dtype and shape of `x`.
    public static Tensor onesLike(Tensor x) {
        return fullLike(x, 1);
    }

    /// A tensor of the dtype and shape of `x` with every element equal to `value`.
    public static Tensor fullLike(Tensor x, double value) {
        var one = new Constant(NdArray.scalar(value).cast(x.dtype()));
        return x.rank() == 0 ? one : broadcastTo(one, shapeOf(x));
    }

    /// The int64 numbers from 0 to `stop`, exclusive.
    public static Tensor arange(long stop) {
        return arange(0, stop, 1);
    }

    /// The int64 numbers `start`, `start + step`, … before `stop`.
    public static Tensor arange(long start, long stop, long step) {
        checkStep(step);
        long count = Math.max(0, Math.ceilDiv(stop - start, step));
        var values = new long[Math.toIntExact(count)];
        Arrays.setAll(values, i -> start + i * step);
        return constant(values);
    }

    /// The float64 numbers `start`, `start + step`, … before `stop`.
    public static Tensor arange(double start, double stop, double step) {
        checkStep(step);
        var values = new double[(int) Math.max(0, Math.ceil((stop - start) / step))];
        Arrays.setAll(values, i -> start + i * step);
        return constant(values);
    }

    /// The int64 numbers from 0 to an int64 scalar, exclusive. Unless `stop` follows from shapes,
    /// the length depends on values.
    public static Tensor arange(Tensor stop) {
        return Numbers.of(Lengths.vector(List.of(maximum(stop, Lengths.number(0)))));
    }

    private static void checkStep(double step) {
        if (step == 0) {
            throw new GraphException("arange: a step other than 0 is needed").at(SourceLine.here());
        }
    }

    /// `count` numbers at equal distances from `start` to `stop`, both included.
    public static Tensor linspace(double start, double stop, int count) {
        double step = (stop - start) / Math.max(1, count - 1);
        var values = new double[count];
        Arrays.setAll(values, i -> i == count - 1 && i > 0 ? stop : start + i * step);
        return constant(values);
    }

    /// `count` numbers at equal distances from `start` to `stop`, both included, along a new first
    /// axis.
    public static Tensor linspace(Tensor start, Tensor stop, int count) {
        int rank = Math.max(start.rank(), stop.rank());
        var dims = new int[rank + 1];
        Arrays.fill(dims, 1);
        dims[0] = count;
        var dtype = start.dtype().promote(stop.dtype()).toFloating();
        var weight = reshape(Lengths.as(dtype, linspace(0, 1, count)), dims);
        var rest = subtract(constant(1), weight);
        return add(multiply(rest, start), multiply(weight, stop));
    }

    /// `10^y` for `count` numbers `y` at equal distances from `start` to `stop`.
    public static Tensor logspace(double start, double stop, int count) {
        return constant(mapped(linspace(start, stop, count), y -> Math.pow(10, y)));
    }

    /// `count` numbers with equal ratios from `start` to `stop`, both included.
    ///
    /// @throws GraphException unless both ends are positive or both negative
    public static Tensor geomspace(double start, double stop, int count) {
        if (!(start * stop > 0)) {
            throw new GraphException(
                            "geomspace: both ends must be positive or both negative, not %s and %s"
                                    .formatted(start, stop))
                    .at(SourceLine.here());
        }
        double sign = Math.signum(start);
        var logs = linspace(Math.log(Math.abs(start)), Math.log(Math.abs(stop)), count);
        var values = mapped(logs, y -> sign * Math.exp(y));
        if (count > 0) values[0] = start;
        if (count > 1) values[count - 1] = stop;
        return constant(values);
    }

    private static double[] mapped(Tensor x, DoubleUnaryOperator f) {
        return Arrays.stream(((Constant) x).value().doubles()).map(f).toArray();
    }

    /// The identity matrix.
    public static Tensor identity(int n) {
        return eye(n, n, 0);
    }

    /// A matrix with ones on a diagonal: 0 is the main one, 1 the one above it.
    public static Tensor eye(int rows, int columns, int diagonal) {
        return ones(rows, columns, diagonal, true);
    }

    /// A matrix with ones on and below a diagonal.
    public static Tensor tri(int rows, int columns, int diagonal) {
        return ones(rows, columns, diagonal, false);
    }

    private static Tensor ones(int rows, int columns, int diagonal, boolean only) {
        var values = new double[rows * columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns && j <= i + diagonal; j++)
                if (!only || j == i + diagonal) values[i * columns + j] = 1;
        return constant(NdArray.of(values, rows, columns));
    }

    /// The matrix with a vector on its main diagonal, or the main diagonal of a matrix.
    public static Tensor diag(Tensor x) {
        return diag(x, 0);
    }

    /// The square matrix with a vector on a diagonal, or a diagonal of a matrix; diagonal 1 is the
    /// one above the main one.
    public static Tensor diag(Tensor x, int diagonal) {
        int down = Math.max(0, -diagonal);
        int right = Math.max(0, diagonal);
        if (x.rank() == 1) {
            var n = add(Lengths.of(x, 0), Lengths.number(down + right));
            var shape = Lengths.vector(List.of(n, n));
            var zeros = broadcastTo(new Constant(NdArray.zeros(x.dtype())), shape);
            return onDiagonal(zeros, Lengths.positions(x, 0), down, right).set(x);
        }
        if (x.rank() != 2) {
            throw new GraphException(
                            "diag: a vector or a matrix is needed, '%s' has shape %s"
                                    .formatted(x, x.shape()))
                    .at(SourceLine.here());
        }
        var count =
                minimum(
                        subtract(Lengths.of(x, 0), Lengths.number(down)),
                        subtract(Lengths.of(x, 1), Lengths.number(right)));
        return onDiagonal(x, arange(count), down, right).read();
    }

    private static IndexedPart onDiagonal(Tensor x, Tensor positions, int down, int right) {
        return IndexedPart.of(
                x,
                Index.of(add(positions, Lengths.number(down))),
                Index.of(add(positions, Lengths.number(right))));
    }

    /// The entries of the last two axes on and below a diagonal, zero above.
    public static Tensor tril(Tensor x, int diagonal) {
        if (x.rank() == 2 && x.dtype().isFloating()) return lowerTriangle(x, diagonal);
        return select(lessEqual(offset(x), Lengths.number(diagonal)), x, zero(x));
    }

    /// The entries of the last two axes on and above a diagonal, zero below.
    public static Tensor triu(Tensor x, int diagonal) {
        return select(greaterEqual(offset(x), Lengths.number(diagonal)), x, zero(x));
    }

    private static Tensor zero(Tensor x) {
        return new Constant(NdArray.zeros(x.dtype()));
    }

    /// How far each entry of the last two axes is above the main diagonal.
    private static Tensor offset(Tensor x) {
        int rows = Axes.axis(x, -2);
        var i = expandDims(Lengths.positions(x, rows), 1);
        var j = expandDims(Lengths.positions(x, rows + 1), 0);
        return subtract(j, i);
    }

    /// The rows and the columns of the entries on and below a diagonal of a matrix.
    public static List<Tensor> trilIndices(int rows, int columns, int diagonal) {
        return positionsOf(tri(rows, columns, diagonal), 1);
    }

    /// The rows and the columns of the entries on and above a diagonal of a matrix.
    public static List<Tensor> triuIndices(int rows, int columns, int diagonal) {
        return positionsOf(tri(rows, columns, diagonal - 1), 0);
    }

    private static List<Tensor> positionsOf(Tensor matrix, double wanted) {
        var x = ((Constant) matrix).value();
        int[] found = IntStream.range(0, x.size()).filter(i -> x.element(i) == wanted).toArray();
        int columns = Math.max(1, x.dim(1));
        return List.of(
                constant(Arrays.stream(found).map(i -> i / columns).toArray()),
                constant(Arrays.stream(found).map(i -> i % columns).toArray()));
    }

    /// Vectors, each along an axis of its own: the first of shape `(n, 1, …)`, the last of shape
    /// `(1, …, n)`, so that functions of them are tables.
    public static List<Tensor> ogrid(Tensor... vectors) {
        var open = new ArrayList<Tensor>();
        for (int axis = 0; axis < vectors.length; axis++) {
            var order = new Integer[vectors.length];
            Arrays.fill(order, -1);
            order[axis] = 0;
            open.add(dimShuffle(vectors[axis], order));
        }
        return open;
    }

    /// As [#ogrid], each repeated to the shape of the whole grid.
    public static List<Tensor> mgrid(Tensor... vectors) {
        var shape = Lengths.vector(Arrays.stream(vectors).map(v -> Lengths.of(v, 0)).toList());
        return ogrid(vectors).stream().map(v -> broadcastTo(v, shape)).toList();
    }

    /// The triangular window of `n` numbers from 0 up to 1 and down to 0.
    public static Tensor bartlett(int n) {
        var values = new double[n];
        double half = (n - 1) / 2.0;
        Arrays.setAll(values, i -> n == 1 ? 1 : 1 - Math.abs(i - half) / half);
        return constant(values);
    }
}
