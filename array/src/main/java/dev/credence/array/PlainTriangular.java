package dev.credence.array;

/// Cholesky factors and triangular solutions, row by row.
final class PlainTriangular {
    private PlainTriangular() {}

    static boolean cholesky(double[] a, int aOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) {
            int row = outOffset + i * n;
            for (int j = 0; j <= i; j++) {
                int other = outOffset + j * n;
                double left = a[aOffset + i * n + j] - PlainReductions.dot(out, row, out, other, j);
                if (j < i) {
                    out[row + j] = left / out[other + j];
                } else if (left > 0 && left < Double.POSITIVE_INFINITY) {
                    out[row + i] = Math.sqrt(left);
                } else {
                    return false;
                }
            }
            for (int j = i + 1; j < n; j++) out[row + j] = 0;
        }
        return true;
    }

    /// The inverse factor below the diagonal first, then its product with its own transpose, row by
    /// row in its place.
    static void choleskyInverse(double[] a, int aOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) {
            double pivot = a[aOffset + i * n + i];
            for (int j = 0; j <= i; j++) {
                double known = j == i ? 1 : 0;
                for (int p = j; p < i; p++)
                    known -= a[aOffset + i * n + p] * out[outOffset + p * n + j];
                out[outOffset + i * n + j] = known / pivot;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int p = i; p < n; p++)
                    sum += out[outOffset + p * n + i] * out[outOffset + p * n + j];
                out[outOffset + i * n + j] = sum;
            }
        }
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++) out[outOffset + j * n + i] = out[outOffset + i * n + j];
    }

    /// Solves in place: row by row from the end of the triangle that holds one entry.
    static void solve(
            double[] a,
            int aOffset,
            boolean lower,
            boolean transposed,
            double[] x,
            int xOffset,
            int n,
            int columns) {
        boolean forward = lower != transposed;
        int rowStep = transposed ? 1 : n;
        int columnStep = transposed ? n : 1;
        for (int step = 0; step < n; step++) {
            int i = forward ? step : n - 1 - step;
            int row = xOffset + i * columns;
            for (int done = 0; done < step; done++) {
                int p = forward ? done : n - 1 - done;
                double factor = a[aOffset + i * rowStep + p * columnStep];
                int known = xOffset + p * columns;
                for (int c = 0; c < columns; c++) x[row + c] -= factor * x[known + c];
            }
            double pivot = a[aOffset + i * rowStep + i * columnStep];
            for (int c = 0; c < columns; c++) x[row + c] /= pivot;
        }
    }
}
