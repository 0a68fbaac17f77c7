package dev.credence.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.IncompleteBeta;
import dev.credence.array.IncompleteGamma;
import dev.credence.array.NdArray;
import dev.credence.array.RandomKey;
import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Draws follow the distribution function or the probabilities, and densities integrate to one.
class DrawLaws {
    private static final int N = 20_000;
    private static final long SEED = 20_261_120;

    /// Kolmogorov's statistic exceeds this with probability 0.0001.
    private static final double KOLMOGOROV = 2.225 / Math.sqrt(N);

    static Stream<DistributionTables.Case> continuous() {
        return DistributionTables.cases().stream()
                .filter(c -> c.distribution().eventRank() == 0)
                .filter(c -> !c.distribution().support().isDiscrete())
                .filter(c -> !(c.distribution() instanceof Hurdle));
    }

    static Stream<DistributionTables.Case> discrete() {
        return DistributionTables.cases().stream()
                .filter(c -> c.distribution().eventRank() == 0)
                .filter(c -> c.distribution().support().isDiscrete());
    }

    static Stream<DistributionTables.Case> multivariate() {
        return DistributionTables.cases().stream().filter(c -> c.distribution().eventRank() > 0);
    }

    private static NdArray draws(Distribution distribution, int... shape) {
        var dims = Arrays.stream(shape).asLongStream().toArray();
        var key = new Constant(RandomVariable.values(RandomKey.of(SEED)));
        return distribution.draw(key, Tensors.constant(dims)).eval();
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void drawsFollowTheDistributionFunction(DistributionTables.Case c) {
        double[] x = draws(c.distribution(), N).doubles();
        Arrays.sort(x);
        var cdf = cdf(c);
        double[] p = cdf == null ? cdfByLog(c, x) : Arrays.stream(x).map(cdf).toArray();
        double distance = 0;
        for (int i = 0; i < N; i++) {
            distance =
                    Math.max(
                            distance, Math.max(p[i] - i / (double) N, (i + 1) / (double) N - p[i]));
        }
        assertThat(distance).as("seed %d", SEED).isLessThan(KOLMOGOROV);
    }

    private static double[] cdfByLog(DistributionTables.Case c, double... x) {
        return c.distribution()
                .logcdf(Tensors.constant(x))
                .map(logcdf -> Tensors.exp(logcdf).eval().doubles())
                .orElseGet(() -> cdfByIntegration(c, x));
    }

    private static double[] cdfByIntegration(DistributionTables.Case c, double... ascending) {
        double[][] masses = masses(c);
        var cdf = new double[ascending.length];
        double sum = 0;
        for (int i = 0, j = 0; i < cdf.length; i++) {
            for (; j < masses[0].length && masses[0][j] < ascending[i]; j++) sum += masses[1][j];
            cdf[i] = sum;
        }
        return cdf;
    }

    /// Distribution functions that are not elementary.
    private static DoubleUnaryOperator cdf(DistributionTables.Case c) {
        Map<String, NdArray> p = c.parameters();
        return switch (c.name()) {
            case "Gamma" ->
                    x -> IncompleteGamma.lower(p.get("alpha").item(), x * p.get("beta").item());
            case "ChiSquared" -> x -> IncompleteGamma.lower(p.get("nu").item() / 2, x / 2);
            case "InverseGamma" ->
                    x -> IncompleteGamma.upper(p.get("alpha").item(), p.get("beta").item() / x);
            case "Beta" ->
                    x -> IncompleteBeta.value(p.get("alpha").item(), p.get("beta").item(), x);
            case "StudentT" ->
                    x -> {
                        double z = (x - p.get("mu").item()) / p.get("sigma").item();
                        double tail = tail(p.get("nu").item(), z) / 2;
                        return z < 0 ? tail : 1 - tail;
                    };
            case "HalfStudentT" -> x -> 1 - tail(p.get("nu").item(), x / p.get("sigma").item());
            default -> null;
        };
    }

    private static double tail(double nu, double z) {
        return IncompleteBeta.value(nu / 2, 0.5, nu / (nu + z * z));
    }

    @ParameterizedTest
    @MethodSource("discrete")
    void countsFollowTheProbabilities(DistributionTables.Case c) {
        long[] x = draws(c.distribution(), N).longs();
        long low = Arrays.stream(x).min().orElseThrow();
        long high = Arrays.stream(x).max().orElseThrow();
        int cells = (int) Math.min(high - low + 1, 400);
        double width = (high - low + 1) / (double) cells;
        var observed = new double[cells];
        for (long k : x) observed[(int) ((k - low) / width)]++;
        var values = new long[(int) (high - low + 1)];
        for (int i = 0; i < values.length; i++) values[i] = low + i;
        double[] p = Tensors.exp(c.distribution().logp(Tensors.constant(values))).eval().doubles();
        var expected = new double[cells];
        for (int i = 0; i < p.length; i++) expected[(int) (i / width)] += N * p[i];
        double chiSquared = 0;
        int degrees = -1;
        double restObserved = 0;
        double restExpected = 0;
        for (int i = 0; i < cells; i++) {
            restObserved += observed[i];
            restExpected += expected[i];
            if (restExpected < 10) continue;
            chiSquared +=
                    (restObserved - restExpected) * (restObserved - restExpected) / restExpected;
            degrees++;
            restObserved = 0;
            restExpected = 0;
        }
        if (degrees <= 0) return;
        double level = IncompleteGamma.upper(degrees / 2.0, chiSquared / 2);
        assertThat(level)
                .as("seed %d, chi-squared %s, %d degrees", SEED, chiSquared, degrees)
                .isGreaterThan(1e-4);
    }

    @ParameterizedTest
    @MethodSource("discrete")
    void probabilitiesSumToOne(DistributionTables.Case c) {
        long top = (long) (c.mean() + 60 * Math.sqrt(c.variance()) + 200);
        if (Double.isNaN(c.mean())) top = 10;
        var values = new long[(int) top + 20];
        for (int i = 0; i < values.length; i++) values[i] = i - 10;
        var sum = Tensors.sum(Tensors.exp(c.distribution().logp(Tensors.constant(values))));
        assertThat(sum.eval().item()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void densitiesIntegrateToOneInUnconstrainedSpace(DistributionTables.Case c) {
        double[] masses = masses(c)[1];
        assertThat(Arrays.stream(masses).sum())
                .as("%s", c)
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));
    }

    /// Values in ascending order and the probabilities about them: the trapezoidal rule in t with
    /// `y = sinh(sinh(t))`, which converges fast for any tail; what rounds to a singular bound
    /// counts nothing.
    private static double[][] masses(DistributionTables.Case c) {
        var d = c.distribution();
        boolean circle = d.support() instanceof Support.Circle;
        var turn = Transform.interval(Tensors.constant(-Math.PI), Tensors.constant(Math.PI));
        var transform = circle ? Optional.of(turn) : d.support().transform();
        double center = 0;
        double scale = 1;
        if (transform.isEmpty()) {
            center = parameter(c, 0, "mu", "alpha");
            scale = parameter(c, 1, "sigma", "beta", "b", "s");
        }
        // Each density of a Polya-Gamma variable is an integral itself.
        int n = d instanceof PolyaGamma ? 20_001 : 400_001;
        double h = 2 * 4.8 / (n - 1);
        var y = new double[n];
        var weight = new double[n];
        for (int i = 0; i < n; i++) {
            double t = -4.8 + i * h;
            y[i] = center + scale * Math.sinh(Math.sinh(t));
            weight[i] = scale * Math.cosh(Math.sinh(t)) * Math.cosh(t) * h;
        }
        Tensor position = Tensors.constant(y);
        var x = transform.map(f -> f.backward(position)).orElse(position);
        var logp =
                transform
                        .map(f -> d.logpInside(x).plus(f.logJacobian(position)))
                        .orElseGet(() -> d.logp(position));
        double[] values = logp.eval().doubles();
        for (int i = 0; i < n; i++) {
            boolean singular = values[i] == Double.POSITIVE_INFINITY || Double.isNaN(values[i]);
            weight[i] *= singular ? 0 : Math.exp(values[i]);
        }
        return new double[][] {x.eval().doubles(), weight};
    }

    private static double parameter(DistributionTables.Case c, double other, String... names) {
        return Arrays.stream(names)
                .filter(c.parameters()::containsKey)
                .findFirst()
                .map(name -> c.parameters().get(name).element(0))
                .orElse(other);
    }

    @ParameterizedTest
    @MethodSource("multivariate")
    void momentsOfVectorsAreRight(DistributionTables.Case c) {
        var distribution = c.distribution();
        int k = c.points().getFirst().x().size();
        var shape =
                IntStream.concat(IntStream.of(N), Arrays.stream(c.points().getFirst().x().shape()))
                        .toArray();
        var x = draws(distribution, shape);
        var means = distribution.mean();
        var variances = distribution.variance();
        for (int j = 0; j < k; j++) {
            double mean = 0;
            for (int i = 0; i < N; i++) mean += x.element(i * k + j) / N;
            double variance = 0;
            for (int i = 0; i < N; i++) variance += Math.pow(x.element(i * k + j) - mean, 2) / N;
            double expected = variances.isPresent() ? variances.get().eval().element(j) : variance;
            if (!Double.isFinite(expected)) continue;
            if (means.isPresent()) {
                assertThat(mean)
                        .isCloseTo(
                                means.get().eval().element(j),
                                org.assertj.core.data.Offset.offset(5 * Math.sqrt(expected / N)));
            }
            if (heavy(distribution)) continue;
            assertThat(variance).isBetween(0.75 * expected, 1.3 * expected);
        }
    }

    /// Student vectors with few degrees of freedom have no variance to estimate.
    private static boolean heavy(Distribution distribution) {
        return distribution instanceof MvStudentT d && d.nu().eval().item() <= 4;
    }
}
