package dev.credence.simd;

import java.util.Arrays;

/// Products of a matrix with one of few columns, at most one vector: the large factor is read where
/// it lies, since copying it into panels would cost more than the product.
final class SimdNarrow {
    /// Rows of the result that are computed together.
    static final int ROWS = SimdNarrowTile.ROWS;

    // So many rows of a transposed factor stay in the cache from one group of columns to the next.
    private static final int DEPTH_BLOCK = 256;

    // So many rows of a result wait in the cache to be cut to their width.
    private static final int ROW_BLOCK = 128;

    private SimdNarrow() {}

    /// `out` (m x n) becomes `a` (m x k, or k x m if transposed) times `b` (k x n, or n x k); `m`
    /// is at least [#ROWS], `n` at most a vector.
    static void matmul(
            double[] a,
            int aOffset,
            boolean aTransposed,
            double[] b,
            int bOffset,
            boolean bTransposed,
            double[] out,
            int outOffset,
            int m,
            int k,
            int n) {
        int width = n <= SimdNarrowTile.HALF_LANES ? SimdNarrowTile.HALF_LANES : Lanes.COUNT;
        if (n == width && !bTransposed) {
            product(a, aOffset, aTransposed, m, 0, b, bOffset, out, outOffset, m, k, n);
            return;
        }
        var scratch = Scratch.ofThread();
        double[] right = scratch.right(k * width);
        int bDepth = bTransposed ? 1 : n;
        int bColumn = bTransposed ? k : 1;
        SimdProducts.pack(b, bOffset, bDepth, bColumn, k, n, width, right);
        int block = aTransposed ? m : Math.min(m, ROW_BLOCK);
        double[] wide = scratch.left(block * width);
        for (int i = 0; i < m; i += block) {
            int first = Math.max(0, Math.min(i, m - block));
            product(a, aOffset, aTransposed, m, first, right, 0, wide, 0, block, k, width);
            for (int r = 0; r < block; r++)
                for (int c = 0; c < n; c++)
                    out[outOffset + (first + r) * n + c] = wide[r * width + c];
        }
    }

    /// Rows `first … first + rows - 1` of the product whose rows are `width` wide.
    private static void product(
            double[] a,
            int aOffset,
            boolean aTransposed,
            int m,
            int first,
            double[] b,
            int bOffset,
            double[] out,
            int outOffset,
            int rows,
            int k,
            int width) {
        Arrays.fill(out, outOffset, outOffset + rows * width, 0);
        int rowStep = aTransposed ? 1 : k;
        int depthStep = aTransposed ? m : 1;
        for (int p = 0; p < k; p += DEPTH_BLOCK) {
            int depth = Math.min(DEPTH_BLOCK, k - p);
            int from = aOffset + first * rowStep + p * depthStep;
            int right = bOffset + p * width;
            int r = 0;
            for (; r <= rows - ROWS; r += ROWS) {
                int to = outOffset + r * width;
                SimdNarrowTile.add(
                        width, a, from + r * rowStep, rowStep, depthStep, b, right, depth, out, to);
            }
            if (r == rows) continue;
            var tile = Scratch.ofThread().tile;
            Arrays.fill(tile, 0, ROWS * width, 0);
            int last = from + (rows - ROWS) * rowStep;
            SimdNarrowTile.add(width, a, last, rowStep, depthStep, b, right, depth, tile, 0);
            int known = (r - rows + ROWS) * width;
            for (int i = r * width, j = known; i < rows * width; i++, j++)
                out[outOffset + i] += tile[j];
        }
    }
}
