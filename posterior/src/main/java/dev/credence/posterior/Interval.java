package dev.credence.posterior;

/// A range of values that holds a given share of the draws.
///
/// @param lower its lower end
/// @param upper its upper end
public record Interval(double lower, double upper) {
    private static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

    /// The highest-density interval: the narrowest one that holds the share `probability` of all
    /// draws, as ArviZ finds it for a distribution with one mode (Hyndman 1996).
    ///
    /// @param draws `draws[chain][draw]`; NaN at both ends if one of them is NaN or there are none
    /// @throws IllegalArgumentException unless `0 < probability < 1`
    public static Interval highestDensity(double[][] draws, double probability) {
        return highestDensity(Quantiles.of(Chains.of(draws).values()), probability);
    }

    /// The equal-tailed interval: it leaves out the same share of draws on either side.
    ///
    /// @param draws `draws[chain][draw]`; NaN at both ends if one of them is NaN or there are none
    /// @throws IllegalArgumentException unless `0 < probability < 1`
    public static Interval equalTailed(double[][] draws, double probability) {
        requireShare(probability);
        var quantiles = Quantiles.of(Chains.of(draws).values());
        double tail = (1 - probability) / 2;
        return new Interval(quantiles.at(tail), quantiles.at(1 - tail));
    }

    static Interval highestDensity(Quantiles quantiles, double probability) {
        requireShare(probability);
        var sorted = quantiles.sorted();
        int n = sorted.length;
        if (n == 0 || Double.isNaN(sorted[n - 1])) return UNDEFINED;
        int inside = (int) Math.floor(probability * n);
        int best = 0;
        for (int i = 1; i < n - inside; i++) {
            if (sorted[i + inside] - sorted[i] < sorted[best + inside] - sorted[best]) best = i;
        }
        return new Interval(sorted[best], sorted[best + inside]);
    }

    private static void requireShare(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "an interval holds a share between 0 and 1 of the draws, not %s"
                            .formatted(probability));
        }
    }
}
