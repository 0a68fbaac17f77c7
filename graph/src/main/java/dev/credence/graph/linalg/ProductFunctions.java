package dev.credence.graph.linalg;

import dev.credence.graph.Apply;
import dev.credence.graph.Contraction;
import dev.credence.graph.GraphException;
import dev.credence.graph.Inversion;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.View;
import dev.credence.graph.arrays.ArrayFunctions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Products of vectors, matrices and tensors; functions of [LinearAlgebraFunctions].
///
/// The last axes are those of one vector or matrix, and axes before them are batches that
/// broadcast, unless a function says otherwise.
public class ProductFunctions extends ArrayFunctions {
    protected ProductFunctions() {}

    /// The product of a matrix `(…, m, n)` and a vector `(…, n)`.
    public static Tensor matvec(Tensor matrix, Tensor vector) {
        return withoutAxis(matmul(matrix, expandDims(vector, -1)), 1);
    }

    /// The product of a vector `(…, m)`, as a row, and a matrix `(…, m, n)`.
    public static Tensor vecmat(Tensor vector, Tensor matrix) {
        return withoutAxis(matmul(expandDims(vector, vector.rank() - 1), matrix), 2);
    }

    /// The inner product of vectors `(…, n)`.
    public static Tensor vecdot(Tensor x, Tensor y) {
        var product = multiply(x, y);
        return sum(product, product.rank() - 1);
    }

    /// Drops an axis of length one, counted from the end.
    private static Tensor withoutAxis(Tensor x, int fromEnd) {
        var order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        order.remove(x.rank() - fromEnd);
        return new Apply(new View.DimShuffle(order), List.of(x)).output();
    }

    /// The sum over the last axes of both tensors: for vectors their inner product. No axes are
    /// batches.
    public static Tensor inner(Tensor x, Tensor y) {
        if (x.rank() == 0 || y.rank() == 0) return multiply(x, y);
        return tensordot(x, y, new int[] {-1}, new int[] {-1});
    }

    /// All products of an element of `x` and one of `y`, as a matrix; tensors of other ranks are
    /// flattened first.
    public static Tensor outer(Tensor x, Tensor y) {
        var column = x.rank() == 1 ? x : reshape(x, -1);
        var row = y.rank() == 1 ? y : reshape(y, -1);
        return multiply(expandDims(column, 1), expandDims(row, 0));
    }

    /// Sums over the last `count` axes of `x` and the first of `y`; with 0 axes the outer product.
    public static Tensor tensordot(Tensor x, Tensor y, int count) {
        return tensordot(
                x,
                y,
                IntStream.range(x.rank() - count, x.rank()).toArray(),
                IntStream.range(0, count).toArray());
    }

    /// Sums over pairs of axes, the first of `xAxes` with the first of `yAxes` and so on; the other
    /// axes of `x` come first in the result, then those of `y`. Negative axes count from the end.
    public static Tensor tensordot(Tensor x, Tensor y, int[] xAxes, int[] yAxes) {
        return Contraction.tensordot(
                x, y, Arrays.stream(xAxes).boxed().toList(), Arrays.stream(yAxes).boxed().toList());
    }

    /// Einstein's summation, for example `einsum("bij,bjk->bik", x, y)`: a letter names an axis,
    /// and letters that are not in the result are summed over. A letter twice in one operand takes
    /// its diagonal; `...` stands for further axes, which broadcast; without `->` the letters that
    /// occur once are the result, in alphabetical order.
    ///
    /// More than two operands are multiplied two by two, the pair first whose product is the
    /// smallest beside its factors.
    ///
    /// @throws GraphException if the subscripts do not fit the operands
    public static Tensor einsum(String subscripts, Tensor... operands) {
        return Einsum.of(subscripts, List.of(operands));
    }

