package dev.credence.array;

import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.InverseErf;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/// The special functions of densities and their gradients, on single doubles.
///
/// All propagate NaN. Stated errors are the largest seen against 50-digit values, in units in the
/// last place (ulp), away from roots unless stated.
public final class SpecialFunctions {
    private static final double LOG_2 = 0.6931471805599453;
    private static final double SQRT_2 = 1.4142135623730951;
    private static final double SQRT_HALF = 0.7071067811865476;

    private SpecialFunctions() {}

    /// `log |Gamma(x)|`, within 2 ulp; positive infinity at zero and the negative integers.
    public static double lgamma(double x) {
        if (x <= 0 && x == Math.rint(x)) return Double.POSITIVE_INFINITY;
        return LogGamma.value(x);
    }

    /// The derivative of [#lgamma], within 4 ulp for positive `x`, beside its root 1.4616 too. For
    /// negative `x` within 4 ulp of the larger of its two terms in the reflection formula, so less
    /// accurate beside a root. Zero gives an infinity of the other sign, negative integers NaN.
    public static double digamma(double x) {
        return Polygamma.digamma(x);
    }

    /// The derivative of [#digamma], within 5 ulp; positive infinity at zero and the negative
    /// integers.
    public static double trigamma(double x) {
        return Polygamma.trigamma(x);
    }

    /// The error function, within 2 ulp.
    public static double erf(double x) {
        return Erf.value(x);
    }

    /// `1 - erf(x)` without cancellation, within 3 ulp.
    public static double erfc(double x) {
        return Erfc.value(x);
    }

    /// `exp(x²) erfc(x)`, which neither over- nor underflows for positive `x`; within 3 ulp.
    public static double erfcx(double x) {
        return Erfcx.value(x);
    }

    /// The inverse of [#erf] on `[-1, 1]`, NaN outside; within 3 ulp.
    public static double erfinv(double p) {
        return InverseErf.value(p);
    }

    /// `log(1 - exp(x))` for `x <= 0`, NaN for positive `x`; within 3 ulp.
    ///
    /// Mächler (2012), Accurately computing log(1 - exp(-|a|)).
    public static double log1mexp(double x) {
        return x > -LOG_2
                ? StrictMath.log(-StrictMath.expm1(x))
                : StrictMath.log1p(-StrictMath.exp(x));
    }

    /// `log(1 + exp(x))`, within 2 ulp.
    public static double softplus(double x) {
        return x > 0
                ? x + StrictMath.log1p(StrictMath.exp(-x))
                : StrictMath.log1p(StrictMath.exp(x));
    }

    /// `1 / (1 + exp(-x))`, within 3 ulp.
    public static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
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
                ? a + StrictMath.log1p(StrictMath.exp(-difference))
                : b + StrictMath.log1p(StrictMath.exp(difference));
    }

    /// The standard normal distribution function, within 4 ulp.
    public static double ndtr(double x) {
        if (x < -1) return normalTail(-x);
        return x > 1 ? 1 - normalTail(x) : 0.5 * Erfc.value(-x * SQRT_HALF);
    }

    /// The logarithm of the standard normal distribution function, within 5 ulp; it does not
    /// underflow.
    public static double logNdtr(double x) {
        if (x < -1) return StrictMath.log(0.5 * Erfcx.value(-x * SQRT_HALF)) - 0.5 * x * x;
        return x > 0
                ? StrictMath.log1p(-normalTail(x))
                : StrictMath.log(0.5 * Erfc.value(-x * SQRT_HALF));
    }

    /// The probability beyond a positive `x`.
    private static double normalTail(double x) {
        // exp(-x²/2) needs the square to more than a double, or loses x² ulp.
        double square = x * x;
        double rest = Math.fma(x, x, -square);
        double density = StrictMath.exp(-0.5 * square);
        if (density == 0) return 0;
        return 0.5 * Erfcx.value(x * SQRT_HALF) * density * (1 - 0.5 * rest);
    }

    /// The inverse of [#ndtr]: the standard normal quantile of a probability; NaN outside `[0, 1]`.
    public static double ndtri(double p) {
        return -SQRT_2 * InverseErfc.value(2 * p);
    }

    /// The regularised lower incomplete gamma function `P(a, x)`; NaN unless `a > 0` and `x >= 0`.
    /// A few ulp at moderate `a`, 1e-12 relative in the far tail at `a` of some 10,000.
    public static double gammaP(double a, double x) {
        return RegularizedGamma.P.value(a, x);
    }

    /// The regularised upper incomplete gamma function `Q(a, x) = 1 - P(a, x)`, without
    /// cancellation.
    public static double gammaQ(double a, double x) {
        return RegularizedGamma.Q.value(a, x);
    }

    /// The regularised incomplete beta function `I_x(a, b)`; NaN unless `a > 0`, `b > 0` and `x` is
    /// in `[0, 1]`. About 1e-13 relative.
    public static double betaI(double a, double b, double x) {
        return RegularizedBeta.value(x, a, b);
    }
}
