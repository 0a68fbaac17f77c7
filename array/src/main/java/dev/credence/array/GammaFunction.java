package dev.credence.array;

import java.math.BigInteger;

/// The gamma function, with the same bits on every machine: factorials from a table, a polynomial
/// on `[1, 2]` with the recurrence, Stirling's formula for large arguments.
final class GammaFunction {
    private static final double STIRLING_FROM = 14;
    private static final double SQRT_2_PI = 2.5066282746310007;

    /// From here on powers are taken as squares of their roots.
    private static final double HALVED_FROM = 140;

    /// Beyond this the function overflows.
    private static final double LARGEST = 171.7;

    private static final double[] FACTORIALS = factorials();

    // Gamma(3/2 + t), |t| <= 1/2, relative error below 5e-18.
    private static final double[] GAMMA = {
        0.886226925452758,
        0.032338397448884865,
        0.41481345368830125,
        -0.107294804564719,
        0.14464535904458606,
        -0.07752305230537157,
        0.05861030382085454,
        -0.03800193529134834,
        0.02583760628007813,
        -0.01722245008885133,
        0.011522520042662803,
        -0.007690098921057152,
        0.005131568539695762,
        -0.0034239612838414227,
        0.0022833622890860634,
        -0.0015142364392563075,
        0.0010096053142759128,
        -0.0007101710237414608,
        0.0004734656764602699,
        -0.0002116366966022488,
        0.000141093980175924,
        -0.00026048686591686527,
        0.0001736585029100638
    };

    private GammaFunction() {}

    static double value(double x) {
        if (x == Math.rint(x)) {
            if (x <= 0) return Double.NaN;
            return x <= FACTORIALS.length ? FACTORIALS[(int) x - 1] : Double.POSITIVE_INFINITY;
        }
        if (x > STIRLING_FROM) return x > LARGEST ? Double.POSITIVE_INFINITY : times(1, x);
        if (x > -STIRLING_FROM) return stepped(x);
        return over(-Math.PI / (x * BesselPhase.sine(x)), -x);
    }

    /// `factor Gamma(x)` for `x` above [#STIRLING_FROM]; the function itself may overflow.
    private static double times(double factor, double x) {
        double power = StrictMath.pow(x, halved(x));
        double rest = SQRT_2_PI * StrictMath.exp(LogGamma.correction(x)) * StrictMath.exp(-x);
        return x < HALVED_FROM ? factor * rest * power : factor * power * rest * power;
    }

    /// `factor / Gamma(x)`, likewise.
    private static double over(double factor, double x) {
        if (x > 2 * LARGEST) return factor * 0;
        double power = StrictMath.pow(x, halved(x));
        double rest = SQRT_2_PI * StrictMath.exp(LogGamma.correction(x)) * StrictMath.exp(-x);
        return x < HALVED_FROM ? factor / (rest * power) : factor / power / rest / power;
    }

    private static double halved(double x) {
        return x < HALVED_FROM ? x - 0.5 : 0.5 * x - 0.25;
    }

    private static double stepped(double x) {
        double z = x;
        double product = 1;
        while (z >= 2) {
            z -= 1;
            product *= z;
        }
        if (z >= 1) return product * Polynomial.value(GAMMA, z - 1.5);
        while (z <= -0.5) {
            product *= z;
            z += 1;
        }
        // The sum with a small number is not rounded before it is taken from the centre.
        if (z < 0) return Polynomial.value(GAMMA, z + 0.5) / (product * z * (1 + z));
        return Polynomial.value(GAMMA, z - 0.5) / (product * z);
    }

    /// `Gamma(x) / Gamma(x + d)` for positive arguments of which one is at most 20.
    static double ratio(double x, double d) {
        double up = x + d;
        // What the sum lost changes the divisor by that much times digamma.
        double lost = Math.abs(d) > x ? x - (up - d) : d - (up - x);
        double change = 1 - lost * Polygamma.digamma(up);
        if (up > STIRLING_FROM) return over(value(x), up) * change;
        if (x > STIRLING_FROM) return times(1 / value(up), x) * change;
        return value(x) / value(up) * change;
    }

    private static double[] factorials() {
        var factorials = new double[171];
        var product = BigInteger.ONE;
        for (int n = 0; n < factorials.length; n++) {
            if (n > 0) product = product.multiply(BigInteger.valueOf(n));
            factorials[n] = product.doubleValue();
        }
        return factorials;
    }
}
