package dev.credence.array;

/// Sines and cosines of multiples of pi, exact at its halves.
final class BesselPhase {
    private BesselPhase() {}

    /// `sin(pi x)`.
    static double sine(double x) {
        double rest = x - 2 * Math.rint(0.5 * x);
        if (Math.abs(rest) > 0.5) rest = Math.copySign(1, rest) - rest;
        return StrictMath.sin(Math.PI * rest);
    }

    /// `cos(pi x)`.
    static double cosine(double x) {
        double rest = Math.abs(x - 2 * Math.rint(0.5 * x));
        if (rest == 0.5) return 0;
        return rest > 0.75 || rest < 0.25
                ? StrictMath.cos(Math.PI * rest)
                : StrictMath.sin(Math.PI * (0.5 - rest));
    }
}
