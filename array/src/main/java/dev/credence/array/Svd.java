package dev.credence.array;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The singular value decomposition `A = U diag(s) Vt` of an `m x n` matrix, by one-sided Jacobi
/// rotations, which find small singular values to high relative accuracy; Demmel and Veselic,
/// "Jacobi's method is more accurate than QR" (1992).
public final class Svd {
    private static final int MOST_SWEEPS = 100;

    /// Squared lengths below this count as zero; the longest column is about one.
    private static final double VANISHED = 0x1p-900;

    private final double[] u;
    private final double[] values;
    private final double[] vt;

    private Svd(double[] u, double[] values, double[] vt) {
        this.u = u;
        this.values = values;
        this.vt = vt;
    }

    /// Decomposes a row-major matrix, which is not changed; NaN throughout if it is not finite.
    ///
    /// @param full whether `U` and `Vt` are square; otherwise they have `min(m, n)` columns and
    ///   rows
    public static Svd of(double[] a, int m, int n, boolean full) {
        int k = Math.min(m, n);
        if (!Matrices.isFinite(a)) {
            return new Svd(
                    Matrices.notANumber(m * (full ? m : k)),
                    Matrices.notANumber(k),
                    Matrices.notANumber(n * (full ? n : k)));
        }
        if (m < n) {
            var t = of(Matrices.transpose(a, m, n), n, m, full);
            int width = full ? n : k;
            return new Svd(
                    Matrices.transpose(t.vt, m, m), t.values, Matrices.transpose(t.u, n, width));
        }
        return tall(a, m, n, full);
    }

    /// The decomposition of a matrix with at least as many rows as columns: that of the triangle of
    /// its QR factorisation.
    private static Svd tall(double[] a, int m, int n, boolean full) {
        double largest = Matrices.largest(a);
        double scale =
                largest == 0
                        ? 1
                        : Math.scalb(1.0, -Math.clamp(Math.getExponent(largest), -1000, 1000));
        var qr = Qr.of(Matrices.times(a, scale), m, n, full);
        int k = qr.columns();
        var square = Arrays.copyOf(qr.r(), n * n);
        var columns = Matrices.transpose(square, n, n);
        var right = Matrices.identity(n);
        int sweeps = 0;
        while (sweep(columns, right, n)) {
            if (++sweeps == MOST_SWEEPS)
                throw new IllegalStateException(
                        "the singular values of a %d x %d matrix do not converge".formatted(m, n));
        }
        var lengths = new double[n];
        for (int j = 0; j < n; j++)
            lengths[j] = Math.sqrt(PlainReductions.dot(columns, j * n, columns, j * n, n));
        var order =
                IntStream.range(0, n)
                        .boxed()
                        .sorted(Comparator.comparingDouble(j -> -lengths[j]))
                        .toList();
        var values = new double[n];
        var left = new double[n * n];
        var vt = new double[n * n];
        int rank = 0;
        for (int j = 0; j < n; j++) {
            int from = order.get(j);
            double length = lengths[from];
            System.arraycopy(right, from * n, vt, j * n, n);
            if (length * length <= VANISHED) continue;
            rank++;
            values[j] = length / scale;
            for (int i = 0; i < n; i++) left[j * n + i] = columns[from * n + i] / length;
        }
        complete(left, rank, n);
        var u = new double[m * k];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++)
                u[i * k + j] = PlainReductions.dot(qr.q(), i * k, left, j * n, n);
            for (int j = n; j < k; j++) u[i * k + j] = qr.q()[i * k + j];
        }
        return new Svd(u, values, vt);
    }

    /// Makes all pairs of columns orthogonal once; false if they all were.
    ///
    /// @param columns the columns of the matrix, one a row
    /// @param right the rotations so far, one column a row
    private static boolean sweep(double[] columns, double[] right, int n) {
        boolean rotated = false;
        for (int p = 0; p < n - 1; p++) {
            for (int q = p + 1; q < n; q++) {
                double a = PlainReductions.dot(columns, p * n, columns, p * n, n);
                double b = PlainReductions.dot(columns, q * n, columns, q * n, n);
                double c = PlainReductions.dot(columns, p * n, columns, q * n, n);
                if (a <= VANISHED || b <= VANISHED) continue;
                if (Math.abs(c) <= n * 0x1p-53 * Math.sqrt(a) * Math.sqrt(b)) continue;
                rotated = true;
                double half = (b - a) / (2 * c);
                double tangent =
                        Math.copySign(1, half) / (Math.abs(half) + Math.sqrt(1 + half * half));
                double cosine = 1 / Math.sqrt(1 + tangent * tangent);
                rotate(columns, n, p, q, cosine, cosine * tangent);
                rotate(right, n, p, q, cosine, cosine * tangent);
            }
        }
        return rotated;
    }

    private static void rotate(double[] x, int n, int p, int q, double cosine, double sine) {
        for (int i = 0; i < n; i++) {
            double a = x[p * n + i];
            double b = x[q * n + i];
            x[p * n + i] = cosine * a - sine * b;
            x[q * n + i] = sine * a + cosine * b;
        }
    }

    /// Completes the first orthonormal rows to a basis.
    private static void complete(double[] rows, int known, int n) {
        for (int j = known; j < n; j++) {
            double[] best = new double[n];
            double longest = -1;
            for (int unit = 0; unit < n && longest < 0.5; unit++) {
                var x = new double[n];
                x[unit] = 1;
                orthogonalise(x, rows, j, n);
                double length = Math.sqrt(PlainReductions.dot(x, 0, x, 0, n));
                if (length > longest) {
                    longest = length;
                    best = x;
                }
            }
            for (int i = 0; i < n; i++) best[i] /= longest;
            orthogonalise(best, rows, j, n);
            double length = Math.sqrt(PlainReductions.dot(best, 0, best, 0, n));
            for (int i = 0; i < n; i++) rows[j * n + i] = best[i] / length;
        }
    }

    private static void orthogonalise(double[] x, double[] rows, int count, int n) {
        for (int r = 0; r < count; r++) {
            double along = PlainReductions.dot(x, 0, rows, r * n, n);
            for (int i = 0; i < n; i++) x[i] -= along * rows[r * n + i];
        }
    }

    /// The left singular vectors as columns.
    public double[] u() {
        return u;
    }

    /// The singular values, descending.
    public double[] values() {
        return values;
    }

    /// The right singular vectors as rows.
    public double[] vt() {
        return vt;
    }
}
