package dev.credence.array;

/// The inverses of the error functions, with the same bits on every machine.
///
/// In the centre a polynomial; in the tails one of seven digits, improved by a step of Halley's
/// method on the logarithm of `erfc`, which neither underflows nor loses digits there.
final class InverseErrorFunctions {
    private static final double CENTRAL = 0.75;
    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

    // erfinv(p) / p in p², |p| <= 3/4, relative error below 3.6e-18.
    private static final double[] CENTRE = {
        0.886226925452758,
        0.23201366653465125,
        0.12755617530661215,
        0.08655212911592704,
        0.06495962598350377,
        0.051730951114390855,
        0.04284560043176121,
        0.03629731054004375,
        0.034046132724752314,
        0.0030275576851390225,
        0.22919027968774547,
        -1.2873837862286273,
        6.676542529419502,
        -26.913167855268494,
        86.96105534908769,
        -223.42219301305954,
        454.04048892172096,
        -720.2795082691534,
        873.6892775666471,
        -783.0429354442821,
        489.37013132745807,
        -190.80285186842056,
        35.10977165897295
    };

    // x / y in 1 / y for erfc(x) = exp(-y²), from 1/4 to the smallest double, relative error below
    // 7e-7.
    private static final double[] TAIL = {
        1.0001584137718091,
        -0.019867378472093612,
        -1.7293316530400755,
        6.715985400570882,
        -28.073818320311815,
        100.81570668893325,
        -273.9208710984145,
        543.600782166664,
        -771.3415315748648,
        759.4425849955054,
        -491.805425129516,
        188.13233522394637,
        -32.18155387540046
    };

    private InverseErrorFunctions() {}

    static double erfinv(double p) {
        double size = Math.abs(p);
        if (size <= CENTRAL) return p * Polynomial.value(CENTRE, p * p);
        return Math.copySign(tail(1 - size), p);
    }

    static double erfcinv(double q) {
        if (q < 1 - CENTRAL) return tail(q);
        return q > 1 + CENTRAL ? -tail(2 - q) : erfinv(1 - q);
    }

    /// The `x` with `erfc(x) = q` for `q` up to one quarter.
    private static double tail(double q) {
        if (q == 0) return Double.POSITIVE_INFINITY;
        double log = StrictMath.log(q);
        double root = Math.sqrt(-log);
        double x = root * Polynomial.value(TAIL, 1 / root);
        double square = x * x;
        double scaled = ErrorFunctions.erfcx(x);
        double error = StrictMath.log(scaled) - Math.fma(x, x, -square) - (square + log);
        double slope = TWO_OVER_SQRT_PI / scaled;
        double step = error / slope;
        return x + step / (1 + 0.5 * step * (slope - 2 * x));
    }
}
