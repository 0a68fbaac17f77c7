package dev.credence.array;

/// The factorisation `A = Q R` of an `m x n` matrix into orthonormal columns and an upper triangle,
/// by Householder's reflections.
///
/// The signs are LAPACK's: an entry on the diagonal of `R` is negative where the reflected column
/// began with a positive entry.
public final class Qr {
    private final double[] q;
    private final double[] r;
    private final int columns;

    private Qr(double[] q, double[] r, int columns) {
        this.q = q;
        this.r = r;
        this.columns = columns;
    }

    /// Factorises a row-major matrix, which is not changed.
    ///
    /// @param complete whether `Q` is square; otherwise it has `min(m, n)` columns
    public static Qr of(double[] a, int m, int n, boolean complete) {
        int steps = Math.min(m, n);
        int k = complete ? m : steps;
        var byColumns = Matrices.transpose(a, m, n);
        var reflectors = new Reflector[steps];
        for (int j = 0; j < steps; j++) {
            var x = new double[m - j];
            System.arraycopy(byColumns, j * m + j, x, 0, m - j);
            reflectors[j] = Reflector.of(x);
            byColumns[j * m + j] = reflectors[j].image();
            for (int c = j + 1; c < n; c++) reflectors[j].apply(byColumns, c * m + j);
        }
        var qByColumns = new double[k * m];
        for (int j = 0; j < k; j++) qByColumns[j * m + j] = 1;
        for (int j = steps - 1; j >= 0; j--)
            for (int c = j; c < k; c++) reflectors[j].apply(qByColumns, c * m + j);
        var r = new double[k * n];
        for (int i = 0; i < Math.min(k, n); i++)
            for (int j = i; j < n; j++) r[i * n + j] = byColumns[j * m + i];
        return new Qr(Matrices.transpose(qByColumns, k, m), r, k);
    }

    /// The orthonormal columns, `m` rows of [#columns].
    public double[] q() {
        return q;
    }

    /// The upper triangle, [#columns] rows of `n`.
    public double[] r() {
        return r;
    }

    /// The number of columns of `Q`.
    public int columns() {
        return columns;
    }
}
