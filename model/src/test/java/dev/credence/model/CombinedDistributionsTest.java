package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.RandomKey;
import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Mixtures, censored and truncated distributions agree with what they are made of.
class CombinedDistributionsTest {
    private static final long SEED = 20_261_121;
    private static final int N = 20_000;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static double density(Distribution d, double x) {
        return Math.exp(d.logp(constant(x)).eval().item());
    }

    private static double cdf(Distribution d, double x) {
        return Math.exp(d.logcdf(constant(x)).orElseThrow().eval().item());
    }

    private static double[] draws(Distribution d) {
        var key = new Constant(RandomVariable.values(RandomKey.of(SEED)));
        var draws = d.draw(key, constant(new long[] {N})).eval();
        var values = new double[N];
        for (int i = 0; i < N; i++) values[i] = draws.element(i);
        return values;
    }

    private static double share(double[] draws, double below) {
        return Arrays.stream(draws).filter(x -> x <= below).count() / (double) N;
    }

    /// Five standard errors of a share.
    private static void follow(Distribution d, double... points) {
        double[] draws = draws(d);
        for (double x : points) {
            double p = cdf(d, x);
            assertThat(share(draws, x))
                    .as("seed %d, at %s", SEED, x)
                    .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / N) + 1e-12));
        }
    }

    @Test
    void aBoundAtTheEndOfTheSupportHoldsNothing() {
        var scale = scalar("scale");
        var survival = censored(weibull(2, scale), 0, 1.5);
        var logp = sum(survival.logp(constant(0.5, 1.5)));
        double gradient = grad(logp, scale).eval(Map.of(scale, 3)).item();
        double expected = -2.0 / 3 + 2 * (0.25 + 2.25) / 27;
        assertThat(gradient).isCloseTo(expected, within(1e-14));
        assertThat(survival.logp(constant(0.0)).eval(Map.of(scale, 3)).item())
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aMixtureSumsItsComponents() {
        var w = constant(0.3, 0.7);
        var mixture = normalMixture(w, constant(-1.0, 2.0), constant(1.0, 0.5));
        double expected = 0.3 * density(normal(-1, 1), 0.5) + 0.7 * density(normal(2, 0.5), 0.5);
        assertThat(density(mixture, 0.5)).isCloseTo(expected, within(1e-15));
        follow(mixture, -1, 0.5, 2);
    }

    @Test
    void oneFamilyAndAListGiveTheSameMixture() {
        var w = constant(0.3, 0.7);
        var one = mixture(w, poisson(constant(2.0, 9.0)));
        var list = mixture(w, List.of(poisson(2), poisson(9)));
        var counts = constant(0L, 3L, 12L, -1L);
        double[] listed = list.logp(counts).eval().doubles();
        assertThat(one.logp(counts).eval().doubles()).containsExactly(listed, within(1e-14));
        assertThat(listed[3]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(one.name()).isEqualTo("PoissonMixture");
        double[] draws = draws(list);
        assertThat(Arrays.stream(draws).average().orElseThrow()).isCloseTo(6.9, within(0.2));
        assertThat(Arrays.stream(draws(one)).average().orElseThrow()).isCloseTo(6.9, within(0.2));
    }

    @Test
    void familiesOfDifferentSupportsMix() {
        var mixture = mixture(constant(0.5, 0.5), List.of(normal(0, 1), exponential(1)));
        assertThat(density(mixture, -1)).isCloseTo(0.5 * density(normal(0, 1), -1), within(1e-15));
        var both = 0.5 * (density(normal(0, 1), 1) + density(exponential(1), 1));
        assertThat(density(mixture, 1)).isCloseTo(both, within(1e-15));
        var parameters = List.copyOf(mixture.parameters().values());
        assertThat(mixture.withParameters(parameters)).isEqualTo(mixture);
        assertThat(mixture.parameters().keySet()).containsExactly("w", "0.mu", "0.sigma", "1.lam");
    }

    @Test
    void weightsMustSumToOne() {
        var mixture = normalMixture(constant(0.5, 0.6), constant(0.0, 1.0), constant(1));
        assertThatThrownBy(() -> mixture.logp(constant(0)).eval())
                .hasMessageContaining("w >= 0 and sum(w) = 1");
    }

    @Test
    void censoredValuesPileUpAtTheBounds() {
        var base = normal(0, 1);
        var censored = censored(base, -1, 1.5);
        assertThat(density(censored, -1)).isCloseTo(cdf(base, -1), within(1e-15));
        assertThat(density(censored, 1.5)).isCloseTo(1 - cdf(base, 1.5), within(1e-15));
        assertThat(density(censored, 0.3)).isEqualTo(density(base, 0.3));
        assertThat(density(censored, 2)).isZero();
        follow(censored, -1, 0, 1);
        assertThat(Arrays.stream(draws(censored)).max().orElseThrow()).isEqualTo(1.5);
    }

    @Test
    void censoredCountsSumToOne() {
        var censored = censored(geometric(0.3), 2, 5);
        var p = exp(censored.logp(constant(1L, 2L, 3L, 4L, 5L, 6L))).eval().doubles();
        assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-14));
        assertThat(p[0]).isZero();
        assertThat(p[5]).isZero();
    }

    @Test
    void boundsMayBeInfiniteForSomeObservationsOnly() {
        var scale = scalar("scale");
        var upper = constant(INFINITY, 1.5);
        var logp = sum(censored(weibull(1.3, scale), 0, 1.5).logp(constant(0.5, 1.5)));
        var same = sum(censored(weibull(1.3, scale), constant(0), upper).logp(constant(0.5, 1.5)));
        assertThat(same.eval(Map.of(scale, 2)).item())
                .isCloseTo(logp.eval(Map.of(scale, 2)).item(), within(1e-14));
        assertThat(grad(same, scale).eval(Map.of(scale, 2)).item())
                .isCloseTo(grad(logp, scale).eval(Map.of(scale, 2)).item(), within(1e-14));
    }

    @Test
    void gradientsOfCensoredDensitiesAreFiniteWithoutABound() {
        Tensor mu = scalar("mu");
        var censored = censored(normal(mu, 1), -1, INFINITY);
        var slope = grad(sum(censored.logp(constant(-1.0, 0.5, 9.0))), mu);
        assertThat(slope.eval(Map.of(mu, 0.2)).item()).isFinite();
    }

    @Test
    void truncationNormalisesAnew() {
        var base = gumbel(1, 2);
        var truncated = truncated(base, -1, 4);
        double mass = cdf(base, 4) - cdf(base, -1);
        assertThat(density(truncated, 0.5)).isCloseTo(density(base, 0.5) / mass, within(1e-14));
        assertThat(density(truncated, 5)).isZero();
        assertThat(cdf(truncated, 4)).isCloseTo(1, within(1e-14));
        follow(truncated, 0, 1, 3);
        var oneSided = truncated(exponential(2), 1, INFINITY);
        assertThat(density(oneSided, 1.5)).isCloseTo(density(exponential(2), 0.5), within(1e-14));
        follow(oneSided, 1.1, 1.5, 2);
        var parameters = List.copyOf(truncated.parameters().values());
        assertThat(truncated.withParameters(parameters)).isEqualTo(truncated);
    }

    @Test
    void aTruncatedNormalKeepsItsTails() {
        var truncated = truncated(normal(0, 1), 30, INFINITY);
        assertThat(truncated).isInstanceOf(TruncatedNormal.class);
        double mean = Arrays.stream(draws(truncated)).average().orElseThrow();
        assertThat(mean).isCloseTo(30.03326, within(0.002));
        assertThat(truncated.logp(constant(30)).eval().item()).isCloseTo(3.402305, within(1e-5));
    }

    @Test
    void truncatedCountsKeepBothBounds() {
        var truncated = truncated(poisson(3), 2, 5);
        var counts = constant(new long[] {1, 2, 3, 4, 5, 6});
        var p = exp(truncated.logp(counts)).eval().doubles();
        assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-14));
        assertThat(p[0]).isZero();
        assertThat(p[5]).isZero();
        assertThat(p[2] / p[1]).isCloseTo(1, within(1e-14));
        var x = draw(truncated, 4000, 1).longs();
        assertThat(Arrays.stream(x).min()).hasValue(2);
        assertThat(Arrays.stream(x).max()).hasValue(5);
        double share = Arrays.stream(x).filter(k -> k == 5).count() / 4000.0;
        assertThat(share).isCloseTo(p[4], within(0.03));
    }

    @Test
    void whatCannotBeCombinedIsNamed() {
        assertThatThrownBy(() -> censored(vonMises(0, 1), 0, 1))
                .isInstanceOf(ModelException.class)
                .hasMessage("Censored: VonMises has no logcdf; use a distribution that has one");
        assertThatThrownBy(() -> truncated(vonMises(0, 1), 0, 1))
                .hasMessage("Truncated: VonMises has no icdf; use a distribution that has one");
        assertThatThrownBy(() -> truncated(cauchy(0, 1), -INFINITY, INFINITY))
                .hasMessage("Truncated: both bounds are infinite; use Cauchy itself");
        assertThatThrownBy(() -> mixture(constant(1.0), List.of(normal(0, 1), poisson(1))))
                .hasMessageContaining("[Normal, Poisson]");
        assertThatThrownBy(() -> mixture(constant(0.5, 0.5), normal(0, 1)))
                .hasMessageContaining("last axis of components");
        assertThatThrownBy(() -> new Hurdle(constant(0.5), normal(0, 1)))
                .hasMessageContaining("Hurdle: Normal has the support real");
        assertThatThrownBy(() -> new ZeroInflated(constant(0.5), gamma(1, 1)))
                .hasMessageContaining("ZeroInflated: Gamma is not a distribution of counts");
        assertThatThrownBy(() -> zeroSumNormal(1, 1))
                .hasMessage("ZeroSumNormal: the length is 1; use at least 2");
    }

    @Test
    void aHurdleOfAmountsIsZeroAsOftenAsItShould() {
        var hurdle = hurdleLogNormal(constant(0.6), constant(0), constant(1));
        follow(hurdle, 0, 1, 3);
    }

    @Test
    void modelsOfThemHaveFiniteGradients() {
        var model = new Model("all sorts").coords("group", "a", "b", "c", "d");
        var scale = model.random("scale", truncated(normal(0, 1), 0, INFINITY));
        var group = model.random("group", zeroSumNormal(scale, 4), dims("group"));
        var w = model.random("w", dirichlet(new double[] {1, 1}));
        var mu = model.random("mu", pareto(3, 1));
        var means = concatenate(0, expandDims(mu, 0), expandDims(mu.unaryMinus(), 0));
        model.observe("y", normalMixture(w, means, scale), new double[] {-2, 1.5, 3});
        model.observe("z", censored(normal(mu, scale), 0, 2), new double[] {0, 1, 2});
        model.observe("x", normal(group, 1), new double[] {1, 2, 3, 4}, dims("group"));
        var density = model.density();
        assertThat(density.dimension()).isEqualTo(1 + 3 + 1 + 1);
        var gradient = new double[density.dimension()];
        double logp = density.newEvaluator().logDensity(new double[gradient.length], gradient);
        assertThat(logp).isFinite();
        for (double g : gradient) assertThat(g).isFinite();
    }
}
