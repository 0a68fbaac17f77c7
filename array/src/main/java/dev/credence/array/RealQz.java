package dev.credence.array;

import java.util.function.Consumer;

/// The real generalised Schur form `A = Q S transpose(Z)`, `B = Q T transpose(Z)` of two square
/// matrices: `Q` and `Z` orthogonal, `T` upper triangular without negative diagonal entries, `S`
/// upper triangular but for 2 x 2 blocks that hold pairs of complex eigenvalues.
///
/// The eigenvalues are the numbers `lambda` with `det(A - lambda B) = 0`, infinite ones where `B`
/// is singular. By the QZ algorithm with double shifts: Moler and Stewart (1973), An algorithm for
/// generalized matrix eigenvalue problems; Golub and Van Loan, "Matrix Computations" (2013),
/// section 7.7.
public final class RealQz {
    private static final int MOST_STEPS = 300;

    private final int n;
    private final MatrixPair pair;

    private RealQz(MatrixPair pair) {
        this.n = pair.n;
        this.pair = pair;
    }

    /// The factors with the eigenvalues `(real + i imaginary) / beta` in the order of the diagonal;
    /// `beta` is not negative, and zero where an eigenvalue is infinite. Of two conjugate ones that
    /// with the positive imaginary part is the first.
    public record Form(
            double[] s,
            double[] t,
            double[] q,
            double[] z,
            double[] real,
            double[] imaginary,
            double[] beta) {}

    /// The form of two row-major `n x n` matrices, which are not changed; NaN throughout if one is
    /// not finite.
    public static Form of(double[] a, double[] b, int n) {
        return of(a, b, n, pair -> {}, scale(a), scale(b));
    }

    /// The form in which the eigenvalues of a region come first.
    ///
    /// @throws ArithmeticException if eigenvalues on both sides of the region's edge are too close
    ///   to be exchanged, or one is 0/0
    public static Form ordered(double[] a, double[] b, int n, EigenvalueRegion region) {
        double scaleA = scale(a);
        double scaleB = scale(b);
        var order = new QzOrder(region, scaleA, scaleB);
        return of(a, b, n, order::arrange, scaleA, scaleB);
    }

    private static double scale(double... x) {
        return Matrices.scale(Matrices.largest(x));
    }

    private static Form of(
            double[] a,
            double[] b,
            int n,
            Consumer<MatrixPair> arrange,
            double scaleA,
            double scaleB) {
        if (!Matrices.isFinite(a) || !Matrices.isFinite(b)) return notANumber(n);
        var pair = new MatrixPair(Matrices.times(a, scaleA), Matrices.times(b, scaleB), n);
        pair.reduce();
        new RealQz(pair).iterate();
        arrange.accept(pair);
        for (int k = 0; k + 1 < n; k++) if (pair.isPair(k)) pair.splitIfReal(k);
        pair.makeDiagonalOfTPositive();
        return form(pair, scaleA, scaleB);
    }

    private static Form notANumber(int n) {
        var matrix = Matrices.notANumber(n * n);
        var values = Matrices.notANumber(n);
        return new Form(matrix, matrix, matrix, matrix, values, values, values);
    }

    private static Form form(MatrixPair pair, double scaleA, double scaleB) {
        var real = new double[pair.n];
        var imaginary = new double[pair.n];
        var beta = new double[pair.n];
        for (int k = 0; k < pair.n; k++) {
            var eigenvalue = pair.eigenvalue(k);
            real[k] = eigenvalue.real() / scaleA;
            imaginary[k] = eigenvalue.imaginary() / scaleA;
            beta[k] = eigenvalue.beta() / scaleB;
        }
        var s = Matrices.times(pair.s, 1 / scaleA);
        var t = Matrices.times(pair.t, 1 / scaleB);
        return new Form(s, t, pair.q, pair.z, real, imaginary, beta);
    }

    private void iterate() {
        int high = n - 1;
        int steps = 0;
        while (high >= 0) {
            int low = firstOfBlock(high);
            int infinite = lastNegligible(low, high);
            if (infinite >= low) {
                deflateInfinite(low, infinite, high);
                high--;
                steps = 0;
            } else if (low >= high - 1) {
                if (low == high - 1) pair.splitIfReal(low);
                high = low - 1;
                steps = 0;
            } else if (steps++ < MOST_STEPS) {
                doubleStep(low, high, steps % 10 == 0);
            } else {
                throw new IllegalStateException(
                        "the QZ iteration for the eigenvalues of %d x %d matrices does not converge"
                                .formatted(n, n));
            }
        }
    }

    /// The first row of the unreduced block that ends at `high`.
    private int firstOfBlock(int high) {
        for (int k = high; k > 0; k--) {
            if (Math.abs(pair.s(k, k - 1)) <= pair.negligibleInS) {
                pair.s[k * n + k - 1] = 0;
                return k;
            }
        }
        return 0;
    }

    /// The last row of the block where the diagonal of `T` is negligible; -1 if there is none.
    private int lastNegligible(int low, int high) {
        for (int k = high; k >= low; k--) {
            if (Math.abs(pair.t(k, k)) <= pair.negligibleInT) return k;
        }
        return -1;
    }

    /// Moves a zero on the diagonal of `T` down to the end of the block, which it leaves as an
    /// infinite eigenvalue.
    private void deflateInfinite(int low, int k, int high) {
        pair.t[k * n + k] = 0;
        for (int j = k; j < high; j++) {
            pair.clearRowOfT(j, j + 1);
            if (j > low) pair.clearColumnOfS(j + 1, j - 1);
        }
        if (high > low) pair.clearColumnOfS(high, high - 1);
    }

    /// Chases the bulge of a double shift down the block; an exceptional shift breaks cycles.
    private void doubleStep(int low, int high, boolean exceptional) {
        var end = pair.quotient(high - 1);
        double trace = end.trace();
        double determinant = end.determinant();
        if (exceptional) {
            double size =
                    Math.abs(end.c21())
                            + Math.abs(pair.s(high - 1, high - 2) / pair.t(high - 2, high - 2));
            trace = 1.5 * size;
            determinant = size * size;
        }
        var start = pair.quotient(low);
        double x = start.c11() * (start.c11() - trace) + start.c12() * start.c21() + determinant;
        double y = start.c21() * (start.c11() + start.c22() - trace);
        double z = start.c21() * pair.s(low + 2, low + 1) / pair.t(low + 1, low + 1);
        for (int k = low; k < high; k++) {
            boolean three = k + 2 <= high;
            if (k > low) {
                x = pair.s(k, k - 1);
                y = pair.s(k + 1, k - 1);
                z = three ? pair.s(k + 2, k - 1) : 0;
            }
            if (three) pair.rotateRows(k + 1, y, z);
            pair.rotateRows(k, x, z == 0 || !three ? y : StrictMath.hypot(y, z));
            if (k > low) {
                pair.s[(k + 1) * n + k - 1] = 0;
                if (three) pair.s[(k + 2) * n + k - 1] = 0;
            }
            if (three) pair.clearColumnOfT(k + 2, k + 1);
            pair.clearColumnOfT(k + 1, k);
        }
    }
}
