package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// Distributions with single values of positive probability, and densities given by points.
class PointMassTest {
    private static final int N = 20_000;
    private static final long SEED = 11;

    private static double logp(Distribution d, double x) {
        return d.logp(constant(x)).eval().item();
    }

    private static double cdf(Distribution d, double x) {
        return Math.exp(d.logcdf(constant(x)).orElseThrow().eval().item());
    }

    @Test
    void zeroAndOneHaveProbabilities() {
        var d = zeroOneInflatedBeta(constant(0.3), constant(0.2), constant(2.5), constant(4));
        assertThat(logp(d, 0)).isCloseTo(Math.log(0.24), within(1e-14));
        assertThat(logp(d, 1)).isCloseTo(Math.log(0.06), within(1e-14));
        double inner = logp(beta(2.5, 4), 0.4);
        assertThat(logp(d, 0.4)).isCloseTo(Math.log(0.7) + inner, within(1e-13));
        assertThat(logp(d, -0.1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(cdf(d, -0.1)).isZero();
        assertThat(cdf(d, 0)).isCloseTo(0.24, within(1e-14));
        assertThat(cdf(d, 1 - 1e-12)).isCloseTo(0.94, within(1e-9));
        assertThat(cdf(d, 1)).isEqualTo(1);
        var x = draw(d, N, SEED).doubles();
        assertThat(share(x, 0)).isCloseTo(0.24, within(0.015));
        assertThat(share(x, 1)).isCloseTo(0.06, within(0.01));
        momentsAreThoseOf(d, x);
    }

    private static double share(double[] x, double value) {
        return Arrays.stream(x).filter(v -> v == value).count() / (double) x.length;
    }

    private static void momentsAreThoseOf(Distribution d, double... x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / x.length;
        double expected = d.variance().orElseThrow().eval().item();
        assertThat(mean)
                .as("seed %d", SEED)
                .isCloseTo(
                        d.mean().orElseThrow().eval().item(),
                        within(5 * Math.sqrt(expected / x.length)));
        assertThat(variance).isBetween(0.93 * expected, 1.07 * expected);
    }

    @Test
    void whatIsCertainHasOneValue() {
        var d = diracDelta(2.5);
        assertThat(logp(d, 2.5)).isZero();
        assertThat(logp(d, 2.4)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(draw(d, 3, SEED).doubles()).containsExactly(2.5, 2.5, 2.5);
        assertThat(draw(diracDelta(4), 2, SEED)).isEqualTo(NdArray.of(new long[] {4, 4}, 2));
        assertThat(cdf(d, 2.5)).isEqualTo(1);
        assertThat(cdf(d, 2.4)).isZero();
    }

    @Test
    void aDensityThroughPointsHasItsIntegrals() {
        var d = interpolated(new double[] {-1, 0, 2, 3}, new double[] {0, 2, 2, 1});
        double total = 1 + 4 + 1.5;
        assertThat(logp(d, -0.5)).isCloseTo(Math.log(1 / total), within(1e-14));
        assertThat(logp(d, 2.5)).isCloseTo(Math.log(1.5 / total), within(1e-14));
        assertThat(logp(d, 3.1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(cdf(d, -2)).isZero();
        assertThat(cdf(d, -0.5)).isCloseTo(0.25 / total, within(1e-15));
        assertThat(cdf(d, 1)).isCloseTo(3 / total, within(1e-15));
        assertThat(cdf(d, 4)).isEqualTo(1);
        for (double p : new double[] {0, 1e-6, 0.1, 0.5, 0.9, 1}) {
            double x = d.icdf(constant(p)).orElseThrow().eval().item();
            assertThat(cdf(d, x)).isCloseTo(p, within(1e-14));
        }
        var x = draw(d, N, SEED).doubles();
        momentsAreThoseOf(d, x);
        Arrays.sort(x);
        for (int i = 500; i < N; i += 500) {
            assertThat(cdf(d, x[i])).isCloseTo(i / (double) N, within(0.016));
        }
    }
}
