package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Elementwise;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Models as their users see them.
class ModelTest {
    private static final double[] EFFECTS = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};

    private static Model eightSchools() {
        var model =
                new Model("eight schools").coords("school", "A", "B", "C", "D", "E", "F", "G", "H");
        var mu = model.random("mu", normal(0, 5));
        var tau = model.random("tau", halfCauchy(5));
        var eta = model.random("eta", normal(0, 1), dims("school"));
        var theta = model.deterministic("theta", mu.plus(tau.times(eta)), dims("school"));
        model.observe("y", normal(theta, ERRORS), EFFECTS, dims("school"));
        return model;
    }

    @Test
    void printsAsPeopleWriteModels() {
        assertThat(eightSchools())
                .hasToString(
                        """
                           mu ~ Normal(0, 5)
                          tau ~ HalfCauchy(5)
                          eta ~ Normal(0, 1)  (school)
                        theta = mu + tau * eta  (school)
                            y ~ Normal(theta, [15, 10, 16, …]), observed  (school)\
                        """);
    }

    @Test
    void layoutOfThePositionAndOfTheRecord() {
        var density = eightSchools().density();
        assertThat(density.dimension()).isEqualTo(10);
        assertThat(density.slots())
                .extracting(ModelDensity.Slot::name)
                .containsExactly("mu", "tau_log__", "eta");
        assertThat(density.slots()).extracting(ModelDensity.Slot::offset).containsExactly(0, 1, 2);
        assertThat(density.recorded())
                .extracting(ModelDensity.Entry::name)
                .containsExactly("mu", "tau", "eta", "theta");
        assertThat(density.recorded().getLast().dims()).containsExactly("school");
        assertThat(density.recordedSize()).isEqualTo(18);
        double[] position = new double[10];
        Arrays.setAll(position, i -> 0.1 * i);
        var out = new double[18];
        density.newEvaluator().record(position, out);
        double tau = Math.exp(0.1);
        assertThat(out[1]).isCloseTo(tau, within(1e-15));
        for (int i = 0; i < 8; i++)
            assertThat(out[10 + i]).isCloseTo(tau * position[2 + i], within(1e-14));
    }

    @Test
    void unconstrainInvertsRecord() {
        var density = eightSchools().density();
        double[] position = density.initialPosition();
        assertThat(position[1]).isCloseTo(Math.log(5), within(1e-14));
        Arrays.setAll(position, i -> 0.3 * i - 1);
        var out = new double[18];
        density.newEvaluator().record(position, out);
        var values =
                Map.of(
                        "mu", NdArray.scalar(out[0]),
                        "tau", NdArray.scalar(out[1]),
                        "eta", NdArray.of(Arrays.copyOfRange(out, 2, 10)));
        assertThat(density.unconstrain(values)).containsExactly(position, within(1e-14));
    }

    @Test
    void evaluatorsWorkInParallel() throws Exception {
        var density = eightSchools().density();
        double[] expected = run(density);
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<double[]> task = () -> run(density);
            for (var result : threads.invokeAll(List.of(task, task, task, task)))
                assertThat(result.get()).containsExactly(expected);
        }
    }

    private static double[] run(ModelDensity density) {
        var evaluator = density.newEvaluator();
        var gradient = new double[10];
        var position = density.initialPosition();
        var values = new double[200];
        for (int i = 0; i < 200; i++) {
            position[i % 10] += 0.01;
            values[i] = evaluator.logDensity(position, gradient) + gradient[i % 10];
        }
        return values;
    }

    @Test
    void priorDrawsAreJoint() {
        var draws = eightSchools().priorPredictive(50, 4);
        assertThat(draws.keySet()).containsExactly("mu", "tau", "eta", "theta", "y");
        assertThat(draws.get("y").shape()).containsExactly(50, 8);
        for (int i = 0; i < 50; i++) {
            double theta =
                    draws.get("mu").at(i) + draws.get("tau").at(i) * draws.get("eta").at(i, 3);
            assertThat(draws.get("theta").at(i, 3))
                    .isCloseTo(theta, within(1e-9 * (1 + Math.abs(theta))));
        }
        assertThat(eightSchools().priorPredictive(50, 4)).isEqualTo(draws);
        assertThat(eightSchools().priorPredictive(50, 5)).isNotEqualTo(draws);
    }

    @Test
    void drawsOfOneVariableDoNotDependOnLaterOnes() {
        var shorter = new Model();
        shorter.random("mu", normal(0, 5));
        assertThat(shorter.priorPredictive(3, 4).get("mu"))
                .isEqualTo(eightSchools().priorPredictive(3, 4).get("mu"));
    }

    @Test
    void dimsNameVariablesOfAnyRank() {
        var model = new Model().coords("a", "x", "y").dim("b", 3);
        var z = model.random("z", normal(0, 1), dims("a", "b"));
        assertThat(z.shape()).hasToString("(2, 3)");
        assertThat(model.dimLengths()).containsExactly(Map.entry("a", 2), Map.entry("b", 3));
        assertThat(model.coords()).containsExactly(Map.entry("a", List.of("x", "y")));
    }

    @Test
    void unknownsFollowTheLengthOfData() {
        var model = new Model();
        var y = model.data("y", new double[] {1, 2, 3}, dims("obs"));
        var latent = model.random("latent", normal(0, 1), dims("obs"));
        model.observe("seen", normal(latent, 1), y);
        assertThat(model.density().dimension()).isEqualTo(3);
        model.setData("y", new double[] {1, 2, 3, 4, 5});
        var density = model.density();
        assertThat(density.dimension()).isEqualTo(5);
        var gradient = new double[5];
        density.newEvaluator().logDensity(new double[5], gradient);
        assertThat(gradient).containsExactly(new double[] {1, 2, 3, 4, 5}, within(1e-14));
    }

    @Test
    void boundsMayBeRandom() {
        var model = new Model();
        var lower = model.random("lower", normal(0, 1));
        var x = model.random("x", uniform(lower, constant(5)));
        model.potential("likelihood", x.times(-1));
        var density = model.density();
        var position =
                density.unconstrain(Map.of("lower", NdArray.scalar(1.0), "x", NdArray.scalar(2.0)));
        assertThat(density.slots().get(1).name()).isEqualTo("x_interval__");
        double value = density.newEvaluator().logDensity(position, new double[2]);
        double jacobian = Math.log(4) + Math.log(0.25 * 0.75);
        double expected = -0.5 - 0.9189385332046727 - Math.log(4) + jacobian - 2;
        assertThat(value).isCloseTo(expected, within(1e-12));
    }

    @Test
    void oneTensorMayHaveTwoNames() {
        var model = new Model();
        var mu = model.random("mu", normal(0, 1));
        var same = model.deterministic("same", mu);
        assertThat(mu.name()).isEqualTo("mu");
        assertThat(same.name()).isEqualTo("same");
        assertThat(model).hasToString("  mu ~ Normal(0, 1)\nsame = mu");
    }

    @Test
    void discreteVariablesIndexOthers() {
        var model = new Model();
        var rate = model.random("rate", gamma(2, 1), shape(3));
        var z = model.random("z", categorical(new double[] {0.2, 0.3, 0.5}));
        model.observe("k", poisson(rate.get(z)), 4);
        var point =
                Map.of("rate_log__", NdArray.of(0.0, 0.0, Math.log(3)), "z", NdArray.scalar(2L));
        double expected = 4 * Math.log(3) - 3 - Math.log(24);
        assertThat(model.pointLogps(point).get("k")).isCloseTo(expected, within(1e-13));
        assertThat(model.pointLogps(point).get("z")).isCloseTo(Math.log(0.5), within(1e-14));
        assertThat(model.priorPredictive(20, 1).get("z").shape()).containsExactly(20);
    }

    @Test
    void opsOfEqualFamiliesAreEqual() {
        var model = new Model();
        var a = model.random("a", normal(0, 1)).owner().orElseThrow().op();
        var b = model.random("b", normal(3, 4)).owner().orElseThrow().op();
        var c = model.random("c", cauchy(3, 4)).owner().orElseThrow().op();
        assertThat(a).isEqualTo(b).isNotEqualTo(c);
    }

    @Test
    void termsOfExchangeableDataAreComputedOnce() {
        var model = new Model();
        var k = model.data("k", new int[] {3, 4});
        var x = model.data("x", new double[] {0.5, -0.5});
        var b = model.random("b", normal(0, 1));
        model.observe("y", poisson(exp(b.times(square(x)))), k);
        var graph = new DensityGraph(model);
        assertThat(graph.density().dataTerms()).isNotEmpty();
        assertThat(graph.logpAndGradient().graph().nodes())
                .noneMatch(n -> n.op() == Elementwise.LGAMMA);
        var gradient = new double[1];
        double expected = -0.9189385332046727 + 7 * Math.log(1) - 2 - Math.log(6) - Math.log(24);
        assertThat(model.density().newEvaluator().logDensity(new double[1], gradient))
                .isCloseTo(expected, within(1e-13));
        assertThat(gradient[0]).isCloseTo(0.25 * (3 - 1 + 4 - 1), within(1e-13));
        model.setData("k", new int[] {0, 1, 2});
        model.setData("x", new double[] {1, 2, 3});
        model.density().newEvaluator().logDensity(new double[1], gradient);
        assertThat(gradient[0]).isCloseTo(-1 + 9, within(1e-13));
    }

    @Test
    void exchangeableOutcomesMeetRegressorsOfFixedLength() {
        var model = new Model();
        var beta = model.random("beta", normal(0, 1.5), shape(2));
        var x = constant(new double[][] {{1, 2}, {1, 3}, {1, -4}});
        model.observe("y", bernoulliLogit(x.dot(beta)), model.data("seen", new int[3]));
        model.setData("seen", new int[] {1, 0, 1});
        double[] position = {0.5, -1};
        double expected = -0.5 * (0.25 + 1) / 2.25 - Math.log(2 * Math.PI * 2.25);
        for (double eta : new double[] {-1.5, 2.5, 4.5}) expected -= Math.log1p(Math.exp(-eta));
        assertThat(model.density().newEvaluator().logDensity(position, new double[2]))
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void checksSitAtTheRootOfTheFusedDensity() {
        var fused = new JointDensity(eightSchools().variables()).fused();
        var checks =
                GraphWalk.topological(List.of(fused)).stream()
                        .filter(n -> n.op() instanceof dev.credence.graph.Check)
                        .toList();
        assertThat(checks).isEmpty();
        var model = new Model();
        var sigma = model.random("sigma", halfNormal(1));
        model.observe("y", normal(0, sigma), EFFECTS);
        Tensor root = new JointDensity(model.variables()).fused();
        assertThat(root.owner().orElseThrow().op()).hasToString("Check{'y' ~ Normal: sigma > 0}");
        assertThat(root.rank()).isZero();
    }

    @Test
    void integersAreTakenWhereRealsAreMeant() {
        var model = new Model();
        var mu = model.random("mu", normal(0, 1));
        model.observe("y", normal(mu, 1), new int[] {1, 2});
        assertThat(model.observedVariables().getFirst().data()).hasToString("[1.0, 2.0]");
        model.observe("n", binomial(new int[] {3, 4}, sigmoid(mu)), new double[] {1, 2});
        assertThat(model.pointLogps(Map.of("mu", NdArray.scalar(0.0))).get("n"))
                .isCloseTo(Math.log(3 / 8.0) + Math.log(6 / 16.0), within(1e-13));
    }
}
