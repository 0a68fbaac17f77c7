package dev.credence.array;

/// The regularised incomplete gamma functions with their derivatives, on single doubles.
///
/// `lower` is `P(a, x)`, the distribution function of a gamma variable of shape `a` and rate one,
/// and `upper` is `Q(a, x) = 1 - P(a, x)`. They are NaN unless `a > 0` and `x >= 0`.
public final class IncompleteGamma {
    /// Up to here `x^a`, `exp(-x)` and `Gamma(a)` are doubles wherever their combination matters.
    private static final double DIRECT = 100;

    /// Beyond this Temme's expansion serves within three standard deviations of the mean.
    private static final double LARGE = 200;

    private static final double STEP = 1e40;

    /// From here on the expansion serves everywhere, and the derivative by the shape is that of the
    /// normal limit.
    private static final double NORMAL = 1e8;

    private static final int MOST_TERMS = 200_000;

    private IncompleteGamma() {}

    /// `P(a, x)`, within 40 ulp for `a` up to 10,000.
    public static double lower(double a, double x) {
        if (!(a > 0) || !(x >= 0)) return Double.NaN;
        if (a == Double.POSITIVE_INFINITY) return limit(x, 0);
        if (x == 0) return 0;
        if (x == Double.POSITIVE_INFINITY) return 1;
        if (isCentral(a, x)) return central(a, x, true);
        return isBelow(a, x) ? power(a, x) * seriesSum(a, x) : 1 - above(a, x);
    }

    /// `Q(a, x)`, as accurate as [#lower].
    public static double upper(double a, double x) {
        if (!(a > 0) || !(x >= 0)) return Double.NaN;
        if (a == Double.POSITIVE_INFINITY) return limit(x, 1);
        if (x == 0) return 1;
        if (x == Double.POSITIVE_INFINITY) return 0;
        if (isCentral(a, x)) return central(a, x, false);
        if (!isBelow(a, x)) return above(a, x);
        double lower = power(a, x) * seriesSum(a, x);
        return lower < 0.5 || a > 1 ? 1 - lower : smallShape(a, x);
    }

    /// Whether the series of `P` is used: there `P` is smaller than `Q`, or `a` is small.
    private static boolean isBelow(double a, double x) {
        return x < Math.max(a, 1.1);
    }

    private static boolean isCentral(double a, double x) {
        return a > LARGE && (a >= NORMAL || Math.abs(x - a) < 3 * Math.sqrt(a));
    }

    private static double central(double a, double x, boolean lower) {
        // One spacing of doubles is many standard deviations.
        if (a > STEP) return x == a ? 0.5 : x > a == lower ? 1 : 0;
        return TemmeExpansion.value(a, x, lower);
    }

    private static double above(double a, double x) {
        return power(a, x) * a * fractionValue(a, x);
    }

    /// `Q(a, x)` for `a` below one and `x` around it or less: one less the first term of the series
    /// of alternating terms, then the others.
    private static double smallShape(double a, double x) {
        double log = a * StrictMath.log(x) - LogGamma.onePlus(a);
        double power = 1;
        double sum = 0;
        for (int n = 1; n < 40; n++) {
            power *= -x / n;
            double term = power * a / (a + n);
            sum += term;
            if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
        }
        return -StrictMath.expm1(log) - StrictMath.exp(log) * sum;
    }

