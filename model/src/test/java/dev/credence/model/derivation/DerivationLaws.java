package dev.credence.model.derivation;

import static dev.credence.model.derivation.DerivedDistributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;
import dev.credence.model.Distribution;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What holds of every derived law: it is the density of the draws, its distribution function is
/// theirs too, quantiles invert it, and where the distribution has a name it is that one.
class DerivationLaws {
    private static final int N = 20_000;
    private static final long SEED = 20_261_124;

    /// Kolmogorov's statistic exceeds this with probability 0.0001.
    private static final double KOLMOGOROV = 2.225 / Math.sqrt(N);

    private static final int CELLS = 40_000;

    /// @param from all but a negligible part of the mass lies from here
    /// @param to to here
    /// @param known the distribution by its name, where it has one
    record Case(String name, Tensor x, double from, double to, Optional<Distribution> known) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case law(String name, Tensor x, double from, double to) {
        return new Case(name, x, from, to, Optional.empty());
    }

    private static Case law(String name, Tensor x, double from, double to, Distribution known) {
        return new Case(name, x, from, to, Optional.of(known));
    }

    private static Tensor z() {
        return randomVariable(normal(0, 1));
    }

    private static Tensor n(double mu, double sigma) {
        return randomVariable(normal(mu, sigma));
    }

    private static Tensor u() {
        return randomVariable(uniform(0, 1));
    }

