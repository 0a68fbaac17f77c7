package dev.credence.posterior;

import dev.credence.array.IncompleteBeta;

/// The Monte Carlo standard error: how far an estimate from the chains is expected to be from its
/// limit.
///
/// All methods take `draws[chain][draw]` and follow Vehtari et al. (2021) and ArviZ. The result is
/// NaN where a draw is NaN or a chain has fewer than four draws.
public final class Mcse {
    private Mcse() {}

    /// Of the mean: the standard deviation divided by the root of its effective sample size.
    public static double mean(double[][] draws) {
        return mean(Chains.of(draws));
    }

    /// Of the standard deviation, by the delta method on the variance.
    public static double sd(double[][] draws) {
        return sd(Chains.of(draws));
    }

    /// Of the median.
    public static double median(double[][] draws) {
        return quantile(draws, 0.5);
    }

    /// Of the quantile at probability `p`: half the distance between the order statistics that hold
    /// its central 68 %.
    public static double quantile(double[][] draws, double p) {
        var chains = Chains.of(draws);
        var quantiles = Quantiles.of(chains.values());
        double ess = Ess.quantile(chains, quantiles, p);
        if (Double.isNaN(ess)) return Double.NaN;
        var sorted = quantiles.sorted();
        int last = sorted.length - 1;
        double a = ess * p + 1;
        double b = ess * (1 - p) + 1;
        double low = betaQuantile(0.1586553, a, b) * sorted.length - 1;
        double high = betaQuantile(0.8413447, a, b) * sorted.length - 1;
        return (sorted[(int) Math.ceil(Math.min(high, last))]
                        - sorted[(int) Math.floor(Math.max(low, 0))])
                / 2;
    }

    static double mean(Chains chains) {
        double ess = Ess.mean(chains);
        return Double.isNaN(ess) ? ess : Math.sqrt(chains.variance() / ess);
    }

    static double sd(Chains chains) {
        double unit = Ess.unit(chains);
        var squares = chains.squaredDeviations(unit);
        double ess = Ess.mean(squares);
        if (Double.isNaN(ess)) return ess;
        double variance = squares.mean();
        double fourth = 0;
        for (double square : squares.values()) fourth += square * square;
        fourth /= squares.values().length;
        return unit * Math.sqrt((fourth - variance * variance) / ess / variance / 4);
    }

    /// The quantile of a beta distribution by bisection, to the last bits that the search for an
    /// order statistic needs.
    private static double betaQuantile(double p, double a, double b) {
        double low = 0;
        double high = 1;
        while (high - low > 1e-15) {
            double middle = (low + high) / 2;
            if (IncompleteBeta.value(a, b, middle) < p) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }
}
