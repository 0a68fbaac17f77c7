package dev.credence.array;

/// The special functions of densities and their gradients, on single doubles.
///
/// All propagate NaN. Stated errors are the largest seen against 50-digit values, in units in the
/// last place (ulp), away from roots unless stated.
public final class SpecialFunctions {
    private static final double LOG_2 = 0.6931471805599453;
    private static final double SQRT_2 = 1.4142135623730951;
    private static final double SQRT_HALF = 0.7071067811865476;

    private static final double SQRT_PI = 1.772453850905516;
    private static final double LARGE_ERFCX = 12;
    private static final int LONGEST_PRODUCT = 100;

    private SpecialFunctions() {}

    /// `log |Gamma(x)|`, within 2 ulp; positive infinity at zero and the negative integers.
    public static double lgamma(double x) {
        if (x <= 0 && x == Math.rint(x)) return Double.POSITIVE_INFINITY;
        return LogGamma.value(x) + 0.0;
    }

    /// The derivative of [#lgamma], within 4 ulp for positive `x`, beside its root 1.4616 too. For
    /// negative `x` within 4 ulp of the larger of its two terms in the reflection formula, so less
    /// accurate beside a root. Zero gives an infinity of the other sign, negative integers NaN.
    public static double digamma(double x) {
        return Polygamma.digamma(x);
    }

    /// `digamma(x + d) - digamma(x)`, for positive `x` and `x + d` within 5 ulp also where the two
    /// are near one another. Beside two poles the difference keeps its digits too.
    public static double digammaIncrease(double x, double d) {
        return Polygamma.anyIncrease(x, d);
    }

    /// The derivative of [#digamma], within 5 ulp; positive infinity at zero and the negative
    /// integers.
    public static double trigamma(double x) {
        return Polygamma.trigamma(x);
    }

    /// The error function, within 2 ulp.
    public static double erf(double x) {
        return ErrorFunctions.erf(x);
    }

    /// `1 - erf(x)` without cancellation, within 3 ulp.
    public static double erfc(double x) {
        return ErrorFunctions.erfc(x);
    }

    /// `exp(x²) erfc(x)`, which neither over- nor underflows for positive `x`; within 3 ulp.
    public static double erfcx(double x) {
        return ErrorFunctions.erfcx(x);
    }

    /// The derivative of [#erfcx]; 1e-13 relative, also where it is a small difference.
    public static double erfcxSlope(double x) {
        if (x < LARGE_ERFCX) return 2 * x * ErrorFunctions.erfcx(x) - 2 / SQRT_PI;
        double term = 1 / (x * x);
        double sum = 0;
        for (int k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
            sum += term;
            term *= -(2 * k + 1) / (2 * x * x);
        }
        return -sum / SQRT_PI;
    }

    /// The inverse of [#erf] on `[-1, 1]`, NaN outside; within 3 ulp.
    public static double erfinv(double p) {
        return InverseErrorFunctions.erfinv(p);
    }

    /// `log(1 - exp(x))` for `x <= 0`, NaN for positive `x`; within 3 ulp.
    ///
    /// Mächler (2012), Accurately computing log(1 - exp(-|a|)).
    public static double log1mexp(double x) {
        return x > -LOG_2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
    }

