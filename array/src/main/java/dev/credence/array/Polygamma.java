package dev.credence.array;

/// The first two derivatives of the logarithm of the gamma function, which gradients of most
/// discrete and positive densities need.
///
/// Arguments below 8 are moved by the recurrence; from there on the functions are Stirling's series
/// in minimax form. Digamma between 1 and 2 is a polynomial times the distance to its root, so that
/// it keeps its relative accuracy there. Negative arguments go through the reflection formulas.
final class Polygamma {
    private static final double STIRLING_FROM = 8;

    // The root as a sum of two doubles.
    private static final double ROOT = 1.4616321449683622;
    private static final double ROOT_REST = 9.549995429965697E-17;

    // digamma(1.5 + y) / (1.5 + y - root), |y| <= 1/2, relative error 2.4e-18.
    private static final double[] CENTRE = {
        0.9510558760318328,
        -0.4236274212814606,
        0.24054248424078722,
        -0.14840492305388028,
        0.09498872445284956,
        -0.06192213327554276,
        0.04076083394340317,
        -0.026975796657616395,
        0.01790724823522424,
        -0.011908220153490263,
        0.007927023333395915,
        -0.0052799366303674065,
        0.003518088641650175,
        -0.0023454998904550526,
        0.0015635038357546902,
        -0.0010364316994101077,
        0.0006902801937695042,
        -0.00048603573933794796,
        0.0003258861675138174,
        -0.00014465426646265825,
        9.32865559129829E-05,
        -0.00017833509661246145,
        0.00012117915665073705
    };

    // (log(x) - 1 / (2 x) - digamma(x)) x^2 in 1 / x^2, x >= 8.
    private static final double[] DIGAMMA_TAIL = {
        0.08333333333333316,
        -0.008333333333040914,
        0.003968253804388614,
        -0.004166622964497535,
        0.007569477492914561,
        -0.020588990916740164,
        0.061537063186394084
    };

    // (trigamma(x) - 1 / x - 1 / (2 x^2)) x^3 in 1 / x^2, x >= 8.
    private static final double[] TRIGAMMA_TAIL = {
        0.16666666666666657,
        -0.033333333333151645,
        0.023809523678565418,
        -0.033333287524160066,
        0.07574865475883756,
        -0.2520891833612633,
        1.096753921162429,
        -4.365783700295503
    };

    private Polygamma() {}

    static double digamma(double x) {
        if (x > 0) return positiveDigamma(x);
        if (x == 0) return -1 / x;
        // Negative: NaN at the poles, where the two sides differ.
        double distance = x - Math.rint(x);
        if (distance == 0 || Double.isNaN(distance)) return Double.NaN;
        return positiveDigamma(1 - x) - Math.PI / StrictMath.tan(Math.PI * distance);
    }

    private static double positiveDigamma(double x) {
        if (x >= STIRLING_FROM) {
            double inverse = 1 / x;
            double square = inverse * inverse;
            return StrictMath.log(x) - (0.5 * inverse + square * polynomial(DIGAMMA_TAIL, square));
        }
        // digamma(x) = digamma(z) + the sum of 1 / (z + i), kept as one fraction.
        double z = x < 1 ? x + 1 : x;
        double numerator = 0;
        double denominator = 1;
        while (z >= 2) {
            z -= 1;
            numerator = numerator * z + denominator;
            denominator *= z;
        }
        double value = ((z - ROOT) - ROOT_REST) * polynomial(CENTRE, z - 1.5);
        value += numerator / denominator;
        return x < 1 ? value - 1 / x : value;
    }

    /// `log(x) - digamma(x)` for positive `x`, accurate where the two are near one another.
    static double logLess(double x) {
        if (x < STIRLING_FROM) return StrictMath.log(x) - positiveDigamma(x);
        double inverse = 1 / x;
        double square = inverse * inverse;
        return 0.5 * inverse + square * polynomial(DIGAMMA_TAIL, square);
    }

    /// `digamma(x + d) - digamma(x)`.
    ///
    /// Two arguments below 1/2, one of them negative, are reflected: that leaves no large numbers
    /// that cancel, since the difference of the cotangents is one fraction, zero for a whole `d`.
    static double anyIncrease(double x, double d) {
        double end = x + d;
        if (x > 0 && end > 0 && end < Double.POSITIVE_INFINITY)
            return d < 0 ? -increase(end, -d) : increase(x, d);
        boolean reflected = x < 0.5 && end < 0.5 && isRegular(x) && isRegular(end);
        if (!reflected) return digamma(end) - digamma(x);
        double cotangents = sinePi(d) / sinePi(x) / sinePi(end);
        return anyIncrease(1 - x, -d) + Math.PI * cotangents;
    }

    private static boolean isRegular(double x) {
        return x > 0 || x != Math.rint(x);
    }

    private static double sinePi(double x) {
        double nearest = Math.rint(x);
        double sine = StrictMath.sin(Math.PI * (x - nearest));
        return nearest % 2 == 0 ? sine : -sine;
    }

    /// `digamma(x + d) - digamma(x)` for positive `x` and `d`, accurate for small `d`.
    static double increase(double x, double d) {
        double sum = 0;
        double z = x;
        while (z < STIRLING_FROM) {
            sum += d / (z * (z + d));
            z += 1;
        }
        if (d < 1e-3 * z) {
            double middle = z + 0.5 * d;
            double cubic = d * d / 24 * HigherPolygamma.value(3, middle);
            return sum + d * (positiveTrigamma(middle) + cubic);
        }
        return sum + StrictMath.log1p(d / z) + (logLess(z) - logLess(z + d));
    }

    static double trigamma(double x) {
        if (x > 0) return positiveTrigamma(x);
        double distance = x - Math.rint(x);
        if (distance == 0) return Double.POSITIVE_INFINITY;
        double sine = StrictMath.sin(Math.PI * distance) / Math.PI;
        return 1 / (sine * sine) - positiveTrigamma(1 - x);
    }

    private static double positiveTrigamma(double x) {
        // The sum of 1 / (x + i)^2 on the way up, kept as one fraction.
        double numerator = 0;
        double denominator = 1;
        double z = x;
        while (z < STIRLING_FROM) {
            double square = z * z;
            numerator = numerator * square + denominator;
            denominator *= square;
            z += 1;
        }
        double inverse = 1 / z;
        double square = inverse * inverse;
        double tail = inverse + square * (0.5 + inverse * polynomial(TRIGAMMA_TAIL, square));
        return tail + numerator / denominator;
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = Math.fma(sum, x, coefficients[i]);
        }
        return sum;
    }
}
