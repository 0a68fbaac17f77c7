package dev.credence.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/// What must hold for any draws: units, order and number of chains do not matter where they should
/// not.
class DiagnosticsLawsTest {
    private static final Percentage ROUNDING = Percentage.withPercentage(1e-9);

    private static double[][] draws(int seed, int chains, int length) {
        var random = new Random(seed);
        var draws = new double[chains][length];
        for (var chain : draws) {
            double x = 0;
            for (int i = 0; i < length; i++) {
                x = 0.6 * x + random.nextGaussian();
                chain[i] = x;
            }
        }
        return draws;
    }

    private static double[][] map(double[][] draws, DoubleUnaryOperator f) {
        return Arrays.stream(draws)
                .map(chain -> Arrays.stream(chain).map(f).toArray())
                .toArray(double[][]::new);
    }

    /// Powers of two keep ties between draws on either side of the median, which rounding breaks.
    @Test
    void unitsDoNotMatter() {
        for (int length : new int[] {4, 5, 50, 101, 256}) {
            var draws = draws(length, 3, length);
            for (double unit : new double[] {0x1p-600, 0x1p-40, 8, 0x1p500}) {
                var scaled = map(draws, x -> unit * x);
                assertThat(Ess.mean(scaled)).isCloseTo(Ess.mean(draws), ROUNDING);
                assertThat(Ess.sd(scaled)).isCloseTo(Ess.sd(draws), ROUNDING);
                assertThat(Ess.bulk(scaled)).isCloseTo(Ess.bulk(draws), ROUNDING);
                assertThat(Ess.tail(scaled)).isCloseTo(Ess.tail(draws), ROUNDING);
                assertThat(RHat.rank(scaled)).isCloseTo(RHat.rank(draws), ROUNDING);
                assertThat(Mcse.sd(scaled)).isCloseTo(unit * Mcse.sd(draws), ROUNDING);
            }
        }
    }

    @Test
    void onlyRanksMatterToRankDiagnostics() {
        var draws = draws(1, 4, 300);
        var monotone = map(draws, x -> Math.exp(3 * x));
        assertThat(Ess.bulk(monotone)).isEqualTo(Ess.bulk(draws));
        assertThat(Ess.median(monotone)).isCloseTo(Ess.median(draws), ROUNDING);
        assertThat(RHat.zScale(monotone)).isEqualTo(RHat.zScale(draws));
    }

    @Test
    void theOrderOfChainsDoesNotMatter() {
        var draws = draws(2, 3, 200);
        var turned = new double[][] {draws[2], draws[0], draws[1]};
        assertThat(Ess.bulk(turned)).isCloseTo(Ess.bulk(draws), ROUNDING);
        assertThat(RHat.rank(turned)).isCloseTo(RHat.rank(draws), ROUNDING);
        assertThat(Mcse.mean(turned)).isCloseTo(Mcse.mean(draws), ROUNDING);
    }

