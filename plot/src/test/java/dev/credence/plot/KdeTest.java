package dev.credence.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// Density estimates integrate to one and find known densities.
class KdeTest {
    @Test
    void integratesToOneOverItsRange() {
        for (double bandwidth : new double[] {1e-6, 0.05, 0.3, 5, 1e6}) {
            for (var draws : Draws.normal(7, 3, 200)) {
                Arrays.sort(draws);
                var range = new Range(draws[0], draws[199]);
                assertThat(integral(Kde.density(draws, range, bandwidth), range))
                        .as("bandwidth %s", bandwidth)
                        .isCloseTo(1, within(1e-9));
            }
        }
    }

    @Test
    void findsTheNormalDensity() {
        var draws = Draws.normal(8, 1, 20_000)[0];
        Arrays.sort(draws);
        var range = new Range(-4, 4);
        var density = Kde.density(draws, range, Bandwidth.of(draws, range));
        for (int i = 0; i < Kde.GRID; i++) {
            double x = -4 + 8.0 * i / (Kde.GRID - 1);
            double exact = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
            assertThat(density[i]).as("at %s", x).isCloseTo(exact, within(0.02));
        }
    }

    @Test
    void aBoundaryKeepsItsDensity() {
        var draws = Draws.normal(9, 1, 20_000)[0];
        for (int i = 0; i < draws.length; i++) draws[i] = Math.abs(draws[i]);
        Arrays.sort(draws);
        var range = new Range(draws[0], draws[draws.length - 1]);
        var density = Kde.density(draws, range, Bandwidth.of(draws, range));
        assertThat(density[0]).isCloseTo(2 / Math.sqrt(2 * Math.PI), within(0.05));
    }

    @Test
    void sheatherJonesKeepsModesApartThatSilvermanMelts() {
        var draws = Draws.normal(10, 1, 4_000)[0];
        for (int i = 0; i < draws.length; i++) draws[i] = draws[i] * 0.1 + (i % 2 == 0 ? 0 : 10);
        Arrays.sort(draws);
        var range = new Range(draws[0], draws[draws.length - 1]);
        double normalBandwidth = 0.1 * 1.06 * Math.pow(2_000, -0.2);
        assertThat(Bandwidth.improvedSheatherJones(draws, range))
                .isBetween(0.7 * normalBandwidth, 1.4 * normalBandwidth);
        assertThat(Bandwidth.silverman(draws)).isGreaterThan(10 * normalBandwidth);
    }

    @Test
    void everyBandwidthIsPositive() {
        double[][] awkward = {
            {0, 1}, {0, 0, 0, 0, 0, 1}, {-1e300, 1e300}, {1, Math.nextUp(1.0)}, {0, 1e-280, 2e-280}
        };
        for (var draws : awkward) {
            var sample = new Sample(new double[][] {draws});
            assertThat(sample.bandwidth()).as(Arrays.toString(draws)).isPositive().isFinite();
        }
    }

    private static double integral(double[] density, Range range) {
        double sum = Arrays.stream(density).sum() - 0.5 * (density[0] + density[Kde.GRID - 1]);
        return sum * range.length() / (Kde.GRID - 1);
    }
}
