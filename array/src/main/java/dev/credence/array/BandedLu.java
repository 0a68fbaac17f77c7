package dev.credence.array;

import java.util.OptionalInt;

/// The LU factorisation with partial pivoting of a banded matrix, in time and memory proportional
/// to its band.
///
/// A band is stored by diagonals, as in LAPACK: row `upper + i - j` of `lower + upper + 1` rows of
/// length `n` holds entry `(i, j)` at position `j`; what lies outside of the matrix is not read.
public final class BandedLu {
    private final int n;
    private final int lower;

    /// The factor `U` has `lower` more diagonals than the matrix, because rows are exchanged.
    private final int width;

    /// Row `i` holds columns `i - lower` to `i + upper + lower`.
    private final double[] rows;

    private final int[] pivots;

    private BandedLu(int n, int lower, int upper) {
        this(n, lower, new double[n * width(lower, upper)], new int[n]);
    }

    private BandedLu(int n, int lower, double[] rows, int[] pivots) {
        this.n = n;
        this.lower = lower;
        this.width = n == 0 ? 0 : rows.length / n;
        this.rows = rows;
        this.pivots = pivots;
    }

    /// How many entries of a row the factors of a band keep.
    public static int width(int lower, int upper) {
        return 2 * lower + upper + 1;
    }

    /// The factors that [#rows] and [#pivots] told before.
    public static BandedLu ofFactors(double[] rows, int[] pivots, int lower) {
        return new BandedLu(pivots.length, lower, rows, pivots);
    }

    /// Both factors by rows: row `i` of [#width] entries holds columns `i - lower` to `i + upper +
    /// lower`, those of `L` without its diagonal of ones.
    public double[] rows() {
        return rows.clone();
    }

    /// For each row the row it was exchanged with.
    public int[] pivots() {
        return pivots.clone();
    }

    /// Factorises a band of an `n x n` matrix with `lower` diagonals below and `upper` above the
    /// main one.
    public static BandedLu of(double[] band, int lower, int upper, int n) {
        var lu = new BandedLu(n, lower, upper);
        for (int i = 0; i < n; i++) {
            for (int j = Math.max(0, i - lower); j <= Math.min(n - 1, i + upper); j++)
                lu.rows[lu.position(i, j)] = band[(upper + i - j) * n + j];
        }
        for (int k = 0; k < n; k++) lu.eliminate(k);
        return lu;
    }

    private int position(int i, int j) {
        return i * width + j - i + lower;
    }

    private int lastRow(int k) {
        return Math.min(n - 1, k + lower);
    }

    private int lastColumn(int k) {
        return Math.min(n - 1, k + width - lower - 1);
    }

    private void eliminate(int k) {
        int best = k;
        for (int i = k + 1; i <= lastRow(k); i++)
            if (!(Math.abs(rows[position(i, k)]) <= Math.abs(rows[position(best, k)]))) best = i;
        pivots[k] = best;
        if (best != k) {
            for (int j = k; j <= lastColumn(k); j++) {
                double kept = rows[position(k, j)];
                rows[position(k, j)] = rows[position(best, j)];
                rows[position(best, j)] = kept;
            }
        }
        double pivot = rows[position(k, k)];
        if (pivot == 0) return;
        for (int i = k + 1; i <= lastRow(k); i++) {
            double factor = rows[position(i, k)] / pivot;
            rows[position(i, k)] = factor;
            for (int j = k + 1; j <= lastColumn(k); j++)
                rows[position(i, j)] -= factor * rows[position(k, j)];
        }
    }

    /// The first zero pivot, if the matrix is singular to working precision.
    public OptionalInt singularAt() {
        for (int k = 0; k < n; k++) if (rows[position(k, k)] == 0) return OptionalInt.of(k);
        return OptionalInt.empty();
    }

    /// The solution of `A X = B` for `B` of `n x columns`.
    public double[] solve(double[] b, int columns) {
        var x = b.clone();
        for (int k = 0; k < n; k++) {
            for (int c = 0; c < columns; c++) {
                double kept = x[k * columns + c];
                x[k * columns + c] = x[pivots[k] * columns + c];
                x[pivots[k] * columns + c] = kept;
            }
            for (int i = k + 1; i <= lastRow(k); i++)
                for (int c = 0; c < columns; c++)
                    x[i * columns + c] -= rows[position(i, k)] * x[k * columns + c];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int c = 0; c < columns; c++) {
                double sum = x[i * columns + c];
                for (int j = i + 1; j <= lastColumn(i); j++)
                    sum -= rows[position(i, j)] * x[j * columns + c];
                x[i * columns + c] = sum / rows[position(i, i)];
            }
        }
        return x;
    }
}
