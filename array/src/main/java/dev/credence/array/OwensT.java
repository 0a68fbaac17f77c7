package dev.credence.array;

/// Owen's T function: the probability that a standard normal is above `h` while an independent one
/// is between zero and `a` times it.
///
/// `T(h, a)` is the integral of `exp(-h² (1 + x²) / 2) / (1 + x²) / (2 pi)` from zero to `a`. It is
/// even in `h` and odd in `a`.
public final class OwensT {
    private static final int POINTS = 32;

    /// Beyond so many standard deviations the integrand adds nothing to what comes before.
    private static final double REACH = 9;

    private static final double[] NODES = new double[POINTS];
    private static final double[] WEIGHTS = new double[POINTS];

    static {
        for (int i = 0; i < POINTS; i++) gauss(i);
    }

    private OwensT() {}

    /// `T(h, a)`, within 20 ulp.
    public static double value(double h, double a) {
        if (Double.isNaN(h) || Double.isNaN(a)) return Double.NaN;
        return Math.copySign(positive(Math.abs(h), Math.abs(a)), a);
    }

    private static double positive(double h, double a) {
        if (h == 0) return StrictMath.atan(a) / (2 * Math.PI);
        if (h == Double.POSITIVE_INFINITY) return 0;
        if (a <= 1) return integral(h, a);
        // Owen (1956), equation 2.4, in upper tails.
        double tailH = SpecialFunctions.ndtr(-h);
        double tailAh = SpecialFunctions.ndtr(-a * h);
        if (tailAh == 0) return 0.5 * tailH;
        return 0.5 * tailH + tailAh * (0.5 - tailH) - integral(a * h, 1 / a);
    }

    /// By Gauss and Legendre's rule of 32 points, up to where the integrand vanishes.
    private static double integral(double h, double a) {
        double end = Math.min(a, REACH / h);
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            double x = 0.5 * end * (1 + NODES[i]);
            sum += WEIGHTS[i] * StrictMath.exp(-0.5 * (h * x) * (h * x)) / (1 + x * x);
        }
        return 0.5 * end * sum * StrictMath.exp(-0.5 * h * h) / (2 * Math.PI);
    }

    /// A node, a root of Legendre's polynomial by Newton's method, and its weight.
    private static void gauss(int i) {
        double x = StrictMath.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
        double slope = 0;
        for (int step = 0; step < 10; step++) {
            double previous = 1;
            double value = x;
            for (int k = 2; k <= POINTS; k++) {
                double next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
                previous = value;
                value = next;
            }
            slope = POINTS * (x * value - previous) / (x * x - 1);
            x -= value / slope;
        }
        NODES[i] = x;
        WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
    }
}
