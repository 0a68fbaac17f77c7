package dev.credence.array;

/// The logarithm of the beta function without cancellation of large terms.
///
/// Didonato and Morris (1992), Algorithm 708: Stirling's formula with its large terms combined
/// where a parameter is large, else the recurrence from above 2.
final class LogBeta {
    private static final double LARGE = 10;
    private static final double HALF_LOG_2_PI = 0.9189385332046728;

    private LogBeta() {}

    /// For `0 < a <= b`.
    static double value(double a, double b) {
        if (a > LARGE) return large(a, b);
        if (b > LARGE) return LogGamma.value(a) + difference(b, a);
        double product = 1;
        double p = a;
        double q = b;
        while (q > 2) {
            q -= 1;
            product *= q / (p + q);
        }
        while (p > 2) {
            p -= 1;
            product *= p / (p + q);
        }
        double rest = LogGamma.value(p) + difference(q, p);
        return product == 1 ? rest : StrictMath.log(product) + rest;
    }

    private static double large(double a, double b) {
        double ratio = a / b;
        double correction =
                LogGamma.correction(a) + (LogGamma.correction(b) - LogGamma.correction(a + b));
        double first = (a - 0.5) * StrictMath.log(ratio / (1 + ratio));
        double second = b * StrictMath.log1p(ratio);
        return HALF_LOG_2_PI - 0.5 * StrictMath.log(b) + correction + first - second;
    }

    /// `lgamma(x) - lgamma(x + d)` for positive `x` and `d`.
    static double difference(double x, double d) {
        if (x < LARGE) {
            double up = x + d;
            double lost = d > x ? x - (up - d) : d - (up - x);
            return LogGamma.value(x) - LogGamma.value(up) - lost * Polygamma.digamma(up);
        }
        double correction = LogGamma.correction(x) - LogGamma.correction(x + d);
        double second = d * (StrictMath.log(x) - 1);
        return correction - (x + (d - 0.5)) * StrictMath.log1p(d / x) - second;
    }
}
