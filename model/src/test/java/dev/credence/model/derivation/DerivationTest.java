package dev.credence.model.derivation;

import static dev.credence.model.derivation.DerivedDistributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.model.Distribution;
import dev.credence.model.Model;
import dev.credence.model.ModelException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Laws of several numbers at once, models with derived variables, ops of one's own, and what is
/// said where nothing can be derived.
class DerivationTest {
    private static final double[] Y = {0.3, -1.2, 0.8, 2.5};

    private static double[] doubles(Tensor x) {
        return x.eval().doubles();
    }

    private static double total(Distribution d, double... y) {
        return sum(d.logp(constant(y))).eval().item();
    }

    private static double normalLogp(double y, double mu, double sigma) {
        double z = (y - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - 0.9189385332046727;
    }

    @Test
    void runningSumsAreARandomWalk() {
        var walk = derived(cumsum(randomVariable(normal(0.1, 2), shape(4)), 0));
        var expected = new double[4];
        for (int i = 0; i < 4; i++)
            expected[i] = normalLogp(Y[i], (i == 0 ? 0 : Y[i - 1]) + 0.1, 2);
        assertThat(doubles(walk.logp(constant(Y)))).containsExactly(expected, within(1e-12));
    }

    @Test
    void aLoopIsAnAutoregression() {
        var rho = scalar("rho");
        ScanStep step =
                (x, none) -> {
                    var next = randomVariable(normal(rho.times(x.getFirst()), constant(0.5)));
                    return Step.of(next).stacking(next);
                };
        var series = scan(step, List.of(constant(1.0)), 4).stacked();
        var logp = logp(series, constant(Y));
        var expected = new double[4];
        for (int i = 0; i < 4; i++)
            expected[i] = normalLogp(Y[i], 0.7 * (i == 0 ? 1 : Y[i - 1]), 0.5);
        assertThat(logp.eval(Map.of(rho, 0.7)).doubles()).containsExactly(expected, within(1e-12));
        assertThat(grad(sum(logp), rho).eval(Map.of(rho, 0.7)).item()).isFinite();
    }

    @Test
    void noiseAddedInALoopIsDrawnAnewInEachStep() {
        ScanStep step =
                (x, none) -> {
                    var noise = randomVariable(normal(0, 0.5));
                    var next = x.getFirst().times(0.7).plus(noise);
                    return Step.of(next).stacking(next);
                };
        var series = derived(scan(step, List.of(constant(1.0)), 4).stacked());
        double expected = 0;
        for (int i = 0; i < 4; i++)
            expected += normalLogp(Y[i], 0.7 * (i == 0 ? 1 : Y[i - 1]), 0.5);
        assertThat(total(series, Y)).isCloseTo(expected, within(1e-12));
        double[] draws = draw(series, 2000, 3).doubles();
        double product = 0;
        double square = 0;
        for (int i = 0; i < 2000; i++) {
            double first = draws[4 * i] - 0.7;
            double second = draws[4 * i + 1] - 0.7 * draws[4 * i];
            product += first * second;
            square += second * second;
        }
        assertThat(product / 2000).as("seed 3").isCloseTo(0, within(5 * 0.25 / Math.sqrt(2000)));
        assertThat(square / 2000).as("seed 3").isCloseTo(0.25, within(0.05));
    }

    @Test
    void volatilityMayFollowEarlierRows() {
        ScanStep step =
                (c, none) -> {
                    var volatility =
                            sqrt(
                                    square(c.get(0))
                                            .times(0.3)
                                            .plus(square(c.get(1)).times(0.5))
                                            .plus(0.2));
                    var next = randomVariable(normal(constant(0.0), volatility));
                    return Step.of(next, volatility).stacking(next);
                };
        var series = scan(step, List.of(constant(0.0), constant(1.0)), 4).stacked();
        double expected = 0;
        double h = 1;
        for (int i = 0; i < 4; i++) {
            double before = i == 0 ? 0 : Y[i - 1];
            h = Math.sqrt(0.3 * before * before + 0.5 * h * h + 0.2);
            expected += normalLogp(Y[i], 0, h);
        }
        assertThat(total(derived(series), Y)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aStartAndALoopAreJoined() {
        var start = randomVariable(normal(0, 3));
        ScanStep step =
                (x, none) -> {
                    var next = randomVariable(normal(x.getFirst(), constant(0.5)));
                    return Step.of(next).stacking(next);
                };
        var rest = scan(step, List.of(start), 3).stacked();
        var series = derived(concatenate(0, expandDims(start, 0), rest));
        double expected = normalLogp(Y[0], 0, 3);
        for (int i = 1; i < 4; i++) expected += normalLogp(Y[i], Y[i - 1], 0.5);
        assertThat(total(series, Y)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void stackedExpressionsAreTakenApart() {
        var x = randomVariable(normal(0, 1));
        var independent = derived(stack(x, exp(randomVariable(normal(1, 2)))));
        double expected = normalLogp(0.3, 0, 1) + normalLogp(Math.log(2.5), 1, 2) - Math.log(2.5);
        assertThat(total(independent, 0.3, 2.5)).isCloseTo(expected, within(1e-12));
        var chained = derived(stack(x, randomVariable(normal(x.times(2), constant(0.5)))));
        assertThat(total(chained, 0.3, 1.0))
                .isCloseTo(normalLogp(0.3, 0, 1) + normalLogp(1, 0.6, 0.5), within(1e-12));
    }

    @Test
    void partsOfVectorsAreLeftOut() {
        var x = randomVariable(normal(constant(0.0, 1, 2, 3), constant(1.0)));
        assertThat(total(derived(x.slice(1, 3)), 0.5, 0.6))
                .isCloseTo(normalLogp(0.5, 1, 1) + normalLogp(0.6, 2, 1), within(1e-12));
        assertThat(total(derived(x.get(constant(3L, 0L))), 0.5, 0.6))
                .isCloseTo(normalLogp(0.5, 3, 1) + normalLogp(0.6, 0, 1), within(1e-12));
    }

    @Test
    void aReplacedPartHasItsOwnLaw() {
        var x = randomVariable(normal(0, 1), shape(3));
        var y = randomVariable(normal(5, 2), shape(1));
        var replaced = derived(setAt(x, y, dev.credence.graph.Index.range(1, 2)));
        assertThat(total(replaced, 0.5, 4, -0.2))
                .isCloseTo(
                        normalLogp(0.5, 0, 1) + normalLogp(4, 5, 2) + normalLogp(-0.2, 0, 1),
                        within(1e-12));
    }

    @Test
    void aMatrixTimesAVectorIsAMultivariateNormal() {
        var lower = constant(new double[][] {{2, 0, 0}, {0.5, 1, 0}, {-1, 0.3, 0.7}});
        var z = randomVariable(normal(0, 1), shape(3));
        var known = mvNormal(constant(0.0, 0, 0), lower);
        var y = new double[] {0.3, -1.2, 0.8};
        assertThat(total(derived(matmul(lower, z)), y)).isCloseTo(total(known, y), within(1e-12));
        assertThat(total(derived(matmul(z, lower.transpose())), y))
                .isCloseTo(total(known, y), within(1e-12));
        assertThat(derived(matmul(lower, z)).eventRank()).isEqualTo(1);
    }

    @Test
    void functionsOfVectorsKeepTheEvent() {
        var lower = constant(new double[][] {{2, 0}, {0.5, 1}});
        var vector = mvNormal(constant(0.0, 1), lower);
        var grown = derived(exp(randomVariable(vector).times(2)));
        double expected = total(vector, Math.log(0.7) / 2, Math.log(1.9) / 2);
        expected -= Math.log(0.7) + Math.log(1.9) + 2 * Math.log(2);
        assertThat(grown.eventRank()).isEqualTo(1);
        assertThat(total(grown, 0.7, 1.9)).isCloseTo(expected, within(1e-12));
        assertThat(total(grown, -0.7, 1.9)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void viewsKeepTheLaw() {
        var x =
                randomVariable(
                        normal(constant(new double[][] {{0, 1, 2}, {3, 4, 5}}), constant(1.0)));
        var value = constant(new double[][] {{0, 3}, {1, 4}, {2, 5}});
        assertThat(doubles(derived(x.transpose()).logp(value))).containsOnly(normalLogp(0, 0, 1));
        assertThat(doubles(derived(x.reshape(6)).logp(constant(0.0, 1, 2, 3, 4, 5))))
                .containsOnly(normalLogp(0, 0, 1));
    }

    @Test
    void clippingGathersWhatLiesBeyond() {
        var clipped = derived(clip(randomVariable(normal(0, 1)), -0.5, 1));
        var censored = censored(normal(0, 1), -0.5, 1);
        var y = constant(-0.6, -0.5, 0, 1, 1.1);
        double[] expected = doubles(censored.logp(y));
        assertThat(doubles(clipped.logp(y))).containsExactly(expected, within(1e-12));
        double[] points = {-0.6, -0.5, 0.2, 1, 2};
        assertThat(doubles(exp(clipped.logcdf(constant(points)).orElseThrow())))
                .containsExactly(
                        new double[] {0, 0.3085375387259869, 0.579259709439103, 1, 1},
                        within(1e-12));
    }

    @Test
    void independentCopiesHaveAxesOnTheLeft() {
        var walk = derived(cumsum(randomVariable(normal(0, 1), shape(2)), 0));
        var rows = constant(new double[][] {{0.3, 0.5}, {-1, 0}, {2, 2}});
        var logp = walk.logp(rows).eval();
        assertThat(logp.shape()).containsExactly(3, 2);
        assertThat(logp.doubles()[3]).isCloseTo(normalLogp(1, 0, 1), within(1e-12));
        var draws = walk.draw(constant(new long[] {0, 1}), constant(new long[] {500, 2})).eval();
        assertThat(draws.shape()).containsExactly(500, 2);
    }

    @Test
    void aModelWithADerivedLikelihoodIsTheOneWithTheNamedOne() {
        double[] y = {0.5, 1.5, 0.7, 3.2};
        var one = new Model();
        var mu = one.random("mu", normal(0, 1));
        one.observe("y", derived(exp(randomVariable(normal(mu, constant(0.5))))), y);
        var two = new Model();
        two.observe("y", logNormal(two.random("mu", normal(0, 1)), constant(0.5)), y);
        var point = Map.of("mu", NdArray.scalar(0.4));
        assertThat(one.pointLogps(point).get("y"))
                .isCloseTo(two.pointLogps(point).get("y"), within(1e-12));
        var gradient = new double[1];
        var other = new double[1];
        one.density().newEvaluator().logDensity(new double[] {0.4}, gradient);
        two.density().newEvaluator().logDensity(new double[] {0.4}, other);
        assertThat(gradient[0]).isCloseTo(other[0], within(1e-12));
        assertThat(one.priorPredictive(3, 1).get("y").shape()).containsExactly(3, 4);
    }

    @Test
    void aFreeVariableMayBeDerived() {
        var model = new Model();
        var x = model.random("x", derived(exp(randomVariable(normal(0, 1)))), shape(2));
        model.observe("y", normal(x, constant(1.0)), new double[] {1, 2});
        assertThat(model.valueVariables().getFirst().name()).isEqualTo("x_log__");
        var same = new Model();
        var w = same.random("x", logNormal(0, 1), shape(2));
        same.observe("y", normal(w, constant(1.0)), new double[] {1, 2});
        var gradient = new double[2];
        double found =
                model.density().newEvaluator().logDensity(new double[] {0.3, -0.2}, gradient);
        double known = same.density().newEvaluator().logDensity(new double[] {0.3, -0.2}, gradient);
        assertThat(found).isCloseTo(known, within(1e-12));
    }

    @Test
    void logpOfANamedVariableTakesItsParentsAsGiven() {
        var model = new Model();
        var mu = model.random("mu", normal(0, 1));
        var x = model.random("x", normal(mu, constant(2.0)));
        var logp = logp(x, constant(1.0));
        assertThat(logp.eval(Map.of(mu, 0.5)).item())
                .isCloseTo(normalLogp(1, 0.5, 2), within(1e-12));
        assertThat(exp(logcdf(randomVariable(normal(0, 1)), constant(0.0))).eval().item())
                .isCloseTo(0.5, within(1e-12));
        assertThat(icdf(exp(randomVariable(normal(0, 1))), constant(0.5)).eval().item())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void invalidParametersAreNamed() {
        var sigma = scalar("sigma");
        var logp = logp(exp(randomVariable(normal(constant(0.0), sigma))), constant(1.0));
        assertThatThrownBy(() -> logp.eval(Map.of(sigma, -1.0))).hasMessageContaining("sigma > 0");
    }

    /// `y = x^3 + x`, whose inverse is Cardano's.
    private record CubicPlus() implements Derivable {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return List.of(inputs.getFirst().type());
        }

        @Override
        public Optional<List<Tensor>> expand(Apply node) {
            return Optional.of(List.of(new Inverse().forward(node.input(0))));
        }

        @Override
        public Optional<Law> law(
                Apply node, Function<Tensor, Law> law, Predicate<Tensor> isRandom) {
            return Optional.of(Derivable.monotone(law.apply(node.input(0)), new Inverse()));
        }
    }

    private record Inverse() implements Bijection {
        @Override
        public Tensor forward(Tensor x) {
            return x.times(x).times(x).plus(x);
        }

        @Override
        public Tensor backward(Tensor y) {
            return sinh(arcsinh(y.times(1.5 * Math.sqrt(3))).div(3)).times(2 / Math.sqrt(3));
        }

        @Override
        public Tensor logSlope(Tensor y) {
            return log(square(backward(y)).times(3).plus(1)).unaryMinus();
        }

        @Override
        public Tensor contains(Tensor y) {
            return not(isNaN(y));
        }

        @Override
        public double anchor() {
            return 0;
        }
    }

    @Test
    void anOpOfOnesOwnHasALaw() {
        var x = randomVariable(normal(0, 1));
        var y = derived(new Apply(new CubicPlus(), List.of(x)).output());
        assertThat(total(y, 10)).isCloseTo(normalLogp(2, 0, 1) - Math.log(13), within(1e-12));
        assertThat(exp(y.logcdf(constant(10.0)).orElseThrow()).eval().item())
                .isCloseTo(0.9772498680518208, within(1e-12));
    }

    private static void refused(
            String start, org.assertj.core.api.ThrowableAssert.ThrowingCallable made) {
        assertThatThrownBy(made).isInstanceOf(ModelException.class).hasMessageContaining(start);
    }

    @Test
    void whatIsInTheWayIsNamed() {
        var x = randomVariable(normal(0, 1));
        refused("'sin' is in the way", () -> derived(exp(sin(x))));
        refused("'add' is in the way", () -> derived(x.plus(randomVariable(gamma(1, 1)))));
        refused(
                "'add' is in the way (one random value is repeated along an axis of length 3)",
                () -> derived(x.plus(constant(1.0, 2, 3))));
        refused("'2.0' is not random", () -> derived(constant(2.0)));
        refused("'Normal' is in the way", () -> derived(randomVariable(normal(x, constant(1.0)))));
        refused("'exp' is in the way", () -> derived(exp(clip(x, 0, 1))));
        refused("'switch' is in the way", () -> derived(select(x.gt(0), constant(1.5), x)));
        refused(
                "the distribution function of",
                () -> logcdf(cumsum(randomVariable(normal(0, 1), shape(2)), 0), constant(1.0, 2)));
        ScanStep hidden =
                (c, none) -> {
                    var state = randomVariable(normal(c.getFirst(), constant(1.0)));
                    return Step.of(state).stacking(randomVariable(normal(state, constant(1.0))));
                };
        refused("in the way", () -> derived(scan(hidden, List.of(constant(0.0)), 3).stacked()));
    }
}
