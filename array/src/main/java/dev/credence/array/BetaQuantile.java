package dev.credence.array;

/// The inverse of the incomplete beta function in `x`: quantiles of a beta variable.
///
/// Newton's method on the logarithm of the smaller probability as function of the log odds of `x`,
/// where it is concave, kept in an interval that halves where it fails.
public final class BetaQuantile {
    private static final int MOST_STEPS = 300;
    private static final double PRECISION = 2e-16;

    private BetaQuantile() {}

    /// The `x` with `I_x(a, b) = p`; NaN unless `a > 0`, `b > 0` and `p` is in `[0, 1]`.
    public static double lower(double a, double b, double p) {
        if (!IncompleteBeta.isDefined(a, b, p)) return Double.NaN;
        return p <= 0.5 ? fromOdds(odds(a, b, p)) : fromInverseOdds(odds(b, a, 1 - p));
    }

    /// The `x` with `1 - I_x(a, b) = q`; NaN unless `a > 0`, `b > 0` and `q` is in `[0, 1]`.
    public static double upper(double a, double b, double q) {
        if (!IncompleteBeta.isDefined(a, b, q)) return Double.NaN;
        return q <= 0.5 ? fromInverseOdds(odds(b, a, q)) : fromOdds(odds(a, b, 1 - q));
    }

    private static double fromOdds(double odds) {
        return odds == Double.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
    }

    private static double fromInverseOdds(double odds) {
        return 1 / (1 + odds);
    }

    /// The odds `x / (1 - x)` of the quantile of a probability of at most one half.
    private static double odds(double a, double b, double p) {
        if (p == 0) return 0;
        double odds = start(a, b, p);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MOST_STEPS; i++) {
            double x = odds / (1 + odds);
            double y = 1 / (1 + odds);
            double found =
                    x <= y ? IncompleteBeta.value(a, b, x) : IncompleteBeta.complement(b, a, y);
            if (Double.isNaN(found)) return found;
            if (found < p) low = odds;
            else high = odds;
            double error = (found - p) / p;
            double log =
                    Math.abs(error) < 0.5 ? StrictMath.log1p(error) : StrictMath.log(found / p);
            double slope = IncompleteBeta.power(a, b, x, y);
            double step = log * found / slope;
            double next = odds * StrictMath.exp(-step);
            boolean inside = next > low && next < high;
            if (!inside && !(Math.abs(step) <= PRECISION)) next = middle(low, high, odds);
            if (next == 0 || Math.abs(next - odds) <= PRECISION * odds) return next;
            // Newton converges quadratically: the rest is below rounding.
            if (inside && Math.abs(step) < 1e-9) return next;
            odds = next;
        }
        return odds;
    }

    private static double middle(double low, double high, double odds) {
        if (low == 0) return odds * 1e-3;
        return high == Double.POSITIVE_INFINITY ? odds * 1e3 : Math.sqrt(low) * Math.sqrt(high);
    }

    /// As if the log odds were normal; at most some spreads from the mean.
    private static double start(double a, double b, double p) {
        double spread = Math.sqrt(SpecialFunctions.trigamma(a) + SpecialFunctions.trigamma(b));
        double mean = SpecialFunctions.digamma(a) - SpecialFunctions.digamma(b);
        double log = mean + Math.max(-5, SpecialFunctions.ndtri(p)) * spread;
        return StrictMath.exp(Math.clamp(log, -700, 700));
    }
}
