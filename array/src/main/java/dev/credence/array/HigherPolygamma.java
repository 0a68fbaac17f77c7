package dev.credence.array;

import org.apache.commons.numbers.gamma.LogGamma;

/// The polygamma functions of order two and more: `(-1)^(n + 1) n!` times the sum of `(x + k)^(-n -
/// 1)` over all `k >= 0`, by Euler and Maclaurin; negative arguments go through the reflection
/// formula.
final class HigherPolygamma {
    // B(2j) / (2j)!.
    private static final double[] EULER_MACLAURIN = {
        0.08333333333333333,
        -0.001388888888888889,
        3.306878306878307E-5,
        -8.267195767195767E-7,
        2.08767569878681E-8,
        -5.284190138687493E-10,
        1.3382536530684679E-11,
        -3.389680296322583E-13,
        8.586062056277845E-15,
        -2.174868698558062E-16,
        5.50900282836023E-18,
        -1.3954464685812523E-19
    };

    /// The largest order whose factorial is a double.
    private static final int LARGEST_FACTORIAL = 170;

    private HigherPolygamma() {}

    static double value(double n, double x) {
        if (!(n >= 2 && n == Math.rint(n) && n < Double.POSITIVE_INFINITY) || Double.isNaN(x))
            return Double.NaN;
        boolean odd = n % 2 == 1;
        if (x > 0) return odd ? sum(n, x) : -sum(n, x);
        if (x == 0) return odd ? Double.POSITIVE_INFINITY : -1 / x;
        double distance = x - Math.rint(x);
        if (distance == 0) return odd ? Double.POSITIVE_INFINITY : Double.NaN;
        if (n > LARGEST_FACTORIAL || Double.isInfinite(x)) return Double.NaN;
        // value(n, 1 - x) has the sign (-1)^(n + 1).
        return -Math.PI * cotangentDerivative((int) n, distance) - sum(n, 1 - x);
    }

    /// `n!` times the sum of `(x + k)^(-n - 1)`.
    private static double sum(double n, double x) {
        double s = n + 1;
        double sum = 0;
        double z = x;
        // Beyond 2^53 adding one changes nothing.
        while (z < s + 12 && z < 0x1p53) {
            double term = StrictMath.pow(z / x, -s);
            sum += term;
            // The rest is at most an integral.
            if (term * (1 + z / n) < 1e-18 * sum) return scaled(n, x, sum);
            z += 1;
        }
        double first = StrictMath.pow(z / x, -s);
        double tail = z / n + 0.5;
        double rising = s / z;
        for (int j = 0; j < EULER_MACLAURIN.length; j++) {
            tail += EULER_MACLAURIN[j] * rising;
            rising *= (s + 2 * j + 1) / z * ((s + 2 * j + 2) / z);
        }
        return scaled(n, x, sum + first * tail);
    }

    private static double scaled(double n, double x, double sum) {
        if (n <= LARGEST_FACTORIAL) {
            double power = StrictMath.pow(x, -n);
            double value = SpecialFunctions.gamma(n + 1) * power * (sum / x);
            if (power > Double.MIN_NORMAL && value < Double.POSITIVE_INFINITY) return value;
        }
        return StrictMath.exp(LogGamma.value(n + 1) - (n + 1) * StrictMath.log(x)) * sum;
    }

    /// The derivative of order `n` of `cot(pi x)`, a polynomial in it: each differentiation
    /// multiplies the derivative of the polynomial by `-pi (1 + cot^2)`.
    private static double cotangentDerivative(int n, double x) {
        double[] polynomial = {0, 1};
        for (int k = 0; k < n; k++) {
            var next = new double[polynomial.length + 1];
            for (int i = 1; i < polynomial.length; i++) {
                next[i - 1] -= i * polynomial[i];
                next[i + 1] -= i * polynomial[i];
            }
            polynomial = next;
        }
        double cotangent = BesselPhase.cosine(x) / BesselPhase.sine(x);
        double value = 0;
        for (int i = polynomial.length - 1; i >= 0; i--) {
            value = value * cotangent + polynomial[i];
        }
        return value * StrictMath.pow(Math.PI, n);
    }
}
