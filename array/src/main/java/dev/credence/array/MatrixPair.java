package dev.credence.array;

/// Two square matrices under rotations from both sides that keep `A = Q S transpose(Z)` and `B = Q
/// T transpose(Z)`: the steps of which [RealQz] is made.
final class MatrixPair {
    final int n;
    final double[] s;
    final double[] t;
    final double[] q;
    final double[] z;

    /// Entries of `S` up to this are rounding.
    final double negligibleInS;

    /// Entries of `T` up to this are rounding.
    final double negligibleInT;

    MatrixPair(double[] a, double[] b, int n) {
        this.n = n;
        this.s = a;
        this.t = b;
        this.q = Matrices.identity(n);
        this.z = Matrices.identity(n);
        this.negligibleInS = Math.ulp(1.0) * norm(a);
        this.negligibleInT = Math.ulp(1.0) * norm(b);
    }

    private static double norm(double... x) {
        double sum = 0;
        for (double entry : x) sum += entry * entry;
        return Math.sqrt(sum);
    }

    double s(int i, int j) {
        return s[i * n + j];
    }

    double t(int i, int j) {
        return t[i * n + j];
    }

    /// Rotates rows `i` and `i + 1` so that of a column with these two entries the lower becomes
    /// zero.
    void rotateRows(int i, double upper, double lower) {
        if (lower == 0) return;
        double length = StrictMath.hypot(upper, lower);
        double cosine = upper / length;
        double sine = lower / length;
        rows(s, i, cosine, sine);
        rows(t, i, cosine, sine);
        columns(q, i, cosine, sine);
    }

    /// Rotates columns `j` and `j + 1` so that of a row with these two entries the left becomes
    /// zero.
    void rotateColumns(int j, double left, double right) {
        if (left == 0) return;
        double length = StrictMath.hypot(left, right);
        double cosine = right / length;
        double sine = -left / length;
        columns(s, j, cosine, sine);
        columns(t, j, cosine, sine);
        columns(z, j, cosine, sine);
    }

    private void rows(double[] x, int i, double cosine, double sine) {
        for (int j = 0; j < n; j++) {
            double upper = x[i * n + j];
            double lower = x[(i + 1) * n + j];
            x[i * n + j] = cosine * upper + sine * lower;
            x[(i + 1) * n + j] = cosine * lower - sine * upper;
        }
    }

    private void columns(double[] x, int j, double cosine, double sine) {
        for (int i = 0; i < n; i++) {
            double left = x[i * n + j];
            double right = x[i * n + j + 1];
            x[i * n + j] = cosine * left + sine * right;
            x[i * n + j + 1] = cosine * right - sine * left;
        }
    }

    /// Makes `s[i + 1][j]` zero by rotating rows `i` and `i + 1`.
    void clearRowOfS(int i, int j) {
        rotateRows(i, s(i, j), s(i + 1, j));
        s[(i + 1) * n + j] = 0;
    }

    /// Makes `t[i + 1][j]` zero by rotating rows `i` and `i + 1`.
    void clearRowOfT(int i, int j) {
        rotateRows(i, t(i, j), t(i + 1, j));
        t[(i + 1) * n + j] = 0;
    }

    /// Makes `s[i][j]` zero by rotating columns `j` and `j + 1`.
    void clearColumnOfS(int i, int j) {
        rotateColumns(j, s(i, j), s(i, j + 1));
        s[i * n + j] = 0;
    }

    /// Makes `t[i][j]` zero by rotating columns `j` and `j + 1`.
    void clearColumnOfT(int i, int j) {
        rotateColumns(j, t(i, j), t(i, j + 1));
        t[i * n + j] = 0;
    }

    /// `S` to Hessenberg and `T` to triangular form.
    void reduce() {
        for (int j = 0; j < n - 1; j++) {
            for (int i = n - 2; i >= j; i--) clearRowOfT(i, j);
        }
        for (int j = 0; j < n - 2; j++) {
            for (int i = n - 2; i > j; i--) {
                clearRowOfS(i, j);
                clearColumnOfT(i + 1, i);
            }
        }
    }

    /// Multiplies the rows from `at` on by the transpose of an `m x m` orthogonal matrix.
    void applyToRows(double[] orthogonal, int at, int m) {
        multiplyRows(s, orthogonal, at, m);
        multiplyRows(t, orthogonal, at, m);
        multiplyColumns(q, orthogonal, at, m);
    }

    /// Multiplies the columns from `at` on by an `m x m` orthogonal matrix.
    void applyToColumns(double[] orthogonal, int at, int m) {
        multiplyColumns(s, orthogonal, at, m);
        multiplyColumns(t, orthogonal, at, m);
        multiplyColumns(z, orthogonal, at, m);
    }

