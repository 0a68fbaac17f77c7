package dev.credence.array;

import java.util.OptionalInt;

/// The factorisation `P A = L U` of a square matrix, with partial pivoting: what systems, inverses
/// and determinants are computed from.
///
/// Matrices are row-major `double[]`s. A NaN in the matrix spreads to the results; a singular
/// matrix has a zero pivot, see [#singularAt].
public final class Lu {
    private final double[] packed;
    private final int[] pivots;
    private final int n;

    private Lu(double[] packed, int[] pivots) {
        this.packed = packed;
        this.pivots = pivots;
        this.n = pivots.length;
    }

    /// Factorises an `n x n` matrix, which is not changed.
    public static Lu of(double[] a, int n) {
        var lu = new Lu(a.clone(), new int[n]);
        for (int k = 0; k < n; k++) lu.eliminate(k);
        return lu;
    }

    /// A factorisation that was computed before, from its parts, which are not copied.
    ///
    /// @param packed see [#packed]
    /// @param pivots see [#pivots]
    public static Lu of(double[] packed, int[] pivots) {
        return new Lu(packed, pivots);
    }

    private void eliminate(int k) {
        int best = k;
        for (int i = k + 1; i < n; i++)
            if (!(Math.abs(packed[i * n + k]) <= Math.abs(packed[best * n + k]))) best = i;
        pivots[k] = best;
        swapRows(packed, n, k, best);
        double pivot = packed[k * n + k];
        if (pivot == 0) return;
        for (int i = k + 1; i < n; i++) {
            double factor = packed[i * n + k] / pivot;
            packed[i * n + k] = factor;
            if (factor != 0)
                addRow(packed, i * n + k + 1, -factor, packed, k * n + k + 1, n - k - 1);
        }
    }

    /// The number of rows.
    public int order() {
        return n;
    }

    /// `L` below the diagonal (its unit diagonal is not stored) and `U` on and above it; not
    /// copied.
    public double[] packed() {
        return packed;
    }

    /// For each step `k` the row that was exchanged with row `k`, counted from 0; not copied.
    public int[] pivots() {
        return pivots;
    }

    /// The first zero pivot, if the matrix is singular to working precision.
    public OptionalInt singularAt() {
        for (int k = 0; k < n; k++) if (packed[k * n + k] == 0) return OptionalInt.of(k);
        return OptionalInt.empty();
    }

    /// The sign of the determinant: -1, 0 or 1, or NaN.
    public double sign() {
        double sign = 1;
        for (int k = 0; k < n; k++) {
            double pivot = Math.signum(packed[k * n + k]);
            sign *= pivots[k] == k ? pivot : -pivot;
        }
        return sign;
    }

    /// The logarithm of the absolute determinant; -∞ of a singular matrix.
    public double logAbsDeterminant() {
        double sum = 0;
        for (int k = 0; k < n; k++) sum += StrictMath.log(Math.abs(packed[k * n + k]));
        return sum;
    }

    public double determinant() {
        double product = 1;
        for (int k = 0; k < n; k++)
            product *= pivots[k] == k ? packed[k * n + k] : -packed[k * n + k];
        return product;
    }

    /// The solution of `A X = B`, or of `transpose(A) X = B`, for `B` of `n x columns`; infinite or
    /// NaN where the matrix is singular.
    public double[] solve(double[] b, int columns, boolean transposed) {
        var x = b.clone();
        if (transposed) {
            for (int k = 0; k < n; k++) {
                scaleRow(x, k * columns, packed[k * n + k], columns);
                for (int i = k + 1; i < n; i++)
                    addRow(x, i * columns, -packed[k * n + i], x, k * columns, columns);
            }
            for (int k = n - 1; k >= 0; k--)
                for (int i = 0; i < k; i++)
                    addRow(x, i * columns, -packed[k * n + i], x, k * columns, columns);
            for (int k = n - 1; k >= 0; k--) swapRows(x, columns, k, pivots[k]);
            return x;
        }
        for (int k = 0; k < n; k++) swapRows(x, columns, k, pivots[k]);
        for (int i = 0; i < n; i++)
            for (int k = 0; k < i; k++)
                addRow(x, i * columns, -packed[i * n + k], x, k * columns, columns);
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++)
                addRow(x, i * columns, -packed[i * n + k], x, k * columns, columns);
            scaleRow(x, i * columns, packed[i * n + i], columns);
        }
        return x;
    }

    /// The inverse of the matrix; infinite or NaN if it is singular.
    public double[] inverse() {
        return solve(Matrices.identity(n), n, false);
    }

    /// The matrix of cofactors, `det(A) transpose(inverse(A))`: the derivative of the determinant,
    /// which exists for singular matrices too.
    ///
    /// Pivots that vanish are replaced by ones far below rounding, which moves the cofactors, being
    /// polynomials of the entries, by as little.
    public double[] cofactors() {
        double largest = 0;
        for (double v : packed) largest = Math.max(largest, Math.abs(v));
        double tiny = largest > 0 ? largest * 0x1p-120 : 0x1p-300;
        var regular = packed.clone();
        for (int k = 0; k < n; k++)
            if (Math.abs(regular[k * n + k]) < tiny) regular[k * n + k] = tiny;
        var nearby = new Lu(regular, pivots);
        double determinant = nearby.determinant();
        var cofactors = nearby.solve(Matrices.identity(n), n, true);
        for (int i = 0; i < cofactors.length; i++) cofactors[i] *= determinant;
        return cofactors;
    }

    private static void addRow(
            double[] to, int at, double factor, double[] from, int start, int length) {
        for (int j = 0; j < length; j++) to[at + j] += factor * from[start + j];
    }

    private static void scaleRow(double[] x, int at, double divisor, int length) {
        for (int j = 0; j < length; j++) x[at + j] /= divisor;
    }

    private static void swapRows(double[] x, int columns, int i, int j) {
        if (i == j) return;
        for (int c = 0; c < columns; c++) {
            double kept = x[i * columns + c];
            x[i * columns + c] = x[j * columns + c];
            x[j * columns + c] = kept;
        }
    }
}
