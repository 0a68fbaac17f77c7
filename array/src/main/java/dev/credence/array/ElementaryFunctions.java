package dev.credence.array;

/// Elementary functions that Java's [Math] lacks, on single numbers.
///
/// All propagate NaN. Stated errors are the largest seen against 50-digit values, in units in the
/// last place (ulp).
public final class ElementaryFunctions {
    private static final double LOG_2 = 0.6931471805599453;
    private static final double INVERSE_LOG_2 = 1.4426950408889634;
    private static final double INVERSE_LOG_2_REST = 2.0355273740931033e-17;
    private static final double SQRT_2 = 1.4142135623730951;

    /// From here on `sqrt(1 + x²)` is `x`.
    private static final double LARGE = 0x1p28;

    private ElementaryFunctions() {}

    /// The quotient rounded down, as in Python: `x = y floorDivide(x, y) + modulo(x, y)`. Division
    /// by zero is that of doubles.
    public static double floorDivide(double x, double y) {
        if (y == 0) return x / y;
        double remainder = x % y;
        double quotient = (x - remainder) / y;
        if (remainder != 0 && (remainder < 0) != (y < 0)) quotient -= 1;
        if (quotient == 0) return Math.copySign(0, x / y);
        // The quotient may be a rounding away from the integer that it is.
        return Math.rint(quotient);
    }

    /// What the division rounded down leaves, with the sign of `y`; NaN where `y` is zero.
    public static double modulo(double x, double y) {
        double remainder = x % y;
        if (remainder == 0) return Math.copySign(0, y);
        return (remainder < 0) != (y < 0) ? remainder + y : remainder;
    }

    /// The quotient rounded down, zero where `y` is zero.
    public static long floorDivide(long x, long y) {
        return y == 0 ? 0 : Math.floorDiv(x, y);
    }

    /// What the division rounded down leaves, zero where `y` is zero.
    public static long modulo(long x, long y) {
        return y == 0 ? 0 : Math.floorMod(x, y);
    }

    /// `x 2^n`, dropping high bits; zero where `n` is 64 or more or negative.
    public static long shiftLeft(long x, long n) {
        return n < 0 || n >= Long.SIZE ? 0 : x << n;
    }

    /// `x / 2^n` rounded down; zero or minus one where `n` is 64 or more or negative.
    public static long shiftRight(long x, long n) {
        return n < 0 || n >= Long.SIZE ? x >> (Long.SIZE - 1) : x >> n;
    }

    /// The nearest integer towards zero.
    public static double truncate(double x) {
        return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    /// `x log(y)`, zero where `x` is zero.
    public static double xlogy(double x, double y) {
        return x == 0 && !Double.isNaN(y) ? 0 : x * StrictMath.log(y);
    }

    /// `x log(1 + y)`, zero where `x` is zero.
    public static double xlog1py(double x, double y) {
        return x == 0 && !Double.isNaN(y) ? 0 : x * StrictMath.log1p(y);
    }

    /// `x log(x)`, zero at zero.
    public static double xlogx(double x) {
        return x == 0 ? 0 : x * StrictMath.log(x);
    }

    /// The logarithm to base two, within 2 ulp; exact at powers of two.
    public static double log2(double x) {
        if (!(x > 0) || Double.isInfinite(x)) return StrictMath.log(x);
        if (x < Double.MIN_NORMAL) return log2(x * 0x1p60) - 60;
        int exponent = Math.getExponent(x);
        double fraction = Math.scalb(x, -exponent);
        if (fraction > SQRT_2) {
            fraction *= 0.5;
            exponent++;
        }
        double log = StrictMath.log(fraction);
        return exponent + Math.fma(log, INVERSE_LOG_2, log * INVERSE_LOG_2_REST);
    }

    /// The inverse of [Math#sinh], within 3 ulp.
    public static double arcsinh(double x) {
        double size = Math.abs(x);
        double square = size * size;
        double value =
                size < LARGE
                        ? StrictMath.log1p(size + square / (1 + Math.sqrt(1 + square)))
                        : StrictMath.log(size) + LOG_2;
        return Math.copySign(value, x);
    }

    /// The inverse of [Math#cosh] for `x >= 1`, NaN below; within 3 ulp.
    public static double arccosh(double x) {
        double above = x - 1;
        return x < LARGE
                ? StrictMath.log1p(above + Math.sqrt(above * (above + 2)))
                : StrictMath.log(x) + LOG_2;
    }

    /// The inverse of [Math#tanh] on `[-1, 1]`, NaN outside; within 3 ulp.
    public static double arctanh(double x) {
        double size = Math.abs(x);
        return Math.copySign(0.5 * StrictMath.log1p(2 * size / (1 - size)), x);
    }
}
