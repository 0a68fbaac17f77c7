package dev.credence.array;

/// The parts of gamma and beta densities that are near one where the density is large, so that its
/// exponent is no difference of large numbers.
///
/// Loader (2000), Fast and accurate computation of binomial probabilities; powers are an
/// alternative where his exponents are large.
final class Saddle {
    // Stirling's series: B(2k) / (2k (2k - 1)).
    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156
    };

    private static final double HALF_LOG_2_PI = 0.9189385332046728;

    /// Powers with a larger exponent are cut in halves.
    private static final double LARGEST_EXPONENT = 600;

    private Saddle() {}

    /// `log Gamma(x + 1) - (x + 1/2) log(x) + x - log(2 pi) / 2`, the error of Stirling's formula.
    static double stirlingError(double x) {
        if (x < 1) return LogGamma.onePlus(x) - (x + 0.5) * StrictMath.log(x) + x - HALF_LOG_2_PI;
        double moved = 0;
        double z = x;
        while (z < 15) {
            moved += (z + 0.5) * StrictMath.log1p(1 / z) - 1;
            z += 1;
        }
        double square = 1 / (z * z);
        double sum = 0;
        for (int i = STIRLING.length - 1; i >= 0; i--) sum = sum * square + STIRLING[i];
        return moved + sum / z;
    }

    /// `(x / a)^a exp(a - x)`: one at `x = a`, smaller elsewhere.
    static double gammaFactor(double a, double x) {
        double difference = a - x;
        double ratio = x / a;
        double exponent = Math.max(Math.abs(a * StrictMath.log(ratio)), Math.abs(difference));
        double byDeviance = deviance(a, x, difference);
        int halvings = halvings(exponent);
        if (byDeviance < 1 << halvings) return StrictMath.exp(-byDeviance);
        if (halvings > 20) return StrictMath.exp(-byDeviance);
        double scale = Math.scalb(1.0, -halvings);
        double lost = (a - (difference + x)) * scale;
        double root = power(x, 0, a, a * scale) * StrictMath.exp(difference * scale) * (1 + lost);
        return squared(root, halvings);
    }

    /// `(x n / a)^a (y n / b)^b` with `n = a + b`, `y = 1 - x`: one at `x = a / n`, smaller
    /// elsewhere.
    static double betaFactor(double a, double b, double x) {
        double n = a + b;
        double y = 1 - x;
        double yRest = 1 - y - x;
        double difference = Math.fma(a, y, -b * x) + a * yRest;
        double exponentA = Math.abs(a * StrictMath.log(n / a * x));
        double exponentB = Math.abs(b * StrictMath.log(n / b * y));
        double byDeviance = deviance(a, n * x, difference) + deviance(b, n * y, -difference);
        int halvings = halvings(Math.max(exponentA, exponentB));
        if (byDeviance < 1 << halvings || halvings > 20) return StrictMath.exp(-byDeviance);
        double scale = Math.scalb(1.0, -halvings);
        double nRest = a > b ? b - (n - a) : a - (n - b);
        double root =
                power(n * x, Math.fma(n, x, -(n * x)) + nRest * x, a, a * scale)
                        * power(
                                n * y,
                                Math.fma(n, y, -(n * y)) + nRest * y + n * yRest,
                                b,
                                b * scale);
        return squared(root, halvings);
    }

    /// `Gamma(a) Gamma(b) / Gamma(a + b)` for parameters that are not small.
    static double beta(double a, double b) {
        double n = a + b;
        double lost = a > b ? b - (n - a) : a - (n - b);
        double powers = power(a, 0, n, a) * power(b, 0, n, b) * (1 - lost);
        double stirling = stirlingError(a) + stirlingError(b) - stirlingError(n);
        return powers * StrictMath.exp(stirling) * Math.sqrt(2 * Math.PI * (n / a / b));
    }

    /// `Gamma(x + n) / Gamma(x)` for large `x`.
    static double gammaRatio(double x, double n) {
        double up = x + n;
        double log = StrictMath.log1p(n / x);
        double exponent =
                Math.abs(n) < 0.25 * x
                        ? (n + 0.5) * log - deviance(x, up, -n)
                        : (up + 0.5) * log - n;
        double stirling = stirlingError(up) - stirlingError(x);
        return StrictMath.pow(x, n) * StrictMath.exp(exponent + stirling) * (x / up);
    }

    private static int halvings(double exponent) {
        if (!(exponent < 1e300)) return 30;
        return Math.max(0, Math.getExponent(exponent / LARGEST_EXPONENT) + 1);
    }

    private static double squared(double root, int times) {
        double value = root;
        for (int i = 0; i < times; i++) value *= value;
        return value;
    }

    /// `((numerator + rest) / divisor)^exponent` for a rest that is lost in the numerator.
    private static double power(double numerator, double rest, double divisor, double exponent) {
        double ratio = numerator / divisor;
        double lost = (Math.fma(-ratio, divisor, numerator) + rest) / divisor;
        return StrictMath.pow(ratio, exponent) * (1 + exponent * lost / ratio);
    }

    /// `x log(x / m) + m - x` for `difference = x - m`: zero at `x = m` and positive elsewhere.
    static double deviance(double x, double m, double difference) {
        if (Math.abs(difference) >= 0.1 * (x + m)) return x * StrictMath.log(x / m) - difference;
        double v = difference / (x + m);
        double sum = difference * v;
        double power = 2 * x * v;
        double square = v * v;
        for (int k = 1; k < 1000; k++) {
            power *= square;
            double next = sum + power / (2 * k + 1);
            if (next == sum) break;
            sum = next;
        }
        return sum;
    }
}
