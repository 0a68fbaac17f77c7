package dev.credence.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// Products of a matrix with one of few columns, at most one vector: the large factor is read where
/// it lies, since copying it into panels would cost more than the product.
final class SimdNarrow {
    /// Rows of the result that are computed together.
    static final int ROWS = 8;

    private static final VectorSpecies<Double> S = Lanes.DOUBLES;
    private static final int LANES = Lanes.COUNT;

    // So many rows of a transposed factor stay in the cache from one group of columns to the next.
    private static final int DEPTH_BLOCK = 256;

    private SimdNarrow() {}

    /// `out` (m x n) becomes `a` (m x k, or k x m if transposed) times the `k` rows of one vector
    /// at `right`, of which the first `n` columns count; `m` is at least [#ROWS].
    static void matmul(
            double[] a,
            int aOffset,
            boolean aTransposed,
            double[] right,
            double[] out,
            int outOffset,
            int m,
            int k,
            int n) {
        if (aTransposed) {
            columns(a, aOffset, right, out, outOffset, m, k, n);
            return;
        }
        var tile = Scratch.ofThread().tile;
        for (int i = 0; i < m; i += ROWS) {
            int first = Math.min(i, m - ROWS);
            Arrays.fill(tile, 0, ROWS * LANES, 0);
            add(a, aOffset + first * k, k, 1, right, 0, k, tile, 0);
            store(tile, 0, out, outOffset + first * n, n);
        }
    }

    private static void columns(
            double[] a,
            int aOffset,
            double[] right,
            double[] out,
            int outOffset,
            int m,
            int k,
            int n) {
        int groups = (m + ROWS - 1) / ROWS;
        double[] sums = Scratch.ofThread().left(groups * ROWS * LANES);
        Arrays.fill(sums, 0, groups * ROWS * LANES, 0);
        for (int p = 0; p < k; p += DEPTH_BLOCK) {
            int depth = Math.min(DEPTH_BLOCK, k - p);
            for (int g = 0; g < groups; g++) {
                int from = aOffset + p * m + Math.min(g * ROWS, m - ROWS);
                add(a, from, 1, m, right, p * LANES, depth, sums, g * ROWS * LANES);
            }
        }
        for (int g = 0; g < groups; g++) {
            int first = Math.min(g * ROWS, m - ROWS);
            store(sums, g * ROWS * LANES, out, outOffset + first * n, n);
        }
    }

    /// Adds to eight vectors at `c` the products of eight rows of `a` with the rows of one vector
    /// at `b`; the steps lead from row to row and along a row.
    private static void add(
            double[] a,
            int aOffset,
            int rowStep,
            int depthStep,
            double[] b,
            int bOffset,
            int depth,
            double[] c,
            int cOffset) {
        var c0 = DoubleVector.fromArray(S, c, cOffset);
        var c1 = DoubleVector.fromArray(S, c, cOffset + LANES);
        var c2 = DoubleVector.fromArray(S, c, cOffset + 2 * LANES);
        var c3 = DoubleVector.fromArray(S, c, cOffset + 3 * LANES);
        var c4 = DoubleVector.fromArray(S, c, cOffset + 4 * LANES);
        var c5 = DoubleVector.fromArray(S, c, cOffset + 5 * LANES);
        var c6 = DoubleVector.fromArray(S, c, cOffset + 6 * LANES);
        var c7 = DoubleVector.fromArray(S, c, cOffset + 7 * LANES);
        int at = aOffset;
        for (int p = 0; p < depth; p++) {
            var v = DoubleVector.fromArray(S, b, bOffset + p * LANES);
            c0 = v.fma(DoubleVector.broadcast(S, a[at]), c0);
            c1 = v.fma(DoubleVector.broadcast(S, a[at + rowStep]), c1);
            c2 = v.fma(DoubleVector.broadcast(S, a[at + 2 * rowStep]), c2);
            c3 = v.fma(DoubleVector.broadcast(S, a[at + 3 * rowStep]), c3);
            c4 = v.fma(DoubleVector.broadcast(S, a[at + 4 * rowStep]), c4);
            c5 = v.fma(DoubleVector.broadcast(S, a[at + 5 * rowStep]), c5);
            c6 = v.fma(DoubleVector.broadcast(S, a[at + 6 * rowStep]), c6);
            c7 = v.fma(DoubleVector.broadcast(S, a[at + 7 * rowStep]), c7);
            at += depthStep;
        }
        c0.intoArray(c, cOffset);
        c1.intoArray(c, cOffset + LANES);
        c2.intoArray(c, cOffset + 2 * LANES);
        c3.intoArray(c, cOffset + 3 * LANES);
        c4.intoArray(c, cOffset + 4 * LANES);
        c5.intoArray(c, cOffset + 5 * LANES);
        c6.intoArray(c, cOffset + 6 * LANES);
        c7.intoArray(c, cOffset + 7 * LANES);
    }

    private static void store(double[] sums, int from, double[] out, int to, int n) {
        VectorMask<Double> columns = S.indexInRange(0, n);
        for (int r = 0; r < ROWS; r++)
            DoubleVector.fromArray(S, sums, from + r * LANES).intoArray(out, to + r * n, columns);
    }
}