    @Test
    void chainsApartAreSeen() {
        var draws = draws(3, 4, 500);
        assertThat(RHat.rank(draws)).isLessThan(1.02);
        draws[1] = Arrays.stream(draws[1]).map(x -> x + 2).toArray();
        assertThat(RHat.rank(draws)).isGreaterThan(1.1);
        var wide = draws(3, 4, 500);
        wide[1] = Arrays.stream(wide[1]).map(x -> 5 * x).toArray();
        assertThat(RHat.zScale(wide)).isLessThan(1.05);
        assertThat(RHat.rank(wide)).isGreaterThan(1.1);
        assertThat(RHat.identity(new double[][] {{1, 1, 1, 1}, {2, 2, 2, 2}}))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void autocovarianceIsItsDefinition() {
        for (int n : new int[] {1, 2, 3, 8, 13, 100, 257}) {
            var chain = draws(n, 1, n)[0];
            double mean = Arrays.stream(chain).average().orElseThrow();
            var covariance = Autocovariance.of(chain);
            for (int lag = 0; lag < n; lag++) {
                double sum = 0;
                for (int i = 0; i + lag < n; i++) {
                    sum += (chain[i] - mean) * (chain[i + lag] - mean);
                }
                assertThat(covariance[lag]).isCloseTo(sum / n, within(1e-13 * n));
            }
        }
        assertThat(Autocovariance.correlation(new double[] {1, -1, 1, -1}))
                .containsExactly(new double[] {1, -0.75, 0.5, -0.25}, Offset.offset(1e-15));
        assertThat(Autocovariance.correlation(new double[0])).isEmpty();
    }

    @Test
    void theMeanAutocovarianceIsThatOfEachChain() {
        for (int chains = 1; chains <= 5; chains++) {
            var draws = draws(chains, chains, 37);
            var mean = Autocovariance.mean(Chains.of(draws));
            for (int lag = 0; lag < 37; lag++) {
                double sum = 0;
                for (var chain : draws) sum += Autocovariance.of(chain)[lag];
                assertThat(mean[lag]).isCloseTo(sum / chains, within(1e-13));
            }
        }
    }

    @Test
    void laggedCovarianceIsTheSameDirectlyAndByTransform() {
        for (int n : new int[] {2, 3, 31, 32, 33, 34, 100, 257}) {
            var chains = Chains.of(draws(n, 3, n));
            var all = Autocovariance.mean(chains);
            var lagged = new LaggedCovariance(chains);
            for (int lag = 0; lag < n; lag++) {
                assertThat(lagged.at(lag)).isCloseTo(all[lag], within(1e-13));
            }
        }
    }

    @Test
    void ranksSortAndAverageTies() {
        var random = new Random(4);
        for (int n = 0; n < 70; n++) {
            var sample = random.doubles(n).map(x -> Math.rint(20 * x)).toArray();
            var sorted = new double[n];
            var order = Ranks.of(sample).order();
            for (int i = 0; i < n; i++) sorted[i] = sample[order[i]];
            assertThat(sorted).isSorted();
            assertThat(Arrays.stream(order).distinct().count()).isEqualTo(n);
            var folded = Ranks.of(sample).folded();
            assertThat(folded.quantiles().sorted())
                    .isEqualTo(Quantiles.of(folded.sample()).sorted());
            assertThat(Arrays.stream(Ranks.of(sample).normalScores()).sum())
                    .as("scores of %s", Arrays.toString(sample))
                    .isCloseTo(0, within(1.0 + n));
        }
        var scores = Ranks.of(new double[] {2, 1, 2, 3}).normalScores();
        assertThat(scores[0]).isEqualTo(scores[2]);
        assertThat(scores[1]).isCloseTo(-scores[3], within(1e-15));
    }

    @Test
    void intervalsHoldTheirShare() {
        var sample = draws(5, 2, 500);
        for (double share : new double[] {0.01, 0.5, 0.94, 0.999}) {
            var interval = Interval.highestDensity(sample, share);
            long inside =
                    Arrays.stream(sample)
                            .flatMapToDouble(Arrays::stream)
                            .filter(x -> interval.lower() <= x && x <= interval.upper())
                            .count();
            assertThat(inside).isEqualTo((long) (share * 1000) + 1);
            var sorted = Quantiles.of(Chains.of(sample).values()).sorted();
            for (int i = 0; i + inside - 1 < 1000; i++) {
                assertThat(interval.upper() - interval.lower())
                        .isLessThanOrEqualTo(sorted[i + (int) inside - 1] - sorted[i]);
            }
        }
    }

    @Test
    void tooLittleIsNaNAndNonsenseIsRefused() {
        for (var draws : new double[][][] {{}, {{}}, {{}, {}}, {{1, 2, 3}, {1, 2, 4}}}) {
            assertThat(Ess.bulk(draws)).isNaN();
            assertThat(Ess.mad(draws)).isNaN();
            assertThat(RHat.rank(draws)).isNaN();
            assertThat(Mcse.quantile(draws, 0.3)).isNaN();
        }
        assertThat(Bfmi.of(new double[][] {{1}})[0]).isNaN();
        assertThat(Interval.highestDensity(new double[][] {{}}, 0.5).lower()).isNaN();
        assertThat(Interval.highestDensity(new double[][] {{1, Double.NaN}}, 0.5).lower()).isNaN();
        assertThatThrownBy(() -> Interval.equalTailed(new double[][] {{1}}, 94))
                .hasMessage("an interval holds a share between 0 and 1 of the draws, not 94.0");
        assertThatThrownBy(() -> Ess.bulk(new double[][] {{1, 2}, {1}}))
                .hasMessage(
                        "chains must be equally long, but chain 1 has 1 draws and chain 0 has 2");
    }
}
