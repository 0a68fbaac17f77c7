package dev.credence.posterior;

/// The potential scale reduction: how much wider all chains together are than each of them; 1 when
/// they have mixed.
///
/// All methods take `draws[chain][draw]`, follow Vehtari et al. (2021) and agree with ArviZ. The
/// result is NaN with fewer than two chains or four draws, where a draw is NaN, and where all draws
/// are equal.
public final class RHat {
    private RHat() {}

    /// The one to use: the larger of rank-normalised split R-hat and its folded form, which see
    /// differences in location and in spread.
    public static double rank(double[][] draws) {
        var chains = Chains.of(draws);
        if (!chains.usable(2)) return Double.NaN;
        var split = chains.split();
        return rank(split, Ranks.of(split.values()));
    }

    /// On split chains as they are (Gelman et al. 2013).
    public static double split(double[][] draws) {
        var chains = Chains.of(draws);
        return chains.usable(2) ? of(chains.split()) : Double.NaN;
    }

    /// On rank-normalised distances from the median, of split chains: differences in spread.
    public static double folded(double[][] draws) {
        var chains = Chains.of(draws);
        if (!chains.usable(2)) return Double.NaN;
        var split = chains.split();
        return of(split.with(Ranks.of(split.values()).folded().normalScores()));
    }

    /// On rank-normalised split chains: differences in location.
    public static double zScale(double[][] draws) {
        var chains = Chains.of(draws);
        return chains.usable(2) ? of(chains.split().normalScores()) : Double.NaN;
    }

    /// On whole chains as they are (Gelman and Rubin 1992).
    public static double identity(double[][] draws) {
        var chains = Chains.of(draws);
        return chains.usable(2) ? of(chains) : Double.NaN;
    }

    /// @param ranks the ranks of all draws of the split chains
    static double rank(Chains split, Ranks ranks) {
        double location = of(split.with(ranks.normalScores()));
        double spread = of(split.with(ranks.folded().normalScores()));
        return spread > location ? spread : location;
    }

    /// The variance of the chains' means, with divisor m - 1.
    static double varianceOfMeans(Chains chains) {
        var means = new double[chains.chains()];
        for (int chain = 0; chain < means.length; chain++) means[chain] = chains.mean(chain);
        return new Chains(means, 1, means.length).variance();
    }

    private static double of(Chains chains) {
        int n = chains.draws();
        double within = 0;
        for (int chain = 0; chain < chains.chains(); chain++) within += chains.variance(chain);
        within /= chains.chains();
        return Math.sqrt((n * varianceOfMeans(chains) / within + n - 1) / n);
    }
}
