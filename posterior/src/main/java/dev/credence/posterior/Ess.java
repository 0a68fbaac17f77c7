package dev.credence.posterior;

/// The effective sample size: how many independent draws would estimate a quantity as well as the
/// chains do.
///
/// All methods take `draws[chain][draw]`, follow Vehtari, Gelman, Simpson, Carpenter and Bürkner
/// (2021), "Rank-normalization, folding, and localization", and agree with ArviZ. The result is NaN
/// where a draw is NaN or a chain has fewer than four draws; draws that are all equal count as
/// independent.
public final class Ess {
    private Ess() {}

    /// For the centre of the distribution: on rank-normalised split chains.
    public static double bulk(double[][] draws) {
        var chains = Chains.of(draws);
        return chains.usable(1) ? of(chains.split().normalScores()) : Double.NaN;
    }

    /// For the tails: the smaller one of the 5 % and the 95 % quantile.
    public static double tail(double[][] draws) {
        return tail(draws, 0.05, 0.95);
    }

    /// For the tails: the smaller one of two quantiles.
    public static double tail(double[][] draws, double low, double high) {
        var chains = Chains.of(draws);
        return tail(chains, Quantiles.of(chains.values()), low, high);
    }

    /// For the mean: on split chains.
    public static double mean(double[][] draws) {
        return mean(Chains.of(draws));
    }

    /// For the standard deviation: on squared distances from the mean.
    public static double sd(double[][] draws) {
        var chains = Chains.of(draws);
        return mean(chains.squaredDeviations(unit(chains)));
    }

    /// For the quantile at probability `p`.
    public static double quantile(double[][] draws, double p) {
        var chains = Chains.of(draws);
        return quantile(chains, Quantiles.of(chains.values()), p);
    }

    /// For the probability between two quantiles.
    public static double local(double[][] draws, double low, double high) {
        var chains = Chains.of(draws);
        var quantiles = Quantiles.of(chains.values());
        return indicator(chains, quantiles.at(low), quantiles.at(high));
    }

    /// For the median.
    public static double median(double[][] draws) {
        return quantile(draws, 0.5);
    }

    /// For the median absolute deviation from the median.
    public static double mad(double[][] draws) {
        var chains = Chains.of(draws);
        if (!chains.usable(1)) return Double.NaN;
        var distances = Ranks.of(chains.values()).folded();
        var near = chains.with(distances.sample()).within(0, distances.quantiles().median());
        return of(near.split().normalScores());
    }

    /// For the spread: on rank-normalised distances from the median, of split chains.
    public static double folded(double[][] draws) {
        var chains = Chains.of(draws);
        if (!chains.usable(1)) return Double.NaN;
        var split = chains.split();
        return of(split.with(Ranks.of(split.values()).folded().normalScores()));
    }

    /// For the mean, on whole chains that are not split.
    public static double identity(double[][] draws) {
        var chains = Chains.of(draws);
        return chains.usable(1) ? of(chains) : Double.NaN;
    }

    static double tail(Chains chains, Quantiles quantiles, double low, double high) {
        return Math.min(quantile(chains, quantiles, low), quantile(chains, quantiles, high));
    }

    static double mean(Chains chains) {
        return chains.usable(1) ? of(chains.split()) : Double.NaN;
    }

    static double quantile(Chains chains, Quantiles quantiles, double p) {
        return indicator(chains, Double.NEGATIVE_INFINITY, quantiles.at(p));
    }

    private static double indicator(Chains chains, double low, double high) {
        return chains.usable(1) ? of(chains.within(low, high).split()) : Double.NaN;
    }

    /// A unit in which squares neither overflow nor vanish.
    static double unit(Chains chains) {
        double range = chains.range();
        return range > 0 && range < Double.POSITIVE_INFINITY ? range : 1;
    }

    /// The effective sample size of the mean of chains as they are, by Geyer's initial monotone
    /// sequence over all chains (Stan reference manual, "Effective sample size").
    static double of(Chains chains) {
        int total = chains.values().length;
        if (chains.isConstant()) return total;
        var rho = new double[chains.draws()];
        int last = initialPositive(chains.inUnitsOf(unit(chains)), rho);
        if (Double.isNaN(rho[1])) return Double.NaN;
        monotone(rho, last);
        double tau = -1;
        for (int lag = 0; lag <= last; lag++) tau += 2 * rho[lag];
        tau += rho[last + 1];
        // Antithetic chains may be better than independent draws, but no better than this.
        return total / Math.max(tau, 1 / Math.log10(total));
    }

    /// Fills in the autocorrelation, between-chain variance included, of Geyer's initial positive
    /// sequence: pairs of neighbouring lags count while their sum is positive.
    ///
    /// @return the last lag that counts twice; lag `last + 1` counts once, and is 0 where it is not
    ///   positive
    private static int initialPositive(Chains chains, double[] rho) {
        int n = rho.length;
        var covariance = new LaggedCovariance(chains);
        double pooled = covariance.at(0);
        double within = pooled * n / (n - 1);
        if (chains.chains() > 1) pooled += RHat.varianceOfMeans(chains);
        rho[0] = 1;
        rho[1] = 1 - (within - covariance.at(1)) / pooled;
        int lag = 1;
        double even = 1;
        double odd = rho[1];
        while (lag < n - 3 && even + odd > 0) {
            even = 1 - (within - covariance.at(lag + 1)) / pooled;
            odd = 1 - (within - covariance.at(lag + 2)) / pooled;
            rho[lag + 1] = even;
            rho[lag + 2] = odd;
            lag += 2;
        }
        int last = lag - 2;
        boolean kept = even + odd >= 0 || even > 0;
        if (!kept) rho[last + 1] = 0;
        return last;
    }

    /// Geyer's initial monotone sequence: no pair of lags is larger than the one before.
    private static void monotone(double[] rho, int last) {
        for (int lag = 1; lag <= last - 2; lag += 2) {
            double before = rho[lag - 1] + rho[lag];
            if (rho[lag + 1] + rho[lag + 2] > before) {
                rho[lag + 1] = before / 2;
                rho[lag + 2] = before / 2;
            }
        }
    }
}
