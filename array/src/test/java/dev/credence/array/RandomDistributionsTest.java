package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/// Draws follow their distribution functions: Kolmogorov-Smirnov for continuous draws, chi-square
/// for counts, both at level 1e-4 with fixed seeds.
class RandomDistributionsTest {
    private static final int DRAWS = 400_000;
    private static final double KOLMOGOROV = 2.2253;

    @Test
    void uniforms() {
        follows(1, RandomStream::nextDouble, x -> x);
    }

    @Test
    void gaussians() {
        follows(2, RandomStream::nextGaussian, x -> 0.5 * SpecialFunctions.erfc(-x / Math.sqrt(2)));
    }

    @Test
    void gaussianTails() {
        // Beyond the last layer of the ziggurat, and in both directions.
        double beyond = 3.7;
        double tail = 0.5 * SpecialFunctions.erfc(beyond / Math.sqrt(2));
        var stream = RandomKey.of(3).stream();
        int n = 4_000_000;
        int above = 0;
        int below = 0;
        for (int i = 0; i < n; i++) {
            double x = stream.nextGaussian();
            if (x > beyond) above++;
            if (x < -beyond) below++;
        }
        double sd = Math.sqrt(n * tail);
        assertThat((above - n * tail) / sd).isBetween(-4.0, 4.0);
        assertThat((below - n * tail) / sd).isBetween(-4.0, 4.0);
    }

    @Test
    void gaussianMoments() {
        var x = new double[DRAWS];
        RandomKey.of(4).stream().gaussians(x, 0, DRAWS);
        var moments = new double[5];
        for (double value : x) for (int k = 1; k <= 4; k++) moments[k] += Math.pow(value, k);
        double root = Math.sqrt(DRAWS);
        assertThat(moments[1] / root).isBetween(-4.0, 4.0);
        assertThat((moments[2] / DRAWS - 1) * root / Math.sqrt(2)).isBetween(-4.0, 4.0);
        assertThat(moments[3] / root / Math.sqrt(15)).isBetween(-4.0, 4.0);
        assertThat((moments[4] / DRAWS - 3) * root / Math.sqrt(96)).isBetween(-4.0, 4.0);
    }

    @Test
    void exponentials() {
        follows(5, RandomStream::nextExponential, x -> -Math.expm1(-x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 0.999, 1, 1.5, 4, 30, 1e4})
    void gammas(double shape) {
        follows(6, r -> r.nextGamma(shape), x -> IncompleteGamma.lower(shape, x));
        follows(7, r -> Math.exp(r.nextLogGamma(shape)), x -> IncompleteGamma.lower(shape, x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-8, 1e-3})
    void logGammasOfTinyShapes(double shape) {
        // For tiny shapes, -shape log X is standard exponential up to terms of order shape.
        follows(8, r -> -shape * r.nextLogGamma(shape), x -> -Math.expm1(-x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-3, 0.7, 3, 9.99, 10, 11.5, 40, 1e3, 1e6})
    void poissons(double mean) {
        var stream = RandomKey.of(9).stream();
        counts(
                () -> stream.nextPoisson(mean),
                mean,
                mean,
                k -> k * Math.log(mean) - mean - SpecialFunctions.lgamma(k + 1.0));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.3",
        "10, 0.5",
        "15, 0.999",
        "20, 0.5",
        "40, 0.25",
        "100, 0.4",
        "100, 0.93",
        "1000, 0.002",
        "5000, 0.37",
        "1000000, 0.5",
        "1000000, 0.000002"
    })
    void binomials(long n, double p) {
        var stream = RandomKey.of(10).stream();
        counts(
                () -> stream.nextBinomial(n, p),
                n * p,
                n * p * (1 - p),
                k ->
                        SpecialFunctions.lgamma(n + 1.0)
                                - SpecialFunctions.lgamma(k + 1.0)
                                - SpecialFunctions.lgamma(n - k + 1.0)
                                + k * Math.log(p)
                                + (n - k) * Math.log1p(-p));
    }

    @Test
    void countsAtTheEdges() {
        var stream = RandomKey.of(11).stream();
        for (int i = 0; i < 100; i++) {
            assertThat(stream.nextPoisson(0)).isZero();
            assertThat(stream.nextBinomial(0, 0.4)).isZero();
            assertThat(stream.nextBinomial(1000, 0)).isZero();
            assertThat(stream.nextBinomial(1000, 1)).isEqualTo(1000);
        }
    }

    @Test
    void hugeCountsKeepTheirMoments() {
        var stream = RandomKey.of(12).stream();
        moments(() -> stream.nextPoisson(1e15), 1e15, 1e15);
        moments(() -> stream.nextBinomial(1L << 60, 0.25), 0x1p58, 0x1p58 * 0.75);
    }

    private static void moments(LongSupplier draw, double mean, double variance) {
        int n = 20_000;
        double first = 0;
        double second = 0;
        for (int i = 0; i < n; i++) {
            double z = (draw.getAsLong() - mean) / Math.sqrt(variance);
            first += z;
            second += z * z;
        }
        assertThat(first / Math.sqrt(n)).isBetween(-4.0, 4.0);
        assertThat((second / n - 1) * Math.sqrt(n / 2.0)).isBetween(-4.0, 4.0);
    }

    private static void follows(
            long seed, ToDoubleFunction<RandomStream> draw, DoubleUnaryOperator cdf) {
        var stream = RandomKey.of(seed).stream();
        var p = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) p[i] = cdf.applyAsDouble(draw.applyAsDouble(stream));
        Arrays.sort(p);
        double distance = 0;
        for (int i = 0; i < DRAWS; i++) {
            distance = Math.max(distance, p[i] - i / (double) DRAWS);
            distance = Math.max(distance, (i + 1) / (double) DRAWS - p[i]);
        }
        assertThat(distance * Math.sqrt(DRAWS)).as("seed %d", seed).isLessThan(KOLMOGOROV);
    }

    /// Chi-square over cells of at least 20 expected counts.
    private static void counts(
            LongSupplier draw, double mean, double variance, DoubleUnaryOperator logProbability) {
        double reach = 8 * Math.sqrt(variance) + 20;
        long first = Math.max(0, (long) (mean - reach));
        var observed = new int[(int) (mean + reach - first) + 1];
        for (int i = 0; i < DRAWS; i++) observed[(int) (draw.getAsLong() - first)]++;
        double chiSquare = 0;
        int cells = -1;
        double cellExpected = 0;
        long cellObserved = 0;
        double left = DRAWS;
        for (int i = 0; i < observed.length; i++) {
            double term = DRAWS * Math.exp(logProbability.applyAsDouble(first + i));
            // A certain outcome has no logarithm to compute it from: 0 log 0.
            if (Double.isNaN(term)) term = first + i == mean ? DRAWS : 0;
            cellExpected += term;
            cellObserved += observed[i];
            left -= term;
            boolean last = i == observed.length - 1;
            if (last || (cellExpected > 20 && left > 20)) {
                if (cellExpected > 0) {
                    chiSquare += Math.pow(cellObserved - cellExpected, 2) / cellExpected;
                    cells++;
                }
                cellExpected = 0;
                cellObserved = 0;
            }
        }
        double p = cells < 1 ? 1 : IncompleteGamma.upper(cells / 2.0, chiSquare / 2);
        assertThat(p).as("chi-square %s, %d cells", chiSquare, cells).isGreaterThan(1e-4);
    }
}
