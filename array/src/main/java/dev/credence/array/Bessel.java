package dev.credence.array;

/// The Bessel function `J` of real order, on single doubles.
///
/// The power series at small arguments, Hankel's expansion at large ones, and between them the two
/// continued fractions of Steed's method, with recurrences to the order. It oscillates, so errors
/// are relative to its amplitude: 5e-15 up to order 10, 5e-13 up to 100.
public final class Bessel {
    private static final double SMALL = 2;
    private static final double LARGE = 25;

    /// Between the expansions, orders above this would take too many steps.
    private static final double LARGEST_ORDER = 10_000;

    private static final int MOST_TERMS = 200_000;

    private Bessel() {}

    /// `J(order, x)`; NaN for negative `x` unless the order is an integer, and for orders above
    /// 10,000 unless `x` is much smaller or larger.
    public static double j(double order, double x) {
        if (Double.isNaN(order) || Double.isNaN(x) || Double.isInfinite(order)) return Double.NaN;
        double size = Math.abs(x);
        double sign = 1;
        if (order == Math.rint(order)) {
            if (order % 2 != 0 && (x < 0) != (order < 0)) sign = -1;
            return sign * either(Math.abs(order), size);
        }
        return x < 0 ? Double.NaN : either(order, size);
    }

    private static double either(double order, double x) {
        if (x == 0) return order == 0 ? 1 : order > 0 ? 0 : Double.POSITIVE_INFINITY;
        if (x == Double.POSITIVE_INFINITY) return 0;
        if (x < SMALL || x * x < 2 * (order + 1)) return series(order, x);
        if (x >= LARGE + order * order / 4) return hankel(order, x);
        double size = Math.abs(order);
        if (size > LARGEST_ORDER) return Double.NaN;
        var pair = steed(size, x);
        if (order >= 0) return pair[0];
        return BesselPhase.cosine(size) * pair[0] - BesselPhase.sine(size) * pair[1];
    }

    private static double series(double order, double x) {
        double quarter = 0.25 * x * x;
        double sum = 1;
        double term = 1;
        for (int k = 1; k < MOST_TERMS; k++) {
            term *= -quarter / (k * (order + k));
            sum += term;
            if (Math.abs(term) < 1e-18 * Math.abs(sum)) break;
        }
        if (order > 150) {
            double log = order * StrictMath.log(0.5 * x) - SpecialFunctions.lgamma(order + 1);
            return StrictMath.exp(log) * sum;
        }
        return StrictMath.pow(0.5 * x, order) / SpecialFunctions.gamma(order + 1) * sum;
    }

    private static double hankel(double order, double x) {
        double four = 4 * order * order;
        double even = 1;
        double odd = 0;
        double term = 1;
        for (int k = 1; k < 2 * LARGE; k++) {
            double factor = 2 * k - 1;
            term *= (four - factor * factor) / (8 * k * x);
            double signed = k % 4 < 2 ? term : -term;
            if (k % 2 == 0) even += signed;
            else odd += signed;
            if (Math.abs(term) < 1e-17) break;
        }
        // cos and sin of x - (order / 2 + 1 / 4) pi.
        double cosine = BesselPhase.cosine(order / 2 + 0.25);
        double sine = BesselPhase.sine(order / 2 + 0.25);
        double cosineX = StrictMath.cos(x);
        double sineX = StrictMath.sin(x);
        double c = cosineX * cosine + sineX * sine;
        double s = sineX * cosine - cosineX * sine;
        return Math.sqrt(2 / Math.PI / x) * (even * c - odd * s);
    }

    /// `J` and `Y` of an order that is not negative, for `x >= 2`.
    ///
    /// The first continued fraction gives the ratio of `J` to its derivative at the order, and
    /// downward recurrence that at an order below `x`; there the second gives those of the Hankel
    /// function, and the Wronskian the size of both.
    private static double[] steed(double order, double x) {
        int steps = Math.max(0, (int) (order - x + 1.5));
        double low = order - steps;
        var start = logSlope(order, x);
        double value = start[1] * 1e-250;
        double slope = value * start[0];
        double atOrder = value;
        double shrink = 1;
        for (int i = 0; i < steps; i++) {
            double higher = order - i;
            double next = higher / x * value + slope;
            slope = (higher - 1) / x * next - value;
            value = next;
            if (Math.abs(value) > 1e200) {
                value *= 1e-250;
                slope *= 1e-250;
                shrink *= 1e-250;
            }
        }
        double ratio = slope / value;
        var pq = hankelLogSlope(low, x);
        double wronskian = 2 / (Math.PI * x);
        double gamma = (pq[0] - ratio) / pq[1];
        double j = Math.sqrt(wronskian / ((pq[0] - ratio) * gamma + pq[1]));
        if (value < 0) j = -j;
        double y = j * gamma;
        double ySlope = y * pq[0] + j * pq[1];
        double yNext = low / x * y - ySlope;
        for (int i = 0; i < steps; i++) {
            double next = 2 * (low + i + 1) / x * yNext - y;
            y = yNext;
            yNext = next;
        }
        return new double[] {atOrder * shrink * (j / value), y};
    }

    /// `J'(order, x) / J(order, x)` by Lentz's algorithm, and the sign of `J`, which is that of the
    /// product of its denominators.
    private static double[] logSlope(double order, double x) {
        double tiny = 1e-300;
        double value = order == 0 ? tiny : order / x;
        double sign = 1;
        double b = 2 * order / x;
        double c = value;
        double d = 0;
        for (int k = 1; k < MOST_TERMS; k++) {
            b += 2 / x;
            d = b - d;
            c = b - 1 / c;
            if (d == 0) d = tiny;
            if (c == 0) c = tiny;
            d = 1 / d;
            value *= c * d;
            if (d < 0) sign = -sign;
            if (Math.abs(c * d - 1) < 1e-16) break;
        }
        return new double[] {value, sign};
    }

    /// The real and imaginary part of the logarithmic derivative of `J + i Y`, by Lentz's algorithm
    /// on complex numbers.
    private static double[] hankelLogSlope(double order, double x) {
        double a = 0.25 - order * order;
        double bRe = 2 * x;
        double bIm = 2;
        // The fraction K(a(k) / b(k)) with b(k) = 2 (x + k i), begun at its first denominator.
        double fRe = bRe;
        double fIm = bIm;
        double cRe = bRe;
        double cIm = bIm;
        double dRe = 0;
        double dIm = 0;
        double numerator = a;
        for (int k = 2; k < MOST_TERMS; k++) {
            numerator += 2 * (k - 1);
            bIm += 2;
            double size = cRe * cRe + cIm * cIm;
            cRe = bRe + numerator * cRe / size;
            cIm = bIm - numerator * cIm / size;
            dRe = bRe + numerator * dRe;
            dIm = bIm + numerator * dIm;
            size = dRe * dRe + dIm * dIm;
            dRe = dRe / size;
            dIm = -dIm / size;
            double changeRe = cRe * dRe - cIm * dIm;
            double changeIm = cRe * dIm + cIm * dRe;
            double next = fRe * changeRe - fIm * changeIm;
            fIm = fRe * changeIm + fIm * changeRe;
            fRe = next;
            if (Math.abs(changeRe - 1) + Math.abs(changeIm) < 1e-16) break;
        }
        // -1 / (2 x) + i + (i / x) a / f.
        double size = fRe * fRe + fIm * fIm;
        return new double[] {-0.5 / x + a * fIm / size / x, 1 + a * fRe / size / x};
    }
}
