package dev.credence.array;

import java.util.Comparator;
import java.util.stream.IntStream;

/// The eigenvalues and orthonormal eigenvectors of a symmetric matrix: Householder's reduction to a
/// tridiagonal matrix, then QL steps with implicit shifts; Golub and Van Loan, "Matrix
/// Computations" (2013), sections 8.3.1 and 8.3.3.
public final class SymmetricEigen {
    /// More QL steps for one eigenvalue than have ever been seen to be needed.
    private static final int MOST_STEPS = 100;

    private final int n;
    private final double[] values;
    private final double[] next;

    /// One eigenvector a row.
    private double[] rows;

    private SymmetricEigen(int n) {
        this.n = n;
        this.values = new double[n];
        this.next = new double[n];
    }

    /// The decomposition of an `n x n` matrix, of which only the lower triangle is read; NaN
    /// throughout if that is not finite.
    public static SymmetricEigen of(double[] a, int n) {
        var eigen = new SymmetricEigen(n);
        var symmetric = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                symmetric[i * n + j] = a[i * n + j];
                symmetric[j * n + i] = a[i * n + j];
            }
        }
        eigen.decompose(symmetric);
        return eigen;
    }

    private void decompose(double[] a) {
        if (!Matrices.isFinite(a)) {
            java.util.Arrays.fill(values, Double.NaN);
            rows = Matrices.notANumber(n * n);
            return;
        }
        double scale = Matrices.scale(Matrices.largest(a));
        if (scale != 1) for (int i = 0; i < a.length; i++) a[i] *= scale;
        reduce(a);
        for (int l = 0; l < n; l++) isolate(l);
        sort();
        if (scale != 1) for (int i = 0; i < n; i++) values[i] /= scale;
    }

    /// The eigenvalues, ascending.
    public double[] values() {
        return values;
    }

    /// The eigenvectors as columns, in the order of the eigenvalues.
    public double[] vectors() {
        return Matrices.transpose(rows, n, n);
    }

    /// To a tridiagonal matrix with `values` on its diagonal and `next` beside it.
    private void reduce(double[] a) {
        var reflectors = new Reflector[Math.max(0, n - 2)];
        for (int k = 0; k < n - 2; k++) {
            int size = n - k - 1;
            var x = new double[size];
            for (int i = 0; i < size; i++) x[i] = a[(k + 1 + i) * n + k];
            var h = Reflector.of(x);
            reflectors[k] = h;
            next[k] = h.image();
            if (h.tau() != 0) reflectBothSides(a, k + 1, h);
        }
        for (int i = 0; i < n; i++) values[i] = a[i * n + i];
        if (n >= 2) next[n - 2] = a[(n - 1) * n + n - 2];
        rows = Matrices.identity(n);
        for (int k = n - 3; k >= 0; k--)
            for (int i = k + 1; i < n; i++) reflectors[k].apply(rows, i * n + k + 1);
    }

    /// `H A H` for the trailing block of a symmetric matrix, as a symmetric update of rank two.
    private void reflectBothSides(double[] a, int first, Reflector h) {
        double[] v = h.v();
        var w = new double[v.length];
        double along = 0;
        for (int i = 0; i < v.length; i++) {
            double sum = 0;
            for (int j = 0; j < v.length; j++) sum += a[(first + i) * n + first + j] * v[j];
            w[i] = h.tau() * sum;
            along += w[i] * v[i];
        }
        for (int i = 0; i < v.length; i++) w[i] -= h.tau() / 2 * along * v[i];
        for (int i = 0; i < v.length; i++) {
            int row = (first + i) * n + first;
            for (int j = 0; j < v.length; j++) a[row + j] -= v[i] * w[j] + w[i] * v[j];
        }
    }

    /// Rotates until eigenvalue `l` stands alone.
    private void isolate(int l) {
        for (int step = 0; step < MOST_STEPS; step++) {
            int m = l;
            while (m < n - 1 && !negligible(m)) m++;
            if (m == l) return;
            qlStep(l, m);
        }
        throw new IllegalStateException(
                "the QL iteration for the eigenvalues of a symmetric %d x %d matrix does not converge"
                        .formatted(n, n));
    }

    private boolean negligible(int m) {
        double beside = Math.abs(values[m]) + Math.abs(values[m + 1]);
        return Math.abs(next[m]) <= Math.ulp(1.0) / 2 * beside;
    }

    /// One step on the block `l…m` with the shift of its leading 2 x 2 block.
    private void qlStep(int l, int m) {
        double half = (values[l + 1] - values[l]) / (2 * next[l]);
        double root = StrictMath.hypot(half, 1);
        double g = values[m] - values[l] + next[l] / (half + Math.copySign(root, half));
        double sine = 1;
        double cosine = 1;
        double moved = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = sine * next[i];
            double b = cosine * next[i];
            double r = StrictMath.hypot(f, g);
            next[i + 1] = r;
            if (r == 0) {
                values[i + 1] -= moved;
                next[m] = 0;
                return;
            }
            sine = f / r;
            cosine = g / r;
            g = values[i + 1] - moved;
            r = (values[i] - g) * sine + 2 * cosine * b;
            moved = sine * r;
            values[i + 1] = g + moved;
            g = cosine * r - b;
            rotate(i, sine, cosine);
        }
        values[l] -= moved;
        next[l] = g;
        next[m] = 0;
    }

    private void rotate(int i, double sine, double cosine) {
        int a = i * n;
        int b = (i + 1) * n;
        for (int k = 0; k < n; k++) {
            double upper = rows[a + k];
            double lower = rows[b + k];
            rows[a + k] = cosine * upper - sine * lower;
            rows[b + k] = sine * upper + cosine * lower;
        }
    }

    private void sort() {
        var order =
                IntStream.range(0, n)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> values[i]))
                        .toList();
        var oldValues = values.clone();
        var oldRows = rows.clone();
        for (int i = 0; i < n; i++) {
            values[i] = oldValues[order.get(i)];
            System.arraycopy(oldRows, order.get(i) * n, rows, i * n, n);
        }
    }
}
