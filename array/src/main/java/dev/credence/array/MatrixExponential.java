package dev.credence.array;

/// The exponential of a square matrix by scaling and squaring with Pade approximants of degree 3 to
/// 13; Higham, "The scaling and squaring method for the matrix exponential revisited" (2005),
/// algorithm 2.3.
public final class MatrixExponential {
    /// The one-norms up to which degrees 3, 5, 7, 9 and 13 are exact to rounding; table 2.3.
    private static final double[] LARGEST_NORM = {
        1.495585217958292e-2,
        2.539398330063230e-1,
        9.504178996162932e-1,
        2.097847961257068,
        5.371920351148152
    };

    private static final int[] DEGREES = {3, 5, 7, 9, 13};

    private MatrixExponential() {}

    /// The exponential of a row-major `n x n` matrix; NaN throughout if that is not finite.
    public static double[] of(double[] a, int n) {
        if (!Matrices.isFinite(a)) return Matrices.notANumber(n * n);
        double norm = oneNorm(a, n);
        for (int i = 0; i < DEGREES.length; i++)
            if (norm <= LARGEST_NORM[i]) return approximant(a, n, DEGREES[i]);
        double ratio = norm / LARGEST_NORM[DEGREES.length - 1];
        int squarings = Math.getExponent(ratio) + 1;
        var result = approximant(Matrices.times(a, Math.scalb(1.0, -squarings)), n, 13);
        for (int i = 0; i < squarings; i++) result = Matrices.product(result, result, n, n, n);
        return result;
    }

    private static double oneNorm(double[] a, int n) {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int i = 0; i < n; i++) sum += Math.abs(a[i * n + j]);
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    /// The diagonal approximant `(V - U)^-1 (V + U)` with the odd powers in `U` and the even ones
    /// in `V`.
    private static double[] approximant(double[] a, int n, int degree) {
        var coefficients = coefficients(degree);
        var square = Matrices.product(a, a, n, n, n);
        var power = Matrices.identity(n);
        var odd = Matrices.times(power, coefficients[1]);
        var even = Matrices.times(power, coefficients[0]);
        for (int k = 2; k < degree; k += 2) {
            power = Matrices.product(power, square, n, n, n);
            even = Matrices.sum(even, coefficients[k], power);
            odd = Matrices.sum(odd, coefficients[k + 1], power);
        }
        var u = Matrices.product(a, odd, n, n, n);
        return Lu.of(Matrices.sum(even, -1, u), n).solve(Matrices.sum(even, 1, u), n, false);
    }

    /// The coefficients of the numerator of the `[m/m]` approximant of `exp`, the last one 1.
    private static double[] coefficients(int degree) {
        var b = new double[degree + 1];
        b[degree] = 1;
        for (int j = degree; j > 0; j--)
            b[j - 1] = b[j] * j * (2 * degree - j + 1) / (degree - j + 1);
        return b;
    }
}