    static Stream<Case> continuous() {
        return Stream.of(
                law("exp", exp(n(0.3, 0.4)), 0, 12, logNormal(0.3, 0.4)),
                law("log", log(u()), -30, 0),
                law("affine", n(1, 2).times(-3).plus(0.5), -45, 40, normal(-2.5, 6)),
                law("from a number", constant(2.0).minus(n(1, 2)), -15, 17, normal(1, 2)),
                law("divide", n(1, 2).div(-4), -5, 5, normal(-0.25, 0.5)),
                law("negate", randomVariable(gumbel(1, 2)).unaryMinus(), -60, 10),
                law("sqrt", sqrt(randomVariable(exponential(0.5))), 0, 8, weibull(2, Math.sqrt(2))),
                law("square", square(z()), 1e-9, 40, chiSquared(1)),
                law("times itself", square(n(1, 0.3)), 0, 9),
                law("cube", n(2, 0.2).pow(3), 0.5, 30),
                law("fourth power", n(1, 0.2).pow(4), 1e-9, 20),
                law("square root by pow", randomVariable(gamma(3, 1)).pow(0.5), 0, 6),
                law(
                        "negative power",
                        randomVariable(gamma(6, 5)).pow(-1),
                        0,
                        50,
                        inverseGamma(6, 5)),
                law(
                        "reciprocal",
                        reciprocal(randomVariable(gamma(6, 5))),
                        0,
                        50,
                        inverseGamma(6, 5)),
                law(
                        "number over",
                        constant(2.0).div(randomVariable(gamma(6, 5))),
                        0,
                        90,
                        inverseGamma(6, 10)),
                law(
                        "power of a number",
                        pow(constant(2.0), n(0, 0.5)),
                        0,
                        20,
                        logNormal(0, 0.5 * Math.log(2))),
                law("exp2", exp2(n(0, 0.5)), 0, 20),
                law("abs", abs(n(0, 1.5)), 0, 12, halfNormal(1.5)),
                law("cosh", cosh(n(1, 0.3)), 1.0000001, 12),
                law("sinh", sinh(n(0, 0.5)), -12, 12),
                law("tanh", tanh(z()), -1, 1),
                law("arcsinh", arcsinh(n(1, 2)), -5, 5),
                law("arccosh", arccosh(randomVariable(uniform(1, 3))), 0, 1.7627471740390859),
                law("arctanh", arctanh(randomVariable(uniform(-1, 1))), -16, 16, logistic(0, 0.5)),
                law("arcsin", arcsin(randomVariable(uniform(-1, 1))), -Math.PI / 2, Math.PI / 2),
                law("arccos", arccos(randomVariable(uniform(-1, 1))), 0, Math.PI),
                law("arctan", arctan(z()), -Math.PI / 2, Math.PI / 2),
                law("erf", erf(n(0, Math.sqrt(0.5))), -1, 1, uniform(-1, 1)),
                law("erfc", erfc(n(0, Math.sqrt(0.5))), 0, 2, uniform(0, 2)),
                law("erfcx", erfcx(n(1, 0.3)), 0, 4),
                law(
                        "erfinv",
                        erfinv(randomVariable(uniform(-1, 1))),
                        -5,
                        5,
                        normal(0, Math.sqrt(0.5))),
                law("ndtr", ndtr(z()), 0, 1, uniform(0, 1)),
                law("ndtri", ndtri(u()), -7, 7, normal(0, 1)),
                law("log_ndtr", logNdtr(z()), -30, 0),
                law("log1p", log1p(randomVariable(exponential(1))), 0, 4),
                law("expm1", expm1(n(0, 0.5)), -1, 12),
                law("log2", log2(randomVariable(gamma(4, 1))), -6, 6),
                law("log10", log10(randomVariable(gamma(4, 1))), -3, 2),
                law("softplus", softplus(z()), 0, 7),
                law("sigmoid", sigmoid(n(0.2, 0.7)), 0, 1, logitNormal(0.2, 0.7)),
                law("logit", logit(u()), -30, 30, logistic(0, 1)),
                law("log1mexp", log1mexp(randomVariable(exponential(1)).unaryMinus()), -30, 0),
                law("composed", log(softplus(n(1, 1)).times(3)), -8, 5),
                law(
                        "mixture by a comparison",
                        select(u().lt(0.3), n(-1, 0.5), n(2, 1)),
                        -7,
                        10,
                        normalMixture(constant(0.3, 0.7), constant(-1.0, 2), constant(0.5, 1))),
                law(
                        "mixture by a truth value",
                        select(randomVariable(bernoulli(0.3)).eq(1), n(-1, 0.5), n(2, 1)),
                        -7,
                        10,
                        normalMixture(constant(0.3, 0.7), constant(-1.0, 2), constant(0.5, 1))),
                law(
                        "mixture by an index",
                        stack(n(-1, 0.5), n(2, 1), n(5, 2))
                                .get(randomVariable(categorical(new double[] {0.2, 0.5, 0.3}))),
                        -12,
                        20,
                        normalMixture(
                                constant(0.2, 0.5, 0.3),
                                constant(-1.0, 2, 5),
                                constant(0.5, 1, 2))),
                law(
                        "mixture by an index of a vector",
                        randomVariable(normal(constant(-1.0, 2), constant(0.5, 1)))
                                .get(randomVariable(bernoulli(0.7))),
                        -7,
                        10,
                        normalMixture(constant(0.3, 0.7), constant(-1.0, 2), constant(0.5, 1))),
                law(
                        "mixture by ifElse",
                        ifElse(randomVariable(bernoulli(0.3)).eq(1), n(-1, 0.5), n(2, 1)),
                        -7,
                        10,
                        normalMixture(constant(0.3, 0.7), constant(-1.0, 2), constant(0.5, 1))),
                law(
                        "mixture by a random parameter",
                        randomVariable(
                                normal(
                                        randomVariable(bernoulli(0.7)).times(3).minus(1),
                                        constant(1.0))),
                        -8,
                        9,
                        normalMixture(constant(0.3, 0.7), constant(-1.0, 2), constant(1.0, 1))),
                law("exp of a mixture", exp(select(u().lt(0.3), n(-1, 0.3), n(1, 0.2))), 0, 12),
                law("largest", max(randomVariable(normal(0, 1), shape(5))), -5, 8),
                law(
                        "smallest",
                        min(randomVariable(exponential(2), shape(4))),
                        0,
                        4,
                        exponential(8)),
                law(
                        "largest of uniforms",
                        max(randomVariable(uniform(0, 1), shape(3))),
                        0,
                        1,
                        beta(3, 1)),
                law(
                        "largest of different",
                        max(randomVariable(normal(constant(0.0, 1), constant(1.0, 2)))),
                        -7,
                        14),
                law("exp of the largest", exp(max(randomVariable(normal(0, 1), shape(3)))), 0, 200),
                law(
                        "entry of a vector",
                        randomVariable(normal(constant(0.0, 1, 7), constant(1.0, 2, 3))).get(1),
                        -12,
                        14,
                        normal(1, 2)),
                law(
                        "shape and check",
                        check(specifyShape(n(1, 2)), constant(1.0).gt(0), "one is positive"),
                        -14,
                        16,
                        normal(1, 2)));
    }

