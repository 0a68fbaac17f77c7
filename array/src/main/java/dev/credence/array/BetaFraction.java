package dev.credence.array;

/// The incomplete beta function where a parameter is small or very large, by a continued fraction.
///
/// Didonato and Morris (1992), Algorithm 708, equation 9, which keeps its accuracy below the mean;
/// above it the function is one less that of the opposite tail. Where this tail is nearly one
/// because its parameter is small, the difference is a series.
final class BetaFraction {
    private static final int MOST_TERMS = 10_000_000;

    // Of the rule with eight nodes, which are symmetric.
    private static final double[] NODES = {
        0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363
    };
    private static final double[] WEIGHTS = {
        0.362683783378362, 0.31370664587788727, 0.22238103445337448, 0.10122853629037626
    };

    private BetaFraction() {}

    /// `I_x(a, b)` for defined arguments; NaN where parameters are too large for the fraction.
    static double lower(double a, double b, double x) {
        if (x == 0) return 0;
        if (x == 1) return 1;
        double y = 1 - x;
        return isBelow(a, b, x) ? below(a, b, x, y) : lessBelow(b, a, y, x);
    }

    /// `1 - I_x(a, b)`.
    static double upper(double a, double b, double x) {
        if (x == 0) return 1;
        if (x == 1) return 0;
        double y = 1 - x;
        return isBelow(a, b, x) ? lessBelow(a, b, x, y) : below(b, a, y, x);
    }

    private static boolean isBelow(double a, double b, double x) {
        return x <= (a + 1) / (a + b + 2);
    }

    private static double lessBelow(double a, double b, double x, double y) {
        double below = below(a, b, x, y);
        return below < 0.5 || a >= 1 ? 1 - below : smallParameter(a, b, x, y);
    }

    /// `x^a y^b / B(a, b)` over a fraction of positive terms; Lentz's algorithm.
    private static double below(double a, double b, double x, double y) {
        double front = IncompleteBeta.power(a, b, x, y);
        if (front == 0) return 0;
        double excess = Math.fma(a, y, -b * x) + 1;
        double c = a * (excess / (a + 1));
        double value = c;
        double d = 0;
        for (int n = 1; n < MOST_TERMS; n++) {
            double odd = a + (2 * n - 1);
            double numerator =
                    (a + (n - 1)) / odd * x * ((a + b + (n - 1)) / odd * x) * n * (b - n);
            double divisor =
                    n
                            + n * (b - n) * x / odd
                            + (a + n) / (a + (2 * n + 1)) * (excess + n * (1 + y));
            d = 1 / (divisor + numerator * d);
            c = divisor + numerator / c;
            value *= c * d;
            if (Math.abs(c * d - 1) < 2e-16) return front / value;
        }
        return Double.NaN;
    }

    /// `1 - I_x(a, b)` for `a` below one and `x` not beyond the mean or so: `I` is `x^a / (a B(a,
    /// b))` times the sum of `a (1 - b) ... (n - b) x^n / (n! (a + n))`, of which the first term is
    /// nearly one.
    private static double smallParameter(double a, double b, double x, double y) {
        double log = x < 0.5 ? StrictMath.log(x) : StrictMath.log1p(-y);
        double exponent = a * log - LogGamma.onePlus(a) + logPochhammer(b, a);
        double power = 1;
        double sum = 0;
        for (int n = 1; n < 1000; n++) {
            power *= (n - b) / n * x;
            double term = power * a / (a + n);
            sum += term;
            if (Math.abs(term) <= 1e-17 * Math.abs(sum)) break;
        }
        return -StrictMath.expm1(exponent) - StrictMath.exp(exponent) * sum;
    }

    /// `lgamma(x + d) - lgamma(x)` for `d` in `[0, 1)`.
    private static double logPochhammer(double x, double d) {
        if (x < 1) return logPochhammer(x + 1, d) - StrictMath.log1p(d / x);
        if (d > 0.25 || x > 1e15) return -LogBeta.difference(x, d);
        // The integral of digamma by Gauss and Legendre.
        double sum = 0;
        for (int i = 0; i < NODES.length; i++) {
            double offset = 0.5 * d * NODES[i];
            double middle = x + 0.5 * d;
            double both = Polygamma.digamma(middle - offset) + Polygamma.digamma(middle + offset);
            sum += WEIGHTS[i] * both;
        }
        return 0.5 * d * sum;
    }
}