    private void multiplyRows(double[] x, double[] orthogonal, int at, int m) {
        var mixed = new double[m];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < m; k++) {
                mixed[k] = 0;
                for (int l = 0; l < m; l++) mixed[k] += orthogonal[l * m + k] * x[(at + l) * n + j];
            }
            for (int k = 0; k < m; k++) x[(at + k) * n + j] = mixed[k];
        }
    }

    private void multiplyColumns(double[] x, double[] orthogonal, int at, int m) {
        var mixed = new double[m];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < m; k++) {
                mixed[k] = 0;
                for (int l = 0; l < m; l++) mixed[k] += x[i * n + at + l] * orthogonal[l * m + k];
            }
            System.arraycopy(mixed, 0, x, i * n + at, m);
        }
    }

    /// Turns around columns so that no entry on the diagonal of `T` is negative.
    void makeDiagonalOfTPositive() {
        for (int k = 0; k < n; k++) {
            if (t(k, k) >= 0) continue;
            for (int i = 0; i < n; i++) {
                s[i * n + k] = -s[i * n + k];
                t[i * n + k] = -t[i * n + k];
                z[i * n + k] = -z[i * n + k];
            }
        }
    }

    /// Whether rows `k` and `k + 1` of the finished form are one block.
    boolean isPair(int k) {
        return k >= 0 && k + 1 < n && s(k + 1, k) != 0;
    }

    /// An eigenvalue `(real + i imaginary) / beta`.
    record Eigenvalue(double real, double imaginary, double beta) {}

    /// The eigenvalue that belongs to entry `k` of the diagonal of the finished form.
    Eigenvalue eigenvalue(int k) {
        if (isPair(k - 1) || isPair(k)) {
            int first = isPair(k) ? k : k - 1;
            var quotient = quotient(first);
            double beta = Math.sqrt(Math.abs(t(first, first) * t(first + 1, first + 1)));
            double imaginary = Math.sqrt(Math.max(0, -quotient.discriminant()));
            double sign = first == k ? 1 : -1;
            return new Eigenvalue(beta * quotient.trace() / 2, sign * beta * imaginary, beta);
        }
        double sign = t(k, k) < 0 ? -1 : 1;
        return new Eigenvalue(sign * s(k, k), 0, Math.abs(t(k, k)));
    }

    /// A 2 x 2 block of `S` times the inverse of that of `T`.
    record Quotient(double c11, double c12, double c21, double c22) {
        double trace() {
            return c11 + c22;
        }

        double determinant() {
            return c11 * c22 - c12 * c21;
        }

        /// Negative where the eigenvalues are complex.
        double discriminant() {
            double half = (c11 - c22) / 2;
            return half * half + c12 * c21;
        }

        /// The one that is farther from `c22`.
        double realEigenvalue() {
            double half = (c11 - c22) / 2;
            return c22 + half + Math.copySign(Math.sqrt(discriminant()), half);
        }
    }

    /// The quotient of the blocks at rows and columns `k` and `k + 1`.
    Quotient quotient(int k) {
        double c11 = s(k, k) / t(k, k);
        double c21 = s(k + 1, k) / t(k, k);
        double c12 = (s(k, k + 1) - c11 * t(k, k + 1)) / t(k + 1, k + 1);
        double c22 = (s(k + 1, k + 1) - c21 * t(k, k + 1)) / t(k + 1, k + 1);
        return new Quotient(c11, c12, c21, c22);
    }

    /// Turns the block at rows `k` and `k + 1` into a triangle if its eigenvalues are real.
    void splitIfReal(int k) {
        var quotient = quotient(k);
        if (quotient.discriminant() < 0) return;
        double lambda = quotient.realEigenvalue();
        var rest = new double[4];
        double sizeS = 0;
        double sizeT = 0;
        for (int i = 0; i < 4; i++) {
            double inS = s(k + i / 2, k + i % 2);
            double inT = t(k + i / 2, k + i % 2);
            rest[i] = inS - lambda * inT;
            sizeS = Math.max(sizeS, Math.abs(inS));
            sizeT = Math.max(sizeT, Math.abs(lambda * inT));
        }
        boolean first = StrictMath.hypot(rest[0], rest[1]) >= StrictMath.hypot(rest[2], rest[3]);
        rotateColumns(k, rest[first ? 0 : 2], rest[first ? 1 : 3]);
        if (sizeS >= sizeT) clearRowOfT(k, k);
        else clearRowOfS(k, k);
        s[(k + 1) * n + k] = 0;
        t[(k + 1) * n + k] = 0;
    }
}
