package dev.credence.array;

import java.util.Optional;

/// Solves Sylvester's and the discrete Lyapunov equation: real Schur forms make them triangular, so
/// that small blocks follow one from the other; Bartels and Stewart, "Solution of the matrix
/// equation AX + XB = C" (1972), and Kitagawa, "An algorithm for solving the matrix equation X =
/// FXF' + S" (1977).
///
/// All matrices are row-major; inputs that are not finite give NaN throughout.
public final class MatrixEquations {
    /// The right side in the basis of the Schur forms, overwritten block by block by the solution.
    private final double[] y;

    private final int columns;

    /// Pivots up to this size are rounding.
    private final double rounding;

    private MatrixEquations(double[] y, int columns, double scale) {
        this.y = y;
        this.columns = columns;
        this.rounding = 4 * Math.ulp(1.0) * scale;
    }

    /// The `m x n` solution of `A X + X B = C` for `A` of `m x m` and `B` of `n x n`; empty if an
    /// eigenvalue of `A` is the negative of one of `B`.
    public static Optional<double[]> sylvester(double[] a, double[] b, double[] c, int m, int n) {
        if (!Matrices.isFinite(a) || !Matrices.isFinite(b) || !Matrices.isFinite(c))
            return Optional.of(Matrices.notANumber(m * n));
        var left = RealSchur.of(a, m);
        var right = RealSchur.of(b, n);
        var zt = Matrices.transpose(left.z(), m, m);
        var y = Matrices.product(Matrices.product(zt, c, m, m, n), right.z(), m, n, n);
        double scale = Matrices.largest(left.t()) + Matrices.largest(right.t());
        var solver = new MatrixEquations(y, n, scale);
        for (int j = 0; j < n; j += blockSize(right, j)) {
            for (int last = m - 1; last >= 0; ) {
                int i = last > 0 && left.isPair(last - 1) ? last - 1 : last;
                if (!solver.sylvesterBlock(left, right, i, j, m)) return Optional.empty();
                last = i - 1;
            }
        }
        var wt = Matrices.transpose(right.z(), n, n);
        return Optional.of(Matrices.product(Matrices.product(left.z(), y, m, m, n), wt, m, n, n));
    }

    private static int blockSize(RealSchur schur, int k) {
        return schur.isPair(k) ? 2 : 1;
    }

    /// Solves `T_ii Y_ij + Y_ij S_jj = F_ij - …` in place of `F_ij`.
    private boolean sylvesterBlock(RealSchur left, RealSchur right, int i, int j, int m) {
        int n = columns;
        int p = blockSize(left, i);
        int q = blockSize(right, j);
        double[] t = left.t();
        double[] s = right.t();
        var system = new double[p * q * p * q];
        var known = new double[p * q];
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < q; b++) {
                double sum = y[(i + a) * n + j + b];
                for (int k = i + p; k < m; k++) sum -= t[(i + a) * m + k] * y[k * n + j + b];
                for (int l = 0; l < j; l++) sum -= y[(i + a) * n + l] * s[l * n + j + b];
                int row = a * q + b;
                known[row] = sum;
                for (int k = 0; k < p; k++)
                    system[row * p * q + k * q + b] += t[(i + a) * m + i + k];
                for (int l = 0; l < q; l++)
                    system[row * p * q + a * q + l] += s[(j + l) * n + j + b];
            }
        }
        return place(system, known, i, j, p, q);
    }

    /// The `n x n` solution of `A X transpose(A) - X + Q = 0`; empty if the product of two
    /// eigenvalues of `A` is one.
    public static Optional<double[]> discreteLyapunov(double[] a, double[] q, int n) {
        if (!Matrices.isFinite(a) || !Matrices.isFinite(q))
            return Optional.of(Matrices.notANumber(n * n));
        var schur = RealSchur.of(a, n);
        var z = schur.z();
        var zt = Matrices.transpose(z, n, n);
        var y = Matrices.product(Matrices.product(zt, q, n, n, n), z, n, n, n);
        double largest = Matrices.largest(schur.t());
        var solver = new MatrixEquations(y, n, 1 + largest * largest);
        for (int lastColumn = n - 1; lastColumn >= 0; ) {
            int j = lastColumn > 0 && schur.isPair(lastColumn - 1) ? lastColumn - 1 : lastColumn;
            addSolvedColumns(schur.t(), y, j, lastColumn - j + 1, n);
            for (int last = n - 1; last >= 0; ) {
                int i = last > 0 && schur.isPair(last - 1) ? last - 1 : last;
                if (!solver.discreteBlock(schur, i, j)) return Optional.empty();
                last = i - 1;
            }
            lastColumn = j - 1;
        }
        return Optional.of(Matrices.product(Matrices.product(z, y, n, n, n), zt, n, n, n));
    }

    /// Adds to columns `j…` of `Q` what the solved columns to their right contribute to `T Y
    /// transpose(T)`.
    private static void addSolvedColumns(double[] t, double[] y, int j, int width, int n) {
        for (int b = 0; b < width; b++) {
            var sums = new double[n];
            for (int i = 0; i < n; i++)
                for (int l = j + width; l < n; l++) sums[i] += y[i * n + l] * t[(j + b) * n + l];
            for (int i = 0; i < n; i++)
                for (int k = Math.max(0, i - 1); k < n; k++)
                    y[i * n + j + b] += t[i * n + k] * sums[k];
        }
    }

    /// Solves `Y_ij - T_ii Y_ij transpose(T_jj) = F_ij + …` in place of `F_ij`.
    private boolean discreteBlock(RealSchur schur, int i, int j) {
        int n = columns;
        int p = blockSize(schur, i);
        int q = blockSize(schur, j);
        double[] t = schur.t();
        var below = new double[p * q];
        for (int a = 0; a < p; a++)
            for (int b = 0; b < q; b++)
                for (int k = i + p; k < n; k++)
                    below[a * q + b] += t[(i + a) * n + k] * y[k * n + j + b];
        var system = new double[p * q * p * q];
        var known = new double[p * q];
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < q; b++) {
                int row = a * q + b;
                double sum = y[(i + a) * n + j + b];
                for (int l = 0; l < q; l++) sum += below[a * q + l] * t[(j + b) * n + j + l];
                known[row] = sum;
                system[row * p * q + row] += 1;
                for (int k = 0; k < p; k++)
                    for (int l = 0; l < q; l++)
                        system[row * p * q + k * q + l] -=
                                t[(i + a) * n + i + k] * t[(j + b) * n + j + l];
            }
        }
        return place(system, known, i, j, p, q);
    }

    /// Puts the solution of a small system in place of a block; false if a pivot is rounding.
    private boolean place(double[] system, double[] known, int i, int j, int p, int q) {
        var lu = Lu.of(system, p * q);
        for (int k = 0; k < p * q; k++)
            if (Math.abs(lu.packed()[k * p * q + k]) <= rounding) return false;
        var block = lu.solve(known, 1, false);
        for (int a = 0; a < p; a++) System.arraycopy(block, a * q, y, (i + a) * columns + j, q);
        return true;
    }
}
