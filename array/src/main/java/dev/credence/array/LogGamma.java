package dev.credence.array;

/// The logarithm of the gamma function, with the same bits on every machine.
///
/// Beside the roots at 1 and 2 these are taken out of polynomials; the recurrence leads there from
/// arguments below 8, its factors collected in one logarithm. From there on it is Stirling's
/// series.
final class LogGamma {
    private static final double STIRLING_FROM = 8;
    private static final double HALF_LOG_2_PI_LESS_HALF = 0.4189385332046727;

    // lgamma(1 + y) / y, |y| <= 1/4; the relative errors of all are below 8e-19.
    private static final double[] NEAR_1 = {
        -0.5772156649015329,
        0.8224670334241132,
        -0.40068563438653143,
        0.27058080842778587,
        -0.20738555102867526,
        0.16955717699695264,
        -0.1440498967684099,
        0.12550966959671012,
        -0.11133426593847819,
        0.10009945127330616,
        -0.09095401117119359,
        0.08335416499804651,
        -0.0769328270841159,
        0.07142240752712099,
        -0.06665861504885953,
        0.062715855154221,
        -0.059029733143864144,
        0.05289964373707078,
        -0.05008883586736069,
        0.06785262190913538,
        -0.06470688441746338
    };

    // lgamma(3/2 + y), |y| <= 1/4.
    private static final double[] MIDDLE = {
        -0.12078223763524522,
        0.03648997397857653,
        0.46740110027233966,
        -0.1381327740390564,
        0.058712126416770156,
        -0.028952081888204487,
        0.01543548416961521,
        -0.008622603998319755,
        0.004965728853037259,
        -0.0029209667836465245,
        0.0017450332606850476,
        -0.001055026249883388,
        0.0006437726262611913,
        -0.000393885373198391,
        0.00024368309474267566,
        -0.00016921254148073332,
        0.00010582129400058809
    };

    // lgamma(2 + y) / y, -1/4 <= y <= 1/2.
    private static final double[] NEAR_2 = {
        0.42278433509846713,
        0.3224670334241132,
        -0.06735230105319805,
        0.020580808427785754,
        -0.0073855510286848,
        0.0028905103306234585,
        -0.0011927539107169025,
        0.000509669529008515,
        -0.00022315480179108306,
        9.945747595707572E-05,
        -4.4925295495177624E-05,
        2.050603909075447E-05,
        -9.448239980847604E-06,
        4.401747176774683E-06,
        -2.033222002556283E-06,
        8.146857411328497E-07,
        -1.9137481138931194E-07
    };

    // (lgamma(x) - (x - 1/2) log(x) + x - log(2 pi) / 2) x in 1 / x², x >= 8.
    private static final double[] STIRLING = {
        0.0833333333333333,
        -0.0027777777776099998,
        0.0007936506668602124,
        -0.0005952029365384838,
        0.000837308364803367,
        -0.0016532372513763881
    };

    private LogGamma() {}

    static double value(double x) {
        if (x >= STIRLING_FROM) return stirling(x);
        if (x >= 2.5) return stepped(x);
        if (x >= 1.75) return nearTwo(x - 2);
        if (x >= 1.25) return Polynomial.value(MIDDLE, x - 1.5);
        if (x >= 0.75) return nearOne(x - 1);
        if (x > -0.5) return onePlus(x) - StrictMath.log(Math.abs(x));
        if (!(x > Double.NEGATIVE_INFINITY)) return -x;
        double sine = Math.abs(x * BesselPhase.sine(x));
        return StrictMath.log(Math.PI / sine) - value(-x);
    }

    /// `lgamma(1 + y)` for `y` from -1/2 to one, without rounding the sum.
    static double onePlus(double y) {
        if (y < -0.25) return nearTwo(1 + y - 1) - StrictMath.log1p(y);
        if (y < 0.25) return nearOne(y);
        return y < 0.75 ? Polynomial.value(MIDDLE, y - 0.5) : nearTwo(y - 1);
    }

    private static double nearOne(double y) {
        return y * Polynomial.value(NEAR_1, y);
    }

    private static double nearTwo(double y) {
        return y * Polynomial.value(NEAR_2, y);
    }

    private static double stepped(double x) {
        double z = x;
        double product = 1;
        while (z >= 2.5) {
            z -= 1;
            product *= z;
        }
        double rest = z < 1.75 ? Polynomial.value(MIDDLE, z - 1.5) : nearTwo(z - 2);
        return rest + StrictMath.log(product);
    }

    private static double stirling(double x) {
        if (x == Double.POSITIVE_INFINITY) return x;
        return Math.fma(x - 0.5, StrictMath.log(x) - 1, HALF_LOG_2_PI_LESS_HALF + correction(x));
    }

    /// `lgamma(x)` less Stirling's formula, for `x >= 8`.
    static double correction(double x) {
        double inverse = 1 / x;
        return inverse * Polynomial.value(STIRLING, inverse * inverse);
    }
}
