package dev.credence.array;

/// The regularised incomplete beta function `I_x(a, b)`, the distribution function of a beta
/// variable, with its derivatives, on single doubles.
///
/// All are NaN unless `a > 0`, `b > 0` and `x` is in `[0, 1]`.
public final class IncompleteBeta {
    /// Up to here a parameter makes no large exponents.
    private static final double SMALL = 10;

    /// Up to here the series of positive terms is used.
    private static final double LARGE = 1e5;

    /// Parameters below this leave no mass between zero and one.
    private static final double TINY = 1e-290;

    private IncompleteBeta() {}

    /// `I_x(a, b)`, within 50 ulp for parameters up to some 1,000.
    public static double value(double a, double b, double x) {
        if (!isDefined(a, b, x)) return Double.NaN;
        if (isTwoPoints(a, b, x)) return b / (a + b);
        if (!isSummed(a, b, x)) return BetaFraction.lower(a, b, x);
        return x <= a / (a + b) ? summed(a, b, x, 1 - x) : 1 - summed(b, a, 1 - x, x);
    }

    /// `1 - I_x(a, b)`, as accurate as [#value].
    public static double complement(double a, double b, double x) {
        if (!isDefined(a, b, x)) return Double.NaN;
        if (isTwoPoints(a, b, x)) return a / (a + b);
        if (!isSummed(a, b, x)) return BetaFraction.upper(a, b, x);
        return x <= a / (a + b) ? 1 - summed(a, b, x, 1 - x) : summed(b, a, 1 - x, x);
    }

    /// Whether all mass is at zero and one, to all digits.
    private static boolean isTwoPoints(double a, double b, double x) {
        return a < TINY && b < TINY && x > 0 && x < 1;
    }

    private static boolean isSummed(double a, double b, double x) {
        return Math.min(a, b) > SMALL && Math.max(a, b) < LARGE && x > 0 && x < 1;
    }

    private static double summed(double a, double b, double x, double y) {
        return power(a, b, x, y) / a * BetaDerivatives.sum(a, b, x);
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
        return power(a, b, x, 1 - x) / x / (1 - x);
    }

    /// `x^a y^b / B(a, b)` for `y = 1 - x`; the smaller of the two is taken as exact.
    static double power(double a, double b, double x, double y) {
        if (x > y) return power(b, a, y, x);
        if (Math.min(a, b) > SMALL) {
            double n = a + b;
            double stirling =
                    Saddle.stirlingError(n) - Saddle.stirlingError(a) - Saddle.stirlingError(b);
            double scale = Math.sqrt(a / n * b / (2 * Math.PI));
            return Saddle.betaFactor(a, b, x) * StrictMath.exp(stirling) * scale;
        }
        double lost = 1 - y - x;
        double powers = StrictMath.pow(x, a) * StrictMath.pow(y, b) * (1 + b * lost / y);
        double beta = SpecialFunctions.beta(a, b);
        if (powers > 1e-305 && beta > 1e-290) return powers / beta;
        return StrictMath.exp(
                a * StrictMath.log(x) + b * StrictMath.log1p(-x) - SpecialFunctions.logBeta(a, b));
    }

    /// The derivative by `a`, which is never positive.
    public static double firstDerivative(double a, double b, double x) {
        if (!isDefined(a, b, x)) return Double.NaN;
        return x == 0 || x == 1 ? -0.0 : BetaDerivatives.first(a, b, x, 1 - x);
    }

    /// The derivative by `b`, which is never negative.
    public static double secondDerivative(double a, double b, double x) {
        if (!isDefined(a, b, x)) return Double.NaN;
        return x == 0 || x == 1 ? 0 : BetaDerivatives.second(a, b, x, 1 - x);
    }
}
