package dev.credence.array;

/// Debye's uniform expansion of the modified Bessel functions for large orders: Digital Library of
/// Mathematical Functions, 10.41.3 and 10.41.4.
final class DebyeExpansion {
    private static final int TERMS = 9;

    /// `U(k)` as coefficients of `p^k, p^(k + 2), ...`, made by 10.41.9.
    private static final double[][] POLYNOMIALS = polynomials();

    private DebyeExpansion() {}

    /// `I(order, x)`, or `exp(-x)` times it.
    static double i(double order, double x, boolean scaled) {
        double root = StrictMath.hypot(order, x);
        double growth = StrictMath.exp(exponent(order, x, root, scaled));
        return growth / Math.sqrt(2 * Math.PI * root) * sum(order, root, 1);
    }

    /// `K(order, x)`, or `exp(x)` times it.
    static double k(double order, double x, boolean scaled) {
        double root = StrictMath.hypot(order, x);
        double decay = StrictMath.exp(-exponent(order, x, root, scaled));
        return decay * Math.sqrt(Math.PI / (2 * root)) * sum(order, root, -1);
    }

    private static double exponent(double order, double x, double root, boolean scaled) {
        double base = scaled ? order / (root + x) * order : root;
        return base - order * ElementaryFunctions.arcsinh(order / x);
    }

    /// The sum of `(sign / order)^k U(k, order / root)`.
    private static double sum(double order, double root, int sign) {
        double p = order / root;
        double sum = 0;
        double scale = 1;
        for (var polynomial : POLYNOMIALS) {
            double value = 0;
            for (int i = polynomial.length - 1; i >= 0; i--) value = value * p * p + polynomial[i];
            sum += scale * value;
            // p^k / order^k, which stays in range for infinite orders too.
            scale *= sign / root;
        }
        return sum;
    }

    private static double[][] polynomials() {
        var all = new double[TERMS][];
        all[0] = new double[] {1};
        for (int k = 0; k + 1 < TERMS; k++) {
            var u = all[k];
            var next = new double[u.length + 1];
            for (int i = 0; i < u.length; i++) {
                int power = k + 2 * i;
                next[i] += 0.5 * power * u[i] + u[i] / (8.0 * (power + 1));
                next[i + 1] -= 0.5 * power * u[i] + 5 * u[i] / (8.0 * (power + 3));
            }
            all[k + 1] = next;
        }
        return all;
    }
}
