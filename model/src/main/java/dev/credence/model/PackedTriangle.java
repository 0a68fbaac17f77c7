package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.Index;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// One triangle of square matrices as vectors, row by row: the form in which symmetric and
/// triangular matrices are random variables.
///
/// @param n the number of rows
/// @param upper whether the triangle lies above the diagonal
/// @param diagonal whether the diagonal belongs to it
record PackedTriangle(int n, boolean upper, boolean diagonal) {
    PackedTriangle {
        if (n < 2) {
            throw new ModelException("a random matrix has %d rows; use at least 2".formatted(n));
        }
    }

    static PackedTriangle lower(int n) {
        return new PackedTriangle(n, false, true);
    }

    static PackedTriangle strictlyLower(int n) {
        return new PackedTriangle(n, false, false);
    }

    static PackedTriangle strictlyUpper(int n) {
        return new PackedTriangle(n, true, false);
    }

    /// The lower triangles of matrices along the last two axes.
    static PackedTriangle lowerOf(Tensor matrices) {
        return lower(known(matrices));
    }

    /// The lower triangles that vectors along the last axis hold.
    static PackedTriangle lowerIn(Tensor packed) {
        return lower((int) ((Math.sqrt(8.0 * known(packed) + 1) - 1) / 2));
    }

    private static int known(Tensor x) {
        int length = x.shape().dim(x.rank() - 1);
        if (length == Shape.UNKNOWN) {
            throw new ModelException(
                    "the number of rows of a random matrix must be known when the graph is built, but the shape is %s"
                            .formatted(x.shape()));
        }
        return length;
    }

    /// The number of entries.
    int length() {
        return n * (diagonal ? n + 1 : n - 1) / 2;
    }

    private boolean holds(int row, int column) {
        return row == column ? diagonal : upper == column > row;
    }

    /// Vectors along the last axis as matrices, zero outside the triangle.
    Tensor unpack(Tensor packed) {
        var positions = new long[n * n];
        var held = new boolean[n * n];
        long next = 0;
        for (int k = 0; k < n * n; k++) {
            held[k] = holds(k / n, k % n);
            if (held[k]) positions[k] = next++;
        }
        var values = gather(packed, new Constant(NdArray.of(positions, n, n)), packed.rank() - 1);
        return select(new Constant(NdArray.of(held, n, n)), values, constant(0));
    }

    /// The triangles of matrices along the last two axes as vectors.
    Tensor pack(Tensor matrix) {
        var positions = new long[length()];
        int next = 0;
        for (int k = 0; k < n * n; k++) {
            if (holds(k / n, k % n)) positions[next++] = k;
        }
        var flat = joinDims(matrix, matrix.rank() - 2, 2);
        return gather(flat, constant(positions), flat.rank() - 1);
    }

    /// The shape of the vectors of a batch of matrices.
    Shape packedShape(Shape matrices) {
        var dims = Arrays.copyOf(matrices.dims(), matrices.rank() - 1);
        dims[dims.length - 1] = length();
        return Shape.of(dims);
    }

    /// The numbers `f(0)`, …, `f(n - 1)`.
    Tensor rows(IntToDoubleFunction f) {
        return constant(IntStream.range(0, n).mapToDouble(f).toArray());
    }

    /// The int64 vector of the lengths of a batch followed by `n` and `n`.
    Tensor matrixShape(Tensor packedShape) {
        return concatenate(0, packedShape.get(Index.until(-1)), constant(new long[] {n, n}));
    }
}
