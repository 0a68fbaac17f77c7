package dev.credence.array;

/// The real Schur form `A = Z T transpose(Z)` of a square matrix: `Z` orthogonal, `T` upper
/// triangular but for 2 x 2 blocks that hold pairs of complex eigenvalues. By Francis' double
/// shifts; Golub and Van Loan, "Matrix Computations" (2013), section 7.5.
public final class RealSchur {
    private static final int MOST_STEPS = 300;

    private final int n;
    private final double[] t;
    private final double[] z;

    private RealSchur(double[] t, int n) {
        this.n = n;
        this.t = t;
        this.z = Matrices.identity(n);
    }

    /// The form of a row-major `n x n` matrix, which is not changed; NaN throughout if it is not
    /// finite.
    public static RealSchur of(double[] a, int n) {
        var schur = new RealSchur(a.clone(), n);
        if (Matrices.isFinite(a)) {
            double scale = Matrices.scale(Matrices.largest(a));
            for (int i = 0; i < a.length; i++) schur.t[i] *= scale;
            schur.toHessenberg();
            schur.iterate();
            for (int i = 0; i < a.length; i++) schur.t[i] /= scale;
        } else {
            java.util.Arrays.fill(schur.t, Double.NaN);
            java.util.Arrays.fill(schur.z, Double.NaN);
        }
        return schur;
    }

    /// The quasi-triangular factor.
    public double[] t() {
        return t;
    }

    /// The orthogonal factor.
    public double[] z() {
        return z;
    }

    /// Whether rows `k` and `k + 1` are one block.
    boolean isPair(int k) {
        return k + 1 < n && t[(k + 1) * n + k] != 0;
    }

    private void toHessenberg() {
        for (int k = 0; k < n - 2; k++) {
            var x = new double[n - k - 1];
            for (int i = 0; i < x.length; i++) x[i] = t[(k + 1 + i) * n + k];
            reflect(Reflector.of(x), k + 1, k, n);
            for (int i = k + 2; i < n; i++) t[i * n + k] = 0;
        }
    }

    private void reflect(Reflector h, int first, int fromColumn, int rows) {
        if (h.tau() == 0) return;
        h.applyToRows(t, n, first, fromColumn);
        h.applyToColumns(t, n, first, rows);
        h.applyToColumns(z, n, first, n);
    }

    private void iterate() {
        int high = n - 1;
        int steps = 0;
        while (high > 0) {
            int low = firstOfBlock(high);
            if (low >= high - 1) {
                if (low == high - 1) splitIfReal(low);
                high = low - 1;
                steps = 0;
            } else if (steps++ < MOST_STEPS) {
                francisStep(low, high, steps % 10 == 0);
            } else {
                throw new IllegalStateException(
                        "the QR iteration for the eigenvalues of a %d x %d matrix does not converge"
                                .formatted(n, n));
            }
        }
    }

    /// The first row of the unreduced block that ends at `high`.
    private int firstOfBlock(int high) {
        for (int k = high; k > 0; k--) {
            double beside = Math.abs(at(k - 1, k - 1)) + Math.abs(at(k, k));
            if (beside == 0) beside = Matrices.largest(t);
            if (Math.abs(at(k, k - 1)) <= Math.ulp(1.0) / 2 * beside) {
                t[k * n + k - 1] = 0;
                return k;
            }
        }
        return 0;
    }

    private double at(int i, int j) {
        return t[i * n + j];
    }

    /// Chases the bulge of a double shift down the block; an exceptional shift breaks cycles.
    private void francisStep(int low, int high, boolean exceptional) {
        double trace = at(high - 1, high - 1) + at(high, high);
        double determinant =
                at(high - 1, high - 1) * at(high, high) - at(high - 1, high) * at(high, high - 1);
        if (exceptional) {
            double size = Math.abs(at(high, high - 1)) + Math.abs(at(high - 1, high - 2));
            trace = 1.5 * size;
            determinant = size * size;
        }
        double[] x = {
            at(low, low) * (at(low, low) - trace)
                    + at(low, low + 1) * at(low + 1, low)
                    + determinant,
            at(low + 1, low) * (at(low, low) + at(low + 1, low + 1) - trace),
            at(low + 1, low) * at(low + 2, low + 1)
        };
        for (int k = low; k < high; k++) {
            int size = Math.min(3, high - k + 1);
            if (k > low) {
                x = new double[size];
                for (int i = 0; i < size; i++) x[i] = at(k + i, k - 1);
            }
            int from = Math.max(k - 1, low);
            reflect(Reflector.of(x), k, from, Math.min(k + 4, high + 1));
            if (k > low) for (int i = 1; i < size; i++) t[(k + i) * n + k - 1] = 0;
        }
    }

    /// Turns the block at rows `k` and `k + 1` into a triangle if its eigenvalues are real.
    private void splitIfReal(int k) {
        double b = at(k, k + 1);
        double c = at(k + 1, k);
        double half = (at(k, k) - at(k + 1, k + 1)) / 2;
        double discriminant = half * half + b * c;
        if (discriminant < 0 || c == 0) return;
        double along = half + Math.copySign(Math.sqrt(discriminant), half);
        double length = StrictMath.hypot(along, c);
        double cosine = along / length;
        double sine = c / length;
        for (int j = k; j < n; j++) {
            double upper = at(k, j);
            double lower = at(k + 1, j);
            t[k * n + j] = cosine * upper + sine * lower;
            t[(k + 1) * n + j] = cosine * lower - sine * upper;
        }
        rotateColumns(t, k, k + 2, cosine, sine);
        rotateColumns(z, k, n, cosine, sine);
        t[(k + 1) * n + k] = 0;
    }

    private void rotateColumns(double[] x, int k, int rows, double cosine, double sine) {
        for (int i = 0; i < rows; i++) {
            double left = x[i * n + k];
            double right = x[i * n + k + 1];
            x[i * n + k] = cosine * left + sine * right;
            x[i * n + k + 1] = cosine * right - sine * left;
        }
    }
}
