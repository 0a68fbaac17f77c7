package dev.credence.jvm;

/// Scalar functions that compiled code calls because Java has no instruction or method for them.
final class Scalars {
    private Scalars() {}

    static double reciprocal(double x) {
        return 1 / x;
    }

    static double truncate(double x) {
        return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    static double floorDivide(double x, double y) {
        return Math.floor(x / y);
    }

    static double modulo(double x, double y) {
        return x - y * Math.floor(x / y);
    }

    static double xlogy(double x, double y) {
        return x == 0 && !Double.isNaN(y) ? 0 : x * Math.log(y);
    }

    static double xlog1py(double x, double y) {
        return x == 0 && !Double.isNaN(y) ? 0 : x * Math.log1p(y);
    }

    static long floorDivide(long x, long y) {
        return y == 0 ? 0 : Math.floorDiv(x, y);
    }

    static long modulo(long x, long y) {
        return y == 0 ? 0 : Math.floorMod(x, y);
    }

    static long sign(long x) {
        return Long.signum(x);
    }
}
