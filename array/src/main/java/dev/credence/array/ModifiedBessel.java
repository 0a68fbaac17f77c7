package dev.credence.array;

/// The modified Bessel functions `I` and `K` of real order, also scaled by `exp(-|x|)` and
/// `exp(x)`, on single doubles.
///
/// Power series for `I` at small arguments; Temme's series, or from two on Steed's continued
/// fraction, for `K`; both lead to larger orders by recurrence and to `I` by the Wronskian (Temme
/// 1975). Hankel's expansion for large arguments and Debye's for large orders (Digital Library of
/// Mathematical Functions, 10.40 and 10.41). Within 30 ulp, underflow and overflow aside.
public final class ModifiedBessel {
    /// Up to here the series of `I` is used, and from here on Hankel's expansion, order permitting.
    private static final double MIDDLE = 30;

    /// From here on Debye's expansion is used beyond the middle, and from the second on everywhere.
    private static final double LARGE_ORDER = 60;

    private static final double LARGEST_ORDER = 150;
    private static final int MOST_TERMS = 10_000;

    private ModifiedBessel() {}

    /// `I(order, x)`; NaN for negative `x` unless the order is an integer.
    public static double i(double order, double x) {
        double size = Math.abs(x);
        if (size <= MIDDLE && order >= 0 && order < LARGEST_ORDER) {
            return sign(order, x) * series(order, size);
        }
        if (isLarge(order, size)) {
            return sign(order, x) * DebyeExpansion.i(order, size, false);
        }
        double scaled = scaledI(order, x);
        return scaled == 0 ? scaled : scaled * StrictMath.exp(size / 2) * StrictMath.exp(size / 2);
    }

    /// `exp(-|x|) I(order, x)`, which does not overflow.
    public static double scaledI(double order, double x) {
        if (Double.isNaN(order) || Double.isNaN(x)) return Double.NaN;
        double size = Math.abs(x);
        if (order >= 0) return sign(order, x) * positiveOrder(order, size);
        double reflection = BesselPhase.sine(order);
        if (reflection == 0) return sign(order, x) * positiveOrder(-order, size);
        if (x < 0) return Double.NaN;
        // The function of the opposite order and sin(pi order) K.
        double k = scaledK(order, x) * StrictMath.exp(-x) * StrictMath.exp(-x);
        return positiveOrder(-order, x) - 2 / Math.PI * reflection * k;
    }

    /// The derivative of [#scaledI] by `x`, also where it is a small difference.
    public static double scaledISlope(double order, double x) {
        if (x >= MIDDLE + order * order / 2) return hankelSlope(order, x, -1);
        double mean = 0.5 * (scaledI(order - 1, x) + scaledI(order + 1, x));
        return mean - Math.signum(x) * scaledI(order, x);
    }

    /// The derivative of [#scaledK] by `x`, also where it is a small difference.
    public static double scaledKSlope(double order, double x) {
        if (x >= MIDDLE + order * order / 2) return Math.PI * hankelSlope(order, x, 1);
        return scaledK(order, x) - 0.5 * (scaledK(order - 1, x) + scaledK(order + 1, x));
    }

    private static boolean isLarge(double order, double x) {
        return order >= (x > MIDDLE ? LARGE_ORDER : LARGEST_ORDER)
                && x > 0
                && x < Double.POSITIVE_INFINITY;
    }

    private static double sign(double order, double x) {
        if (x >= 0 || order % 2 == 0) return 1;
        return order == Math.rint(order) ? -1 : Double.NaN;
    }

    /// `K(order, x)` for positive `x`, NaN for negative ones; even in the order.
    public static double k(double order, double x) {
        double size = Math.abs(order);
        if (x > 0 && isLarge(size, x)) {
            return DebyeExpansion.k(size, x, false);
        }
        return scaledK(order, x) * StrictMath.exp(-x);
    }

    /// `exp(x) K(order, x)`, which does not underflow.
    public static double scaledK(double order, double x) {
        double size = Math.abs(order);
        if (!(x >= 0) || Double.isNaN(order)) return Double.NaN;
        if (x == 0) return Double.POSITIVE_INFINITY;
        if (x == Double.POSITIVE_INFINITY) return 0;
        if (isLarge(size, x)) return DebyeExpansion.k(size, x, true);
        if (x >= MIDDLE + size * size / 2) return Math.PI * hankel(size, x, 1);
        return scaledPairK(size, x)[0];
    }

    private static double positiveOrder(double order, double x) {
        if (x == 0) return order == 0 ? 1 : 0;
        if (x == Double.POSITIVE_INFINITY) return 0;
        if (isLarge(order, x)) return DebyeExpansion.i(order, x, true);
        if (x <= MIDDLE) return series(order, x) * StrictMath.exp(-x);
        if (x >= MIDDLE + order * order / 2) return hankel(order, x, -1);
        var k = scaledPairK(order, x);
        return 1 / (x * (k[1] + ratio(order, x) * k[0]));
    }

