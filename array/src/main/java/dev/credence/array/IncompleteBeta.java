package dev.credence.array;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/// The regularised incomplete beta function `I_x(a, b)`, the distribution function of a beta
/// variable, with its derivatives, on single doubles.
///
/// All are NaN unless `a > 0`, `b > 0` and `x` is in `[0, 1]`.
public final class IncompleteBeta {
    /// Up to here a parameter makes no large exponents.
    private static final double SMALL = 10;

    private static final int MOST_TERMS = 100_000;

    private IncompleteBeta() {}

    /// `I_x(a, b)`, within 200 ulp for parameters up to some 1,000.
    public static double value(double a, double b, double x) {
        if (!isDefined(a, b, x)) return Double.NaN;
        try {
            return RegularizedBeta.value(x, a, b);
        } catch (ArithmeticException _) {
            // A continued fraction fails at parameters of some 1e300.
            return Double.NaN;
        }
    }

    static boolean isDefined(double a, double b, double x) {
        return a > 0
                && b > 0
                && a < Double.POSITIVE_INFINITY
                && b < Double.POSITIVE_INFINITY
                && x >= 0
                && x <= 1;
    }

    /// `x^(a - 1) (1 - x)^(b - 1) / B(a, b)`, the derivative by `x`: the beta density.
    public static double density(double a, double b, double x) {
        if (!isDefined(a, b, x)) return Double.NaN;
        if (x == 0) return a < 1 ? Double.POSITIVE_INFINITY : a == 1 ? b : 0;
        if (x == 1) return b < 1 ? Double.POSITIVE_INFINITY : b == 1 ? a : 0;
        return power(a, b, x) / x / (1 - x);
    }

    /// `x^a (1 - x)^b / B(a, b)`.
    static double power(double a, double b, double x) {
        if (Math.min(a, b) > SMALL) {
            double n = a + b;
            double stirling =
                    Saddle.stirlingError(n) - Saddle.stirlingError(a) - Saddle.stirlingError(b);
            return Saddle.betaFactor(a, b, x)
                    * Math.exp(stirling)
                    * Math.sqrt(a / n * b / (2 * Math.PI));
        }
        double y = 1 - x;
        double yRest = 1 - y - x;
        double powers = Math.pow(x, a) * Math.pow(y, b) * (1 + b * yRest / y);
        double beta = SpecialFunctions.beta(a, b);
        if (powers > 1e-290 && beta > 1e-290) return powers / beta;
        return Math.exp(a * Math.log(x) + b * Math.log1p(-x) - SpecialFunctions.logBeta(a, b));
    }

    /// The derivative by `a`, which is never positive.
    ///
    /// The continued fraction differentiated term by term, as Boik and Robison-Cox (1998), Journal
    /// of Statistical Software 3(1), do.
    public static double firstDerivative(double a, double b, double x) {
        if (!isDefined(a, b, x)) return Double.NaN;
        if (x == 0 || x == 1) return -0.0;
        return isLow(a, b, x) ? slope(a, b, x, 1 - x, 0) : -slope(b, a, 1 - x, x, 1);
    }

    /// The derivative by `b`, which is never negative.
    public static double secondDerivative(double a, double b, double x) {
        if (!isDefined(a, b, x)) return Double.NaN;
        if (x == 0 || x == 1) return 0;
        return isLow(a, b, x) ? slope(a, b, x, 1 - x, 1) : -slope(b, a, 1 - x, x, 0);
    }

    /// Whether the continued fraction converges quickly.
    private static boolean isLow(double a, double b, double x) {
        return x * (a + b + 2) <= a + 1;
    }

    /// The derivative of `I = x^a y^b / (a B(a, b)) / (1 + K(d(n) / 1))` by `a` (0) or `b` (1), by
    /// Lentz's algorithm on pairs of a value and its derivative.
    private static double slope(double a, double b, double x, double y, int parameter) {
        double front = x < y ? power(a, b, x) : power(b, a, y);
        if (front == 0) return 0;
        double da = 1 - parameter;
        double db = parameter;
        double c = 1;
        double cSlope = 0;
        double d = 0;
        double dSlope = 0;
        double value = 1;
        double logSlope = 0;
        for (int n = 1; n < MOST_TERMS; n++) {
            int m = n / 2;
            double numerator;
            double numeratorSlope;
            double below = (a + n - 1) * (a + n);
            double belowLogSlope = da / (a + n - 1) + da / (a + n);
            if (n % 2 == 0) {
                numerator = m * (b - m) * x / below;
                numeratorSlope = m * db * x / below - numerator * belowLogSlope;
            } else {
                numerator = -(a + m) * (a + b + m) * x / below;
                numeratorSlope =
                        numerator * (da / (a + m) + (da + db) / (a + b + m) - belowLogSlope);
            }
            double divisor = 1 + numerator * d;
            double divisorSlope = numeratorSlope * d + numerator * dSlope;
            cSlope = numeratorSlope / c - numerator * cSlope / c / c;
            c = 1 + numerator / c;
            d = 1 / divisor;
            dSlope = -divisorSlope * d * d;
            double change = cSlope / c - divisorSlope * d;
            value *= c * d;
            logSlope += change;
            if (Math.abs(c * d - 1) < 1e-16 && Math.abs(change) <= 1e-17 * Math.abs(logSlope))
                break;
        }
        double score = parameter == 0 ? score(a, b, x, y) - 1 / a : score(b, a, y, x);
        return front / a / value * (score - logSlope);
    }

    /// `log(x) - digamma(a) + digamma(a + b)`, accurate where it is small.
    private static double score(double a, double b, double x, double y) {
        double ratio = (x * b - y * a) / a;
        double log =
                Math.abs(ratio) < 0.5
                        ? Math.log1p(ratio)
                        : x < 0.5
                                ? Math.log(x) + Math.log1p(b / a)
                                : Math.log1p(-y) + Math.log1p(b / a);
        return log + Polygamma.logLess(a) - Polygamma.logLess(a + b);
    }
}
