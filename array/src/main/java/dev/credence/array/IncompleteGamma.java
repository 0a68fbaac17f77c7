package dev.credence.array;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/// The regularised incomplete gamma functions with their derivatives, on single doubles.
///
/// `lower` is `P(a, x)`, the distribution function of a gamma variable of shape `a` and rate one,
/// and `upper` is `Q(a, x) = 1 - P(a, x)`. They are NaN unless `a > 0` and `x >= 0`.
public final class IncompleteGamma {
    /// Up to here `x^a`, `exp(-x)` and `Gamma(a)` are doubles wherever their combination matters.
    private static final double DIRECT = 100;

    /// From here on the derivative by the shape is that of the normal limit.
    private static final double NORMAL = 1e8;

    private static final int MOST_TERMS = 200_000;

    private IncompleteGamma() {}

    /// `P(a, x)`, within 40 ulp for `a` up to 10,000.
    public static double lower(double a, double x) {
        if (a == Double.POSITIVE_INFINITY) return limit(x, 0);
        if (x > 0 && isTail(a, a - x)) return power(a, x) * seriesSum(a, x);
        if (isFar(a, x)) return uniform(a, x, -1);
        return RegularizedGamma.P.value(notTiny(a), x);
    }

    /// `Q(a, x)`, as accurate as [#lower].
    public static double upper(double a, double x) {
        if (a == Double.POSITIVE_INFINITY) return limit(x, 1);
        if (x < Double.POSITIVE_INFINITY && isTail(a, x - a))
            return power(a, x) * a * fractionValue(a, x);
        if (isFar(a, x)) return uniform(a, x, 1);
        return RegularizedGamma.Q.value(notTiny(a), x);
    }

    /// The library divides by a shape.
    private static double notTiny(double a) {
        return a > 0 ? Math.max(a, 1e-300) : a;
    }

    /// Whether own sums are more accurate than those of the library.
    private static boolean isTail(double a, double distance) {
        return a > DIRECT && a < NORMAL && distance > 3 * Math.sqrt(a);
    }

    /// Whether sums would need too many terms.
    private static boolean isFar(double a, double x) {
        return a >= NORMAL
                && x >= 0
                && x < Double.POSITIVE_INFINITY
                && Math.abs(x - a) > 3 * Math.sqrt(a);
    }

    /// `Q(a, x)`, or for `side` -1 `P(a, x)`, by Temme's uniform expansion up to its first
    /// coefficient (DLMF 8.12.3, 8.12.4 and 8.12.7); the next is smaller by `a`.
    private static double uniform(double a, double x, int side) {
        double mu = (x - a) / a;
        double eta = Math.copySign(Math.sqrt(2 * (mu - Math.log1p(mu))), mu);
        double coefficient = Math.abs(mu) < 1e-3 ? eta / 12 - 1 / 3.0 : 1 / mu - 1 / eta;
        double density = Math.exp(-0.5 * a * eta * eta) / Math.sqrt(2 * Math.PI * a);
        double normal = 0.5 * SpecialFunctions.erfc(side * eta * Math.sqrt(0.5 * a));
        return normal + side * density * coefficient;
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

    private static double fractionValue(double a, double x) {
        double b = x + 1 - a;
        double c = Double.POSITIVE_INFINITY;
        double d = 1 / b;
        double value = d;
        for (int n = 1; n < MOST_TERMS; n++) {
            double numerator = n * (a - n);
            b += 2;
            d = 1 / (b + numerator * d);
            c = b + numerator / c;
            value *= c * d;
            if (Math.abs(c * d - 1) < 1e-16) break;
        }
        return value;
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
        if (a <= DIRECT && x < 700)
            return StrictMath.pow(x, a) * StrictMath.exp(-x) / SpecialFunctions.gamma(a + 1);
        if (a < 10) return StrictMath.exp(a * StrictMath.log(x) - x - LogGamma.value(a + 1));
        return Saddle.gammaFactor(a, x)
                * StrictMath.exp(-Saddle.stirlingError(a))
                / Math.sqrt(2 * Math.PI * a);
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