    static Stream<Case> integers() {
        return Stream.of(
                law("round", round(n(0.3, 2)), -15, 16),
                law("floor", floor(randomVariable(exponential(Math.log(2)))), 0, 60),
                law("ceil", ceil(randomVariable(exponential(Math.log(2)))), 1, 60, geometric(0.5)),
                law("trunc", truncate(n(0.3, 2)), -15, 16),
                law("cast", cast(n(0.3, 2), DType.INT64), -15, 16),
                law("greater", n(0, 1).gt(0.5), 0, 1, bernoulli(0.3085375387259869)),
                law(
                        "at least, counts",
                        randomVariable(poisson(2)).ge(constant(2L)),
                        0,
                        1,
                        bernoulli(1 - 3 * Math.exp(-2))),
                law("mirrored", constant(0.5).gt(n(0, 1)), 0, 1, bernoulli(0.6914624612740131)),
                law("equal", randomVariable(poisson(2)).eq(2), 0, 1, bernoulli(2 * Math.exp(-2))),
                law("not", not(n(0, 1).gt(0.5)), 0, 1, bernoulli(0.6914624612740131)),
                law("abs of counts", abs(randomVariable(discreteUniform(-2, 3))), 0, 3),
                law(
                        "affine in counts",
                        randomVariable(poisson(3)).times(constant(-2L)).plus(constant(1L)),
                        -59,
                        1),
                law("square of counts", square(randomVariable(discreteUniform(-2, 3))), 0, 9),
                law(
                        "clipped counts",
                        clip(randomVariable(poisson(3)), constant(1L), constant(4L)),
                        1,
                        4),
                law("largest count", max(randomVariable(poisson(3), shape(4))), 0, 40),
                law("smallest count", min(randomVariable(poisson(3), shape(4))), 0, 40),
                law(
                        "zero inflated",
                        select(
                                randomVariable(bernoulli(0.4)).eq(1),
                                randomVariable(poisson(3)),
                                constant(0L)),
                        0,
                        40,
                        zeroInflatedPoisson(constant(0.4), constant(3.0))));
    }

    private static double[] draws(Distribution d) {
        var key = constant(new long[] {0, SEED});
        return cast(d.draw(key, constant(new long[] {N})), DType.FLOAT64).eval().doubles();
    }

    private static double[] logp(Distribution d, double... x) {
        return d.logp(constant(x)).eval().doubles();
    }

