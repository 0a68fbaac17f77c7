package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Products that sum over axes, for tensors of any rank, made of matrix products: NumPy's `matmul`,
/// `dot` and `tensordot`.
public final class Contraction {
    private Contraction() {}

    /// The last two axes exchanged.
    public static Tensor swapped(Tensor x) {
        var order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        java.util.Collections.swap(order, x.rank() - 2, x.rank() - 1);
        return new Apply(new View.DimShuffle(order), List.of(x)).output();
    }

    static Tensor matmul(Tensor x, Tensor y) {
        if (x.rank() == 0 || y.rank() == 0) {
            throw new GraphException(
                            "matmul: vectors, matrices or batches of these are needed, not shapes %s and %s; use times for scalars"
                                    .formatted(x.shape(), y.shape()))
                    .at(SourceLine.here());
        }
        var dtype = x.dtype().promote(y.dtype()).toFloating();
        var a = Tensors.cast(x.rank() == 1 ? Tensors.expandDims(x, 0) : x, dtype);
        var b = Tensors.cast(y.rank() == 1 ? Tensors.expandDims(y, 1) : y, dtype);
        int rank = Math.max(a.rank(), b.rank());
        var op = rank == 2 ? new LinearAlgebra.MatMul() : new BatchMatMul();
        var product =
                new Apply(op, List.of(Broadcasting.padTo(a, rank), Broadcasting.padTo(b, rank)))
                        .output();
        if (x.rank() > 1 && y.rank() > 1) return product;
        var order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        if (y.rank() == 1) order.remove(rank - 1);
        if (x.rank() == 1) order.remove(rank - 2);
        return new Apply(new View.DimShuffle(order), List.of(product)).output();
    }

    static Tensor dot(Tensor x, Tensor y) {
        if (x.rank() == 0 || y.rank() == 0) return Tensors.multiply(x, y);
        if (x.rank() == 1 && y.rank() == 1) return inner(x, y);
        if (x.rank() <= 2 && y.rank() <= 2) return matmul(x, y);
        return tensordot(x, y, List.of(x.rank() - 1), List.of(Math.max(0, y.rank() - 2)));
    }

    private static Tensor inner(Tensor x, Tensor y) {
        checkLengths("dot", x, 0, y, 0);
        return Tensors.sum(Tensors.multiply(x, y));
    }

    /// Sums over pairs of axes; the other axes of `x` come first, then those of `y`.
    public static Tensor tensordot(Tensor x, Tensor y, List<Integer> xAxes, List<Integer> yAxes) {
        var left = normalized(x, xAxes);
        var right = normalized(y, yAxes);
        if (left.size() != right.size()) {
            throw new GraphException(
                            "tensordot: axes %s and %s must be as many of each tensor"
                                    .formatted(xAxes, yAxes))
                    .at(SourceLine.here());
        }
        for (int i = 0; i < left.size(); i++)
            checkLengths("tensordot", x, left.get(i), y, right.get(i));
        var keptLeft = others(x, left);
        var keptRight = others(y, right);
        var a = asMatrix(x, keptLeft, left);
        var b = asMatrix(y, right, keptRight);
        var product = matmul(a, b);
        var lengths = new ArrayList<Tensor>();
        keptLeft.forEach(axis -> lengths.add(length(x, axis)));
        keptRight.forEach(axis -> lengths.add(length(y, axis)));
        return reshaped(product, lengths);
    }

    private static void checkLengths(String what, Tensor x, int i, Tensor y, int j) {
        if (MatrixTypes.differ(x.shape().dim(i), y.shape().dim(j))) {
            throw new GraphException(
                            "%s: axis %d of %sshape %s and axis %d of %sshape %s differ in length"
                                    .formatted(
                                            what,
                                            i,
                                            MatrixTypes.quoted(x),
                                            x.shape(),
                                            j,
                                            MatrixTypes.quoted(y),
                                            y.shape()))
                    .at(SourceLine.here());
        }
    }

    private static List<Integer> normalized(Tensor x, List<Integer> axes) {
        var normalized = axes.stream().map(a -> a < 0 ? a + x.rank() : a).toList();
        boolean valid = normalized.stream().allMatch(a -> a >= 0 && a < x.rank());
        if (!valid || normalized.stream().distinct().count() != axes.size()) {
            throw new GraphException(
                            "tensordot: axes %s do not fit shape %s".formatted(axes, x.shape()))
                    .at(SourceLine.here());
        }
        return normalized;
    }

    private static List<Integer> others(Tensor x, List<Integer> axes) {
        return IntStream.range(0, x.rank()).boxed().filter(a -> !axes.contains(a)).toList();
    }

    /// The tensor as a matrix whose rows run over some axes and whose columns over the others.
    private static Tensor asMatrix(Tensor x, List<Integer> rows, List<Integer> columns) {
        var order = new ArrayList<>(rows);
        order.addAll(columns);
        boolean sorted = order.equals(IntStream.range(0, x.rank()).boxed().toList());
        var moved = sorted ? x : new Apply(new View.DimShuffle(order), List.of(x)).output();
        if (rows.size() == 1 && columns.size() == 1) return moved;
        return reshaped(moved, List.of(size(x, rows), size(x, columns)));
    }

    /// The product of the lengths of some axes, a constant if they are known.
    public static Tensor size(Tensor x, List<Integer> axes) {
        boolean known = axes.stream().allMatch(a -> x.shape().dim(a) != Shape.UNKNOWN);
        long product = 1;
        if (known) for (int axis : axes) product *= x.shape().dim(axis);
        Tensor size = new Constant(NdArray.scalar(product));
        if (!known) for (int axis : axes) size = Tensors.multiply(size, length(x, axis));
        return size;
    }

    /// The length of an axis as an int64 scalar, a constant if it is known.
    public static Tensor length(Tensor x, int axis) {
        int known = x.shape().dim(axis);
        return known == Shape.UNKNOWN
                ? Tensors.slice(Tensors.shapeOf(x), 0, axis)
                : new Constant(NdArray.scalar((long) known));
    }

    /// The same elements in the shape of the given int64 scalars.
    public static Tensor reshaped(Tensor x, List<Tensor> lengths) {
        return Tensors.reshape(x, shape(lengths), lengths.size());
    }

    /// Lengths, int64 scalars, as a shape operand: a constant if all are known.
    public static Tensor shape(List<Tensor> lengths) {
        if (lengths.stream().allMatch(l -> l instanceof Constant)) {
            long[] known =
                    lengths.stream().mapToLong(l -> ((Constant) l).value().longs()[0]).toArray();
            return Tensors.constant(known);
        }
        return Tensors.concatenate(
                0, lengths.stream().map(Contraction::vector).toArray(Tensor[]::new));
    }

    /// A scalar as a vector; a constant stays one, so that the length is known.
    private static Tensor vector(Tensor scalar) {
        return scalar instanceof Constant c
                ? new Constant(c.value().reshape(1))
                : Tensors.expandDims(scalar, 0);
    }
}
