package dev.credence.array;

/// The derivatives of the incomplete beta function by its parameters.
///
/// `I_x(a, b)` is the sum over `n` of `x^(a + n) (1 - x)^b Gamma(a + b + n) / (Gamma(a + n + 1)
/// Gamma(b))`, terms that are positive and, below the mean, all change in one direction with a
/// parameter; above it the same holds for `1 - I_(1 - x)(b, a)`. Where that converges slowly, the
/// continued fraction is differentiated, as Boik and Robison-Cox (1998), Journal of Statistical
/// Software 3(1), do.
final class BetaDerivatives {
    /// The largest argument for the series.
    private static final double SERIES = 0.99;

    private static final int MOST_TERMS = 100_000;

    private BetaDerivatives() {}

    /// The sum of the terms over the first one, which is `x^a (1 - x)^b / (a B(a, b))`.
    static double sum(double a, double b, double x) {
        double term = 1;
        double sum = 1;
        for (int n = 0; n < MOST_TERMS; n++) {
            term *= (a + b + n) / (a + n + 1) * x;
            sum += term;
            if (term < 1e-17 * sum * (1 - x)) break;
        }
        return sum;
    }

    /// The derivative by `a`, for `x` and `y = 1 - x` inside.
    static double first(double a, double b, double x, double y) {
        double mean = a / (a + b);
        boolean direct = x <= Math.max(mean, (a + 1) / (a + b + 2));
        boolean mirrored = x >= mean;
        if (direct && (x <= 0.5 || !mirrored)) {
            if (x <= SERIES) return series(a, b, x, y, false);
        } else if (y <= SERIES) return -series(b, a, y, x, true);
        return isLow(a, b, x) ? fraction(a, b, x, y, 0) : -fraction(b, a, y, x, 1);
    }

    /// The derivative by `b`.
    static double second(double a, double b, double x, double y) {
        return -first(b, a, y, x);
    }

    /// The derivative of the series by `a`, or by `b` if `other`: term by term `log(x) + digamma(a
    /// + b + n) - digamma(a + n + 1)` and `log(y) + digamma(a + b + n) - digamma(b)` times as
    ///   large.
    private static double series(double a, double b, double x, double y, boolean other) {
        double slope;
        if (other) slope = log(y, x) + Polygamma.increase(b, a);
        else {
            double shift =
                    b > 1 ? Polygamma.increase(a + 1, b - 1) : -Polygamma.increase(a + b, 1 - b);
            slope = log(x, y) + shift;
        }
        double term = 1;
        double sum = 0;
        for (int n = 0; n < MOST_TERMS; n++) {
            sum += term * slope;
            slope += other ? 1 / (a + b + n) : (1 - b) / ((a + b + n) * (a + n + 1));
            term *= (a + b + n) / (a + n + 1) * x;
            if (term * Math.abs(slope) < 1e-17 * Math.abs(sum) * y) break;
        }
        return IncompleteBeta.power(a, b, x, y) / a * sum;
    }

    /// `log(x)` for `y = 1 - x`.
    private static double log(double x, double y) {
        return x < 0.5 ? StrictMath.log(x) : StrictMath.log1p(-y);
    }

    /// Whether the continued fraction converges quickly.
    private static boolean isLow(double a, double b, double x) {
        return x * (a + b + 2) <= a + 1;
    }

    /// The derivative of `I = x^a y^b / (a B(a, b)) / (1 + K(d(n) / 1))` by `a` (0) or `b` (1), by
    /// Lentz's algorithm on pairs of a value and its derivative.
    private static double fraction(double a, double b, double x, double y, int parameter) {
        double front = IncompleteBeta.power(a, b, x, y);
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
            double below = (a + n - 1) * (a + n);
            double belowSlope = da / (a + n - 1) + da / (a + n);
            double numerator;
            double numeratorSlope;
            if (n % 2 == 0) {
                numerator = m * (b - m) * x / below;
                numeratorSlope = m * db * x / below - numerator * belowSlope;
            } else {
                numerator = -(a + m) * (a + b + m) * x / below;
                numeratorSlope = numerator * (da / (a + m) + 1 / (a + b + m) - belowSlope);
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
            boolean settled = Math.abs(c * d - 1) < 1e-16;
            if (settled && Math.abs(change) <= 1e-17 * Math.abs(logSlope)) break;
        }
        double score =
                parameter == 0
                        ? log(x, y) + Polygamma.increase(a, b) - 1 / a
                        : log(y, x) + Polygamma.increase(b, a);
        return front / a / value * (score - logSlope);
    }
}