    private static double seriesSum(double a, double x) {
        double sum = 1;
        double term = 1;
        for (int n = 1; term > 1e-18 * sum; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    /// `1 / (x + 1 - a + K(n (a - n) / (x + 2 n + 1 - a)))`, from the last term that counts back to
    /// the first, which rounds less than Lentz's algorithm; this finds that term.
    private static double fractionValue(double a, double x) {
        double b = x + 1 - a;
        double c = Double.POSITIVE_INFINITY;
        double d = 1 / b;
        int last = 1;
        for (; last < MOST_TERMS; last++) {
            double numerator = last * (a - last);
            double divisor = b + 2.0 * last;
            d = 1 / (divisor + numerator * d);
            c = divisor + numerator / c;
            if (Math.abs(c * d - 1) < 1e-16) break;
        }
        double tail = 0;
        for (int n = last; n > 0; n--) tail = n * (a - n) / (b + 2.0 * n + tail);
        return 1 / (b + tail);
    }

    private static double limit(double x, double value) {
        return x >= 0 && x < Double.POSITIVE_INFINITY ? value : Double.NaN;
    }

    /// `x^(a - 1) exp(-x) / Gamma(a)`, the derivative of `P` by `x`: the gamma density. Within 10
    /// ulp for `a` up to 10,000.
    public static double density(double a, double x) {
        if (!(a > 0) || !(x >= 0)) return Double.NaN;
        if (x == 0) return a < 1 ? Double.POSITIVE_INFINITY : a == 1 ? 1 : 0;
        if (x == Double.POSITIVE_INFINITY || a == Double.POSITIVE_INFINITY) return 0;
        return power(a, x) * (a / x);
    }

    /// `x^a exp(-x) / Gamma(a + 1)`.
    private static double power(double a, double x) {
        if (a <= DIRECT && x < 700) return StrictMath.pow(x, a) * StrictMath.exp(-x) / factorial(a);
        if (a < 10) return StrictMath.exp(a * StrictMath.log(x) - x - LogGamma.value(a + 1));
        return Saddle.gammaFactor(a, x)
                * StrictMath.exp(-Saddle.stirlingError(a))
                / Math.sqrt(2 * Math.PI * a);
    }

    /// `Gamma(a + 1)`, of a sum that is rounded only where that does not matter.
    private static double factorial(double a) {
        return a < 1 ? SpecialFunctions.gamma(a + 1) : a * SpecialFunctions.gamma(a);
    }

    /// The derivative of `P` by `a`, which is never positive; that of `Q` is its opposite.
    ///
    /// The series of `P` for `x <= a + 1`, else the continued fraction of `Q` (Moore 1982,
    /// algorithm AS 187), differentiated term by term. Within 30 ulp.
    public static double shapeDerivative(double a, double x) {
        if (!(a > 0) || !(x >= 0)) return Double.NaN;
        if (x == 0 || x == Double.POSITIVE_INFINITY || a == Double.POSITIVE_INFINITY) return -0.0;
        double first = power(a, x);
        if (first == 0) return -0.0;
        if (a > NORMAL) return -first * a / x * (1 + (x - a) / (2 * a));
        return x <= a + 1 ? series(a, x, first) : -fraction(a, x, first);
    }

    /// `log(x) - digamma(a)`, accurate where the two are near one another.
    private static double score(double a, double x) {
        double ratio = (x - a) / a;
        double log = Math.abs(ratio) < 0.5 ? StrictMath.log1p(ratio) : StrictMath.log(x / a);
        return log + Polygamma.logLess(a);
    }

    /// The terms are `x^(a + n) exp(-x) / Gamma(a + n + 1)`, their derivatives `log(x) - digamma(a
    /// + n + 1)` times as large.
    private static double series(double a, double x, double first) {
        double term = first;
        // Beside a shape of zero, digamma and its step to the next shape would cancel.
        double slope = a < 1 ? StrictMath.log(x) - Polygamma.digamma(a + 1) : score(a, x) - 1 / a;
        double sum = 0;
        for (int n = 1; n < MOST_TERMS; n++) {
            sum += term * slope;
            term *= x / (a + n);
            slope -= 1 / (a + n);
            if (slope < 0 && -term * slope < 1e-17 * Math.abs(sum) * (1 - x / (a + n + 1))) break;
        }
        return sum;
    }

    /// The derivative of `Q = first a / (x + 1 - a + K(n (a - n) / (x + 2 n + 1 - a)))` by Lentz's
    /// algorithm on pairs of a value and its derivative.
    private static double fraction(double a, double x, double first) {
        double b = x + 1 - a;
        double d = 1 / b;
        double dSlope = d * d;
        double c = Double.POSITIVE_INFINITY;
        double cSlope = 0;
        double value = d;
        double logSlope = d;
        for (int n = 1; n < MOST_TERMS; n++) {
            double numerator = n * (a - n);
            b += 2;
            double divisor = b + numerator * d;
            double divisorSlope = -1 + n * d + numerator * dSlope;
            double old = c;
            c = b + numerator / old;
            cSlope = -1 + n / old - numerator * cSlope / old / old;
            d = 1 / divisor;
            dSlope = -divisorSlope * d * d;
            double change = cSlope / c - divisorSlope * d;
            value *= c * d;
            logSlope += change;
            if (Math.abs(c * d - 1) < 1e-16 && Math.abs(change) < 1e-17 * Math.abs(logSlope)) break;
        }
        return first * a * value * (score(a, x) + logSlope);
    }
}