    /// The Kronecker product: each element of `x` times all of `y`, as blocks. Tensors of different
    /// ranks are padded with axes of length one on the left; no axes are batches.
    public static Tensor kron(Tensor x, Tensor y) {
        int rank = Math.max(x.rank(), y.rank());
        var left = padded(x, rank);
        var right = padded(y, rank);
        var leftOrder = new ArrayList<Integer>();
        var rightOrder = new ArrayList<Integer>();
        var lengths = new ArrayList<Tensor>();
        for (int axis = 0; axis < rank; axis++) {
            leftOrder.addAll(List.of(axis, View.DimShuffle.NEW_AXIS));
            rightOrder.addAll(List.of(View.DimShuffle.NEW_AXIS, axis));
        }
        var products =
                multiply(
                        dimShuffle(left, leftOrder.toArray(Integer[]::new)),
                        dimShuffle(right, rightOrder.toArray(Integer[]::new)));
        for (int axis = 0; axis < rank; axis++)
            lengths.add(Contraction.size(products, List.of(2 * axis, 2 * axis + 1)));
        return Contraction.reshaped(products, lengths);
    }

    private static Tensor padded(Tensor x, int rank) {
        var order = new ArrayList<Integer>();
        for (int i = x.rank(); i < rank; i++) order.add(View.DimShuffle.NEW_AXIS);
        for (int i = 0; i < x.rank(); i++) order.add(i);
        return dimShuffle(x, order.toArray(Integer[]::new));
    }

    /// The matrix with the given matrices along its diagonal and zeros elsewhere. Batches must have
    /// one shape.
    public static Tensor blockDiag(Tensor... blocks) {
        if (blocks.length == 0) {
            throw new GraphException("blockDiag: at least one matrix is needed")
                    .at(SourceLine.here());
        }
        int last = blocks[0].rank() - 1;
        var rows = new ArrayList<Tensor>();
        for (int i = 0; i < blocks.length; i++) {
            var row = new ArrayList<Tensor>();
            for (int j = 0; j < blocks.length; j++)
                row.add(i == j ? blocks[i] : zeros(blocks[i], blocks[j]));
            rows.add(concatenate(last, row.toArray(Tensor[]::new)));
        }
        return concatenate(last - 1, rows.toArray(Tensor[]::new));
    }

    /// Zeros with the rows of one matrix and the columns of another.
    private static Tensor zeros(Tensor rows, Tensor columns) {
        var lengths = new ArrayList<Tensor>();
        for (int axis = 0; axis < rows.rank() - 1; axis++)
            lengths.add(Contraction.length(rows, axis));
        lengths.add(Contraction.length(columns, columns.rank() - 1));
        return broadcastTo(constant(0.0), Contraction.shape(lengths));
    }

    /// The product of several matrices, from left to right.
    public static Tensor matrixDot(Tensor... factors) {
        return Arrays.stream(factors).reduce((x, y) -> matmul(x, y)).orElseThrow();
    }

    /// A square matrix multiplied by itself `exponent` times, by repeated squaring; the identity
    /// for 0 and powers of the inverse for negative exponents.
    public static Tensor matrixPower(Tensor x, int exponent) {
        if (exponent == 0) {
            var ones = zerosLike(diagonal(x)).plus(1);
            return diagonalMatrix(ones);
        }
        var power = exponent < 0 ? Batched.matrix(new Inversion.Inverse(), x) : x;
        Tensor result = null;
        for (int left = Math.abs(exponent); left > 0; left /= 2) {
            if (left % 2 == 1) result = result == null ? power : matmul(result, power);
            if (left > 1) power = matmul(power, power);
        }
        return result;
    }

    /// The main diagonal of a square matrix `(…, n, n)`, as a vector `(…, n)`.
    public static Tensor diagonal(Tensor x) {
        return Batched.matrix(new LinearAlgebra.Diagonal(), x);
    }

    /// The square matrix with a vector `(…, n)` on its diagonal.
    public static Tensor diagonalMatrix(Tensor x) {
        return Batched.all(new LinearAlgebra.DiagonalMatrix(), List.of(1), x).getFirst();
    }

    /// The entries on and below a diagonal of a matrix, zero above.
    public static Tensor lowerTriangle(Tensor x, int diagonal) {
        return Batched.matrix(new LinearAlgebra.LowerTriangle(diagonal), x);
    }

    /// The sum of the diagonal of a square matrix.
    public static Tensor trace(Tensor x) {
        var diagonal = diagonal(x);
        return sum(diagonal, diagonal.rank() - 1);
    }
}
