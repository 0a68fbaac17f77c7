package dev.credence.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.random.RandomGeneratorFactory;

/// Axes are labelled with round numbers that keep clear of each other.
class TicksTest {
    @Test
    void stepsAreRound() {
        assertThat(Ticks.within(new Range(0, 10), 5, 0).labels())
                .containsExactly("0", "2", "4", "6", "8", "10");
        assertThat(Ticks.within(new Range(-0.31, 0.29), 3, 0).labels())
                .containsExactly("−0.2", "0", "0.2");
        assertThat(Ticks.within(new Range(2.5e6, 8.1e6), 3, 0).labels())
                .containsExactly("4e6", "6e6", "8e6");
        assertThat(Ticks.within(new Range(1.1e-7, 2.4e-7), 2, 0).labels())
                .containsExactly("1.5e−7", "2e−7");
    }

    @Test
    void countsHaveWholeTicks() {
        assertThat(Ticks.along(new Range(-0.5, 1.5), 250, Drawing.SMALL, 1).labels())
                .containsExactly("0", "1");
    }

    @Test
    void ticksLieInsideAndLabelsDoNotTouch() {
        long seed = 11;
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 2_000; i++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(-12, 12));
            double length = random.nextDouble(0.1, 1) * Math.pow(10, random.nextInt(-6, 12));
            var range = Range.around(low, low + length);
            var ticks = Ticks.along(range, 250, Drawing.SMALL, 0);
            double slack = 1e-6 * range.length() + Math.ulp(range.high()) + Math.ulp(range.low());
            assertThat(ticks.values())
                    .as("seed %s, case %s, %s", seed, i, range)
                    .allMatch(t -> t >= range.low() - slack && t <= range.high() + slack);
            double used = ticks.values().size() * ticks.widestLabel(Drawing.SMALL);
            if (ticks.values().size() > 1) assertThat(used).isLessThanOrEqualTo(250);
        }
    }

    @Test
    void labelsOfDifferentTicksDiffer() {
        var ticks = Ticks.within(new Range(2457000.1, 2457000.9), 4, 0);
        assertThat(ticks.labels()).doesNotHaveDuplicates().hasSizeGreaterThan(2);
    }
}
