package dev.credence.simd;

import dev.credence.array.Kernels;

import java.util.Arrays;

/// The inverse of a positive definite matrix from its Cholesky factor: the factor is inverted six
/// rows at a time, and multiplied with its own transpose tile by tile. Neither touches what is
/// zero.
final class SimdInverse {
    private static final int ROWS = SimdTile.ROWS;
    private static final int COLUMNS = SimdTile.COLUMNS;

    // Below this order, plain loops are as fast.
    private static final int SMALL = 16;

    /// The side of the squares in which a triangle is mirrored.
    private static final int SQUARE = 8;

    private SimdInverse() {}

    static void ofCholesky(double[] a, int aOffset, double[] out, int outOffset, int n) {
        if (n < SMALL) {
            Kernels.plain().choleskyInverse(a, aOffset, out, outOffset, n);
            return;
        }
        int rows = SimdProducts.roundUp(n, ROWS);
        int width = SimdProducts.roundUp(rows, COLUMNS);
        var scratch = Scratch.ofThread();
        double[] x = scratch.right(rows * width);
        double[] panel = scratch.left(Math.max(rows * ROWS, ROWS * width));
        invert(a, aOffset, n, rows, width, x, panel);
        for (int i = 0; i < n; i += ROWS) {
            Arrays.fill(panel, 0, ROWS * width, 0);
            for (int j = 0; j < i + ROWS; j += COLUMNS) {
                SimdTile.multiply(
                        x,
                        i * width + i,
                        width,
                        x,
                        i * width + j,
                        width,
                        rows - i,
                        1,
                        panel,
                        j,
                        width);
            }
            for (int r = 0; r < Math.min(ROWS, n - i); r++)
                System.arraycopy(panel, r * width, out, outOffset + (i + r) * n, i + r + 1);
        }
        mirror(out, outOffset, n);
    }

    /// The inverse of the factor, with an identity in the rows added.
    private static void invert(
            double[] a, int aOffset, int n, int rows, int width, double[] x, double[] panel) {
        Arrays.fill(x, 0, rows * width, 0);
        for (int i = 0; i < rows; i++) x[i * width + i] = 1;
        for (int k = 0; k < rows; k += ROWS) {
            SimdTriangular.packSix(a, aOffset, n, 1, k, n, panel);
            int end = SimdProducts.roundUp(k + ROWS, COLUMNS);
            for (int j = 0; j < k; j += COLUMNS) {
                SimdTile.multiply(
                        panel,
                        j * ROWS,
                        ROWS,
                        x,
                        j * width + j,
                        width,
                        k - j,
                        -1,
                        x,
                        k * width + j,
                        width);
            }
            SimdTile.substitute(panel, k * ROWS, ROWS, x, k * width, width, end);
        }
    }

    private static void mirror(double[] out, int offset, int n) {
        for (int from = 0; from < n; from += SQUARE) {
            int to = Math.min(n, from + SQUARE);
            for (int i = from; i < n; i++) {
                int row = offset + i * n;
                for (int j = from; j < Math.min(to, i); j++) out[offset + j * n + i] = out[row + j];
            }
        }
    }
}
