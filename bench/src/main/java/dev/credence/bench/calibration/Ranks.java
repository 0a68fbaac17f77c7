package dev.credence.bench.calibration;

import dev.credence.array.IncompleteGamma;

/// The ranks of true values among posterior draws, for one scalar component of a model.
///
/// @param ranks one for each replication, from 0 to `largest`
record Ranks(String component, int[] ranks, int largest) {
    static final int BINS = 20;

    /// How many ranks fall into each of [#BINS] bins of equal width.
    int[] counts() {
        var counts = new int[BINS];
        for (int rank : ranks) counts[rank * BINS / (largest + 1)]++;
        return counts;
    }

    /// The chance of counts as uneven as these where ranks are uniform (chi-square test).
    double uniformity() {
        double expected = (double) ranks.length / BINS;
        double statistic = 0;
        for (int count : counts()) statistic += (count - expected) * (count - expected) / expected;
        return IncompleteGamma.upper((BINS - 1) / 2.0, statistic / 2);
    }
}
