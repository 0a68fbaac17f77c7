package dev.credence.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// Rank histograms count every finite draw once.
class RankPanelTest {
    @Test
    void countsAreThoseOfTheRanks() {
        var counts = RankPanel.counts(new Sample(new double[][] {{1, 3, 5, 7}, {2, 4, 6, 8}}), 4);
        assertThat(counts[0]).containsExactly(1, 1, 1, 1);
        assertThat(counts[1]).containsExactly(1, 1, 1, 1);
        var apart = RankPanel.counts(new Sample(new double[][] {{1, 2, 3, 4}, {5, 6, 7, 8}}), 2);
        assertThat(apart[0]).containsExactly(4, 0);
        assertThat(apart[1]).containsExactly(0, 4);
    }

    @Test
    void tiesSpreadOverTheirRanks() {
        var counts = RankPanel.counts(new Sample(new double[][] {{0, 0, 0}, {0, 0, 1}}), 3);
        assertThat(counts[0]).containsExactly(new double[] {1.2, 1.2, 0.6}, within(1e-12));
        assertThat(counts[1]).containsExactly(new double[] {0.8, 0.8, 1.4}, within(1e-12));
    }

    @Test
    void onlyFiniteDrawsCount() {
        var counts = RankPanel.counts(new Sample(new double[][] {{1, Double.NaN}, {2, 3}}), 2);
        assertThat(Arrays.stream(counts[0]).sum()).isEqualTo(1);
        assertThat(Arrays.stream(counts[1]).sum()).isEqualTo(2);
    }

    @Test
    void bandHoldsNineteenOfTwentyIndependentChains() {
        int inside = 0;
        int chains = 0;
        for (long seed = 0; seed < 150; seed++) {
            var sample = new Sample(Draws.normal(seed, 4, 400));
            double band = RankPanel.halfBand(400, 1600, 20);
            for (var counts : RankPanel.counts(sample, 20)) {
                chains++;
                if (Arrays.stream(counts).allMatch(c -> Math.abs(c - 20) <= band)) inside++;
            }
        }
        assertThat((double) inside / chains).isCloseTo(0.95, within(0.025));
    }
}