    private static double[] grid(Case c, int cells) {
        double h = (c.to - c.from) / cells;
        return DoubleStream.iterate(c.from + h / 2, x -> x + h).limit(cells).toArray();
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void theDensityIsThatOfTheDraws(Case c) {
        var d = derived(c.x);
        double[] draws = draws(d);
        Arrays.sort(draws);
        double[] grid = grid(c, CELLS);
        double[] density = logp(d, grid);
        double h = (c.to - c.from) / CELLS;
        double mass = 0;
        double distance = 0;
        int seen = 0;
        for (int i = 0; i < CELLS; i++) {
            mass += Math.exp(density[i]) * h;
            while (seen < N && draws[seen] <= grid[i] + h / 2) seen++;
            distance = Math.max(distance, Math.abs(mass - seen / (double) N));
        }
        assertThat(mass).as("mass").isCloseTo(1, within(c.name.equals("square") ? 0.02 : 2e-3));
        assertThat(distance).as("seed %d", SEED).isLessThan(KOLMOGOROV + 2e-3);
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void theDistributionFunctionIsThatOfTheDraws(Case c) {
        var d = derived(c.x);
        double[] draws = draws(d);
        Arrays.sort(draws);
        var logcdf = d.logcdf(constant(draws));
        if (logcdf.isEmpty()) return;
        double[] p = exp(logcdf.get()).eval().doubles();
        double distance = 0;
        for (int i = 0; i < N; i++) {
            distance = Math.max(distance, p[i] - i / (double) N);
            distance = Math.max(distance, (i + 1) / (double) N - p[i]);
        }
        assertThat(distance).as("seed %d", SEED).isLessThan(KOLMOGOROV);
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void quantilesInvertTheDistributionFunction(Case c) {
        var d = derived(c.x);
        var p = new double[] {0.01, 0.2, 0.5, 0.9, 0.999};
        var x = d.icdf(constant(p));
        if (x.isEmpty() || d.logcdf(x.get()).isEmpty()) return;
        assertThat(exp(d.logcdf(x.get()).get()).eval().doubles()).containsExactly(p, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void namedDistributionsAreFoundAgain(Case c) {
        if (c.known.isEmpty()) return;
        double[] grid = grid(c, 50);
        double[] expected = logp(c.known.get(), grid);
        double[] found = logp(derived(c.x), grid);
        for (int i = 0; i < grid.length; i++) {
            if (expected[i] < -600) continue;
            assertThat(found[i])
                    .as("at %s", grid[i])
                    .isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("integers")
    void probabilitiesAreThoseOfTheDraws(Case c) {
        var d = derived(c.x);
        double[] values =
                LongStream.rangeClosed((long) c.from, (long) c.to).asDoubleStream().toArray();
        double[] logp = logp(d, values);
        double[] draws = draws(d);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double p = Math.exp(logp[i]);
            sum += p;
            double at = values[i];
            double share = Arrays.stream(draws).filter(x -> x == at).count() / (double) N;
            assertThat(share)
                    .as("%s, seed %d", at, SEED)
                    .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / N) + 1e-4));
            d.logcdf(constant(at))
                    .ifPresent(cdf -> assertThat(exp(cdf).eval().item()).isLessThan(1 + 1e-12));
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(logp(d, c.from + 0.5)[0]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(d.dtype()).isEqualTo(DType.INT64);
        c.known.ifPresent(known -> {
            double[] expected = logp(known, values);
            for (int i = 0; i < values.length; i++)
                if (expected[i] > -25)
                    assertThat(logp[i]).as("%s", values[i]).isCloseTo(expected[i], within(1e-6));
        });
    }

    @ParameterizedTest
    @MethodSource("integers")
    void distributionFunctionsSumProbabilities(Case c) {
        var d = derived(c.x);
        double[] values =
                LongStream.rangeClosed((long) c.from, (long) c.to).asDoubleStream().toArray();
        var cdf = d.logcdf(constant(values));
        if (cdf.isEmpty()) return;
        double[] logp = logp(d, values);
        double[] found = exp(cdf.get()).eval().doubles();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Math.exp(logp[i]);
            assertThat(found[i]).as("at %s", values[i]).isCloseTo(sum, within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void gradientsAreFinite(Case c) {
        var value = scalar("value");
        double middle = draws(derived(c.x))[0];
        var gradient = grad(derived(c.x).logp(value), value);
        assertThat(gradient.eval(java.util.Map.of(value, middle)).item())
                .as("at %s", middle)
                .isFinite();
    }
}
