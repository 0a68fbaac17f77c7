package dev.credence.simd;

import dev.credence.array.Kernels;

import java.util.Arrays;

/// Cholesky factors and triangular solutions, six rows at a time: first the product of all that is
/// known is subtracted, then the six rows are solved among themselves.
final class SimdTriangular {
    private static final int ROWS = SimdTile.ROWS;

    // Below this order, plain loops are as fast.
    private static final int SMALL = 16;

    private SimdTriangular() {}

    static boolean cholesky(double[] a, int aOffset, double[] out, int outOffset, int n) {
        if (n < SMALL) return Kernels.plain().cholesky(a, aOffset, out, outOffset, n);
        // The transposed factor, with room for whole tiles, and an identity in the rows added.
        int rows = SimdProducts.roundUp(n, ROWS);
        int stride = rows + SimdTile.COLUMNS;
        double[] u = Scratch.ofThread().right(rows * stride);
        for (int p = 0; p < n; p++) {
            int row = p * stride;
            for (int j = p; j < n; j++) u[row + j] = a[aOffset + j * n + p];
            Arrays.fill(u, row + n, row + stride, 0);
        }
        for (int p = n; p < rows; p++) {
            Arrays.fill(u, p * stride, (p + 1) * stride, 0);
            u[p * stride + p] = 1;
        }
        for (int k = 0; k < rows; k += ROWS) {
            int row = k * stride;
            for (int j = k; j < rows; j += SimdTile.COLUMNS) {
                SimdTile.multiply(u, k, stride, u, j, stride, k, -1, u, row + j, stride);
            }
            if (!factorSix(u, row + k, stride)) return false;
            int rest = SimdProducts.roundUp(Math.max(0, rows - k - ROWS), Lanes.COUNT);
            SimdTile.substitute(u, row + k, stride, u, row + k + ROWS, stride, rest);
        }
        for (int i = 0; i < n; i++) {
            int row = outOffset + i * n;
            for (int p = 0; p <= i; p++) out[row + p] = u[p * stride + i];
            Arrays.fill(out, row + i + 1, row + n, 0);
        }
        return true;
    }

    private static boolean factorSix(double[] u, int offset, int stride) {
        for (int i = 0; i < ROWS; i++) {
            int row = offset + i * stride;
            double pivot = u[row + i];
            if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) return false;
            double root = Math.sqrt(pivot);
            u[row + i] = root;
            for (int j = i + 1; j < ROWS; j++) u[row + j] /= root;
            for (int r = i + 1; r < ROWS; r++) {
                double factor = u[row + r];
                for (int j = r; j < ROWS; j++) {
                    u[offset + r * stride + j] -= factor * u[row + j];
                }
            }
        }
        return true;
    }

    static void solve(
            double[] a,
            int aOffset,
            boolean lower,
            boolean transposed,
            double[] b,
            int bOffset,
            double[] out,
            int outOffset,
            int n,
            int columns) {
        if (columns == 1) {
            System.arraycopy(b, bOffset, out, outOffset, n);
            solveVector(a, aOffset, lower, transposed, out, outOffset, n);
        } else if (n < SMALL || columns == 0) {
            Kernels.plain()
                    .solveTriangular(
                            a, aOffset, lower, transposed, b, bOffset, out, outOffset, n, columns);
        } else {
            solveMatrix(a, aOffset, lower, transposed, b, bOffset, out, outOffset, n, columns);
        }
    }

    /// Reads the triangle by rows either way: a known entry is subtracted from those that wait for
    /// it, or what is known from the entry at hand.
    private static void solveVector(
            double[] a,
            int aOffset,
            boolean lower,
            boolean transposed,
            double[] x,
            int xOffset,
            int n) {
        boolean forward = lower != transposed;
        for (int step = 0; step < n; step++) {
            int i = forward ? step : n - 1 - step;
            int row = aOffset + i * n;
            int first = lower ? 0 : i + 1;
            int count = lower ? i : n - 1 - i;
            if (transposed) {
                double value = x[xOffset + i] / a[row + i];
                x[xOffset + i] = value;
                SimdProducts.axpy(-value, a, row + first, x, xOffset + first, count);
            } else {
                double known = SimdReductions.dot(a, row + first, x, xOffset + first, count);
                x[xOffset + i] = (x[xOffset + i] - known) / a[row + i];
            }
        }
    }

    /// Both operands are brought into the order in which rows become known, which makes every case
    /// the forward substitution of a lower triangle.
    private static void solveMatrix(
            double[] a,
            int aOffset,
            boolean lower,
            boolean transposed,
            double[] b,
            int bOffset,
            double[] out,
            int outOffset,
            int n,
            int columns) {
        boolean forward = lower != transposed;
        int rowStep = (transposed ? 1 : n) * (forward ? 1 : -1);
        int columnStep = (transposed ? n : 1) * (forward ? 1 : -1);
        int origin = forward ? aOffset : aOffset + n * n - 1;
        int rows = SimdProducts.roundUp(n, ROWS);
        int width = SimdProducts.roundUp(columns, SimdTile.COLUMNS);
        var scratch = Scratch.ofThread();
        double[] x = scratch.right(rows * width);
        double[] panel = scratch.left(rows * ROWS);
        for (int i = 0; i < rows; i++) {
            int row = i * width;
            if (i < n) {
                int from = bOffset + (forward ? i : n - 1 - i) * columns;
                System.arraycopy(b, from, x, row, columns);
                Arrays.fill(x, row + columns, row + width, 0);
            } else {
                Arrays.fill(x, row, row + width, 0);
            }
        }
        for (int k = 0; k < rows; k += ROWS) {
            packSix(a, origin, rowStep, columnStep, k, n, panel);
            for (int j = 0; j < width; j += SimdTile.COLUMNS) {
                SimdTile.multiply(panel, 0, ROWS, x, j, width, k, -1, x, k * width + j, width);
            }
            SimdTile.substitute(panel, k * ROWS, ROWS, x, k * width, width, width);
        }
        for (int i = 0; i < n; i++) {
            int to = outOffset + (forward ? i : n - 1 - i) * columns;
            System.arraycopy(x, i * width, out, to, columns);
        }
    }

    /// Six rows of the lower triangle from row `k` on, transposed; an identity in the rows added.
    static void packSix(
            double[] a, int origin, int rowStep, int columnStep, int k, int n, double[] panel) {
        int count = Math.min(ROWS, n - k);
        for (int p = 0; p < k + ROWS; p++) {
            for (int r = 0; r < ROWS; r++) {
                boolean there = r < count && p <= k + r;
                panel[p * ROWS + r] =
                        there ? a[origin + (k + r) * rowStep + p * columnStep] : p == k + r ? 1 : 0;
            }
        }
    }
}
