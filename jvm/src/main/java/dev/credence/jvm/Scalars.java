package dev.credence.jvm;

/// Scalar functions that compiled code calls because Java has no instruction or method for them.
final class Scalars {
    private Scalars() {}

    static double reciprocal(double x) {
        return 1 / x;
    }

    static long sign(long x) {
        return Long.signum(x);
    }
}