    /// `log(1 + exp(x))`, within 2 ulp.
    public static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }

    /// `1 / (1 + exp(-x))`, within 3 ulp.
    public static double sigmoid(double x) {
        double e = Math.exp(-Math.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    /// `log(p / (1 - p))` for `p` in `[0, 1]`, NaN outside; within 3 ulp.
    public static double logit(double p) {
        // Around one half the ratio is near one, and its logarithm would lose digits.
        if (p > 0.3 && p < 0.7) return StrictMath.log1p((2 * p - 1) / (1 - p));
        return StrictMath.log(p / (1 - p));
    }

    /// `log(exp(a) + exp(b))` without overflow.
    public static double logAddExp(double a, double b) {
        // Also keeps two equal infinities from being subtracted.
        if (a == b) return a + LOG_2;
        double difference = a - b;
        return difference > 0
                ? a + Math.log1p(Math.exp(-difference))
                : b + Math.log1p(Math.exp(difference));
    }

    /// The standard normal distribution function, within 4 ulp.
    public static double ndtr(double x) {
        if (x < -1) return normalTail(-x);
        return x > 1 ? 1 - normalTail(x) : 0.5 * ErrorFunctions.erfc(-x * SQRT_HALF);
    }

    /// The logarithm of the standard normal distribution function, within 5 ulp; it does not
    /// underflow.
    public static double logNdtr(double x) {
        if (x < -1) return StrictMath.log(0.5 * ErrorFunctions.erfcx(-x * SQRT_HALF)) - 0.5 * x * x;
        return x > 0
                ? StrictMath.log1p(-normalTail(x))
                : StrictMath.log(0.5 * ErrorFunctions.erfc(-x * SQRT_HALF));
    }

    /// The probability beyond a positive `x`.
    private static double normalTail(double x) {
        // exp(-x²/2) needs the square to more than a double, or loses x² ulp.
        double square = x * x;
        double rest = Math.fma(x, x, -square);
        double density = StrictMath.exp(-0.5 * square);
        if (density == 0) return 0;
        return 0.5 * ErrorFunctions.erfcx(x * SQRT_HALF) * density * (1 - 0.5 * rest);
    }

    /// The inverse of [#ndtr]: the standard normal quantile of a probability; NaN outside `[0, 1]`.
    public static double ndtri(double p) {
        return -SQRT_2 * InverseErrorFunctions.erfcinv(2 * p);
    }

    /// The inverse of [#erfc] on `[0, 2]`, NaN outside; within 2 ulp.
    public static double erfcinv(double p) {
        return InverseErrorFunctions.erfcinv(p);
    }

    /// The standard normal quantile of the probability `exp(y)`, for `y` where that underflows too;
    /// NaN for positive `y`.
    public static double ndtriExp(double y) {
        if (y > -1) return -ndtri(-StrictMath.expm1(y));
        if (y > -700 || !(y > Double.NEGATIVE_INFINITY)) return ndtri(StrictMath.exp(y));
        double x = -Math.sqrt(-2 * y);
        for (int i = 0; i < 20; i++) {
            // The derivative of logNdtr.
            double slope = Math.sqrt(2 / Math.PI) / ErrorFunctions.erfcx(-x * SQRT_HALF);
            double step = (logNdtr(x) - y) / slope;
            x -= step;
            if (Math.abs(step) <= 1e-9 * Math.abs(x)) break;
        }
        return x;
    }

    /// The gamma function, within 5 ulp; NaN at the negative integers.
    public static double gamma(double x) {
        if (x == 0) return 1 / x;
        return GammaFunction.value(x);
    }

    /// Pochhammer's symbol `Gamma(x + n) / Gamma(x)`, the rising factorial `x (x + 1) ... (x + n -
    /// 1)` for integer `n`; within `n + 5` ulp for positive `x`.
    public static double pochhammer(double x, double n) {
        if (n == Math.rint(n) && n >= 0 && n < LONGEST_PRODUCT) {
            double product = 1;
            for (int i = 0; i < n; i++) product *= x + i;
            return product;
        }
        double top = x + n;
        if (x > 20 && top > 20 && top < Double.POSITIVE_INFINITY) return Saddle.gammaRatio(x, n);
        if (x > 0 && top > 0 && top < Double.POSITIVE_INFINITY)
            return 1 / GammaFunction.ratio(x, n);
        return gamma(x + n) / gamma(x);
    }

    /// The polygamma function: the derivative of [#lgamma] of order `n + 1`; NaN unless `n` is an
    /// integer and not negative.
    public static double polygamma(double n, double x) {
        return n == 0 ? digamma(x) : n == 1 ? trigamma(x) : HigherPolygamma.value(n, x);
    }

    /// `Gamma(a) Gamma(b) / Gamma(a + b)` for positive arguments, else NaN; within 10 ulp.
    public static double beta(double a, double b) {
        double small = Math.min(a, b);
        double large = Math.max(a, b);
        if (!(small > 0)) return Double.NaN;
        if (large == Double.POSITIVE_INFINITY) return 0;
        double value;
        if (small > 10) value = Saddle.beta(a, b);
        else if (large > 20) value = gamma(small) / Saddle.gammaRatio(large, small);
        else value = gamma(small) * GammaFunction.ratio(large, small);
        return value > 1e-290 ? value : StrictMath.exp(logBeta(a, b));
    }

    /// The logarithm of [#beta], without overflow or cancellation; within 3 ulp.
    public static double logBeta(double a, double b) {
        double small = Math.min(a, b);
        double large = Math.max(a, b);
        if (!(small > 0)) return Double.NaN;
        if (large == Double.POSITIVE_INFINITY) return -large;
        return LogBeta.value(small, large);
    }
}