    private static double series(double order, double x) {
        double quarter = 0.25 * x * x;
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-18 * sum; k++) {
            term *= quarter / (k * (order + k));
            sum += term;
        }
        return StrictMath.pow(0.5 * x, order) / SpecialFunctions.gamma(order + 1) * sum;
    }

    /// `1 / sqrt(2 pi x)` times Hankel's expansion with alternating signs (-1) or not (1).
    private static double hankel(double order, double x, int sign) {
        double four = 4 * order * order;
        double sum = 1;
        double term = 1;
        for (int k = 1; k < MIDDLE; k++) {
            double odd = 2 * k - 1;
            term *= sign * (four - odd * odd) / (8 * k * x);
            sum += term;
            if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
        }
        return sum / Math.sqrt(2 * Math.PI * x);
    }

    /// The derivative of [#hankel].
    private static double hankelSlope(double order, double x, int sign) {
        double four = 4 * order * order;
        double sum = 0.5;
        double term = 1;
        for (int k = 1; k < MIDDLE; k++) {
            double odd = 2 * k - 1;
            term *= sign * (four - odd * odd) / (8 * k * x);
            sum += (k + 0.5) * term;
            if (Math.abs(term) < 1e-18 * Math.abs(sum)) break;
        }
        return -sum / x / Math.sqrt(2 * Math.PI * x);
    }

    /// `I(order + 1, x) / I(order, x)`, a continued fraction of positive terms.
    private static double ratio(double order, double x) {
        double b = 2 * (order + 1) / x;
        double d = 1 / b;
        double c = Double.POSITIVE_INFINITY;
        double value = d;
        for (int k = 2; k < MOST_TERMS; k++) {
            b = 2 * (order + k) / x;
            d = 1 / (b + d);
            c = b + 1 / c;
            value *= c * d;
            if (Math.abs(c * d - 1) < 1e-16) break;
        }
        return value;
    }

    /// `exp(x)` times `K` of an order and of the next one.
    private static double[] scaledPairK(double order, double x) {
        int steps = (int) Math.rint(order);
        double lowest = order - steps;
        var pair = x < 2 ? temme(lowest, x) : steed(lowest, x);
        for (int i = 1; i <= steps; i++) {
            double next = pair[0] + 2 * (lowest + i) / x * pair[1];
            pair[0] = pair[1];
            pair[1] = next;
        }
        return pair;
    }

    /// Temme's series for `x < 2` and orders up to one half.
    private static double[] temme(double order, double x) {
        var gamma = TemmeGamma.of(order);
        double log = StrictMath.log(2 / x);
        double angle = Math.PI * order;
        double sine = Math.abs(angle) < 1e-8 ? 1 : StrictMath.sin(angle) / angle;
        double sigma = order * log;
        double sinh = Math.abs(sigma) < 1e-8 ? 1 : StrictMath.sinh(sigma) / sigma;
        double f = (gamma.odd() * StrictMath.cosh(sigma) + gamma.even() * sinh * log) / sine;
        double power = StrictMath.exp(sigma);
        double p = 0.5 * power / gamma.reciprocalUp();
        double q = 0.5 / (power * gamma.reciprocalDown());
        double quarter = 0.25 * x * x;
        double c = 1;
        double sum = f;
        double sumNext = p;
        for (int k = 1; k < MOST_TERMS; k++) {
            f = (k * f + p + q) / (k * k - order * order);
            p /= k - order;
            q /= k + order;
            c *= quarter / k;
            sum += c * f;
            sumNext += c * (p - k * f);
            if (Math.abs(c * f) < 1e-18 * Math.abs(sum)) break;
        }
        double scale = StrictMath.exp(x);
        return new double[] {scale * sum, scale * sumNext * 2 / x};
    }

    /// Steed's evaluation of the second continued fraction and of Temme's sum, for `x >= 2` and
    /// orders up to one half.
    private static double[] steed(double order, double x) {
        double first = 0.25 - order * order;
        double b = 2 * (1 + x);
        double d = 1 / b;
        double increment = d;
        double fraction = d;
        double numerator = -first;
        double previous = 0;
        double current = 1;
        double c = first;
        double q = first;
        double sum = 1 + q * increment;
        for (int k = 2; k < MOST_TERMS && first != 0; k++) {
            numerator -= 2 * (k - 1);
            c = -numerator * c / k;
            double next = (previous - b * current) / numerator;
            previous = current;
            current = next;
            q += c * next;
            b += 2;
            d = 1 / (b + numerator * d);
            increment *= b * d - 1;
            fraction += increment;
            sum += q * increment;
            if (Math.abs(q * increment) < 1e-17 * Math.abs(sum)) break;
        }
        double k = Math.sqrt(Math.PI / (2 * x)) / sum;
        return new double[] {k, k * (order + x + 0.5 - first * fraction) / x};
    }
}
