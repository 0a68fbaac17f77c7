package dev.credence.array;

/// Scalar special functions of statistics.
public final class SpecialFunctions {
    private SpecialFunctions() {}

    public static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }

    public static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    public static double log1mexp(double x) {
        return x > -0.693 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
    }

    public static double logAddExp(double x, double y) {
        double m = Math.max(x, y);
        return m + Math.log1p(Math.exp(-Math.abs(x - y)));
    }

    public static double lgamma(double x) {
        return org.apache.commons.numbers.gamma.LogGamma.value(x);
    }

    public static double digamma(double x) {
        return org.apache.commons.numbers.gamma.Digamma.value(x);
    }

    public static double trigamma(double x) {
        return org.apache.commons.numbers.gamma.Trigamma.value(x);
    }

    public static double erf(double x) {
        return org.apache.commons.numbers.gamma.Erf.value(x);
    }

    public static double erfc(double x) {
        return org.apache.commons.numbers.gamma.Erfc.value(x);
    }

    public static double erfcx(double x) {
        return org.apache.commons.numbers.gamma.Erfcx.value(x);
    }

    public static double erfinv(double x) {
        return org.apache.commons.numbers.gamma.InverseErf.value(x);
    }
}
