package dev.credence.array;

/// The inverses of the incomplete gamma functions in `x`: quantiles of a gamma variable of shape
/// `a` and rate one.
///
/// Newton's method on the logarithm of the smaller probability as function of `log(x)`, where it is
/// concave, kept in an interval that halves where it fails. As accurate as the functions: 1e-14
/// relative where the density is not tiny.
public final class GammaQuantile {
    private static final int MOST_STEPS = 200;
    private static final double PRECISION = 2e-16;

    private GammaQuantile() {}

    /// The `x` with `P(a, x) = p`; NaN unless `a > 0` and `p` is in `[0, 1]`.
    public static double lower(double a, double p) {
        if (!(a > 0) || !(p >= 0 && p <= 1)) return Double.NaN;
        return p <= 0.5 ? solve(a, p, true) : solve(a, 1 - p, false);
    }

    /// The `x` with `Q(a, x) = q`; NaN unless `a > 0` and `q` is in `[0, 1]`.
    public static double upper(double a, double q) {
        if (!(a > 0) || !(q >= 0 && q <= 1)) return Double.NaN;
        return q <= 0.5 ? solve(a, q, false) : solve(a, 1 - q, true);
    }

    private static double solve(double a, double probability, boolean lower) {
        if (probability == 0) return lower ? 0 : Double.POSITIVE_INFINITY;
        if (a == Double.POSITIVE_INFINITY) return a;
        double x = start(a, probability, lower);
        if (x == 0) return 0;
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MOST_STEPS; i++) {
            double found = lower ? IncompleteGamma.lower(a, x) : IncompleteGamma.upper(a, x);
            if (found < probability == lower) low = x;
            else high = x;
            double error = (found - probability) / probability;
            double log =
                    Math.abs(error) < 0.5
                            ? StrictMath.log1p(error)
                            : StrictMath.log(found / probability);
            double step = log * found / (x * IncompleteGamma.density(a, x));
            if (!lower) step = -step;
            double next = x * StrictMath.exp(-step);
            if (!(next > low && next < high) && !(Math.abs(step) <= PRECISION))
                next = high == Double.POSITIVE_INFINITY ? 2 * x : middle(low, high, x);
            if (Math.abs(next - x) <= PRECISION * x) return next;
            // Newton converges quadratically: the rest is below rounding.
            if (Math.abs(step) < 1e-9 && next > low && next < high) return next;
            x = next;
        }
        return x;
    }

    private static double middle(double low, double high, double x) {
        return low == 0 ? 0.5 * x : Math.sqrt(low) * Math.sqrt(high);
    }

    /// Wilson and Hilferty's approximation, or for small shapes that of the power at zero.
    private static double start(double a, double probability, boolean lower) {
        double z = SpecialFunctions.ndtri(probability);
        if (!lower) z = -z;
        double cube = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
        if (a >= 1 && cube > 0.3) return a * cube * cube * cube;
        double log = lower ? StrictMath.log(probability) : StrictMath.log1p(-probability);
        double power = StrictMath.exp((log + LogGamma.value(a + 1)) / a);
        return lower || power < 0.5 ? power : Math.max(0.5, -StrictMath.log(probability));
    }
}
