package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Map;

/// Missing entries of observed variables are unknowns; what was seen keeps its density.
class MissingDataTest {
    private static final double NAN = Double.NaN;
    private static final double[] Y = {0.3, NAN, 0.8, NAN, 1.1};

    private static double normalLogp(double y, double mu, double sigma) {
        double z = (y - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - 0.9189385332046727;
    }

    private static Model regression() {
        var model = new Model();
        var a = model.random("a", normal(0, 1));
        model.observe("y", normal(a.times(constant(0.0, 1, 2, 3, 4)), constant(0.5)), Y);
        return model;
    }

    @Test
    void missingEntriesAreAnUnknownOfTheirOwn() {
        var model = regression();
        assertThat(model.freeVariables().stream().map(Variable::name))
                .containsExactly("a", "y_unobserved");
        var point = Map.of("a", NdArray.scalar(0.5), "y_unobserved", NdArray.of(0.7, 1.2));
        var logps = model.pointLogps(point);
        double seen = normalLogp(0.3, 0, 0.5) + normalLogp(0.8, 1, 0.5) + normalLogp(1.1, 2, 0.5);
        assertThat(logps.get("y")).isCloseTo(seen, within(1e-12));
        assertThat(logps.get("y_unobserved"))
                .isCloseTo(normalLogp(0.7, 0.5, 0.5) + normalLogp(1.2, 1.5, 0.5), within(1e-12));
        assertThat(model.logps().get("y_unobserved").shape()).isEqualTo(shape(2));
    }

    @Test
    void theCompletedVariableIsRecordedUnderItsName() {
        var density = regression().density();
        assertThat(density.recorded().stream().map(ModelDensity.Entry::name))
                .containsExactly("a", "y_unobserved", "y");
        var position = new double[] {0.5, 0.7, 1.2};
        var recorded = new double[density.recordedSize()];
        density.newEvaluator().record(position, recorded);
        assertThat(recorded).containsExactly(0.5, 0.7, 1.2, 0.3, 0.7, 0.8, 1.2, 1.1);
        var gradient = new double[3];
        density.newEvaluator().logDensity(position, gradient);
        assertThat(gradient[1]).isCloseTo(-(0.7 - 0.5) / 0.25, within(1e-12));
        assertThat(gradient[2]).isCloseTo(-(1.2 - 1.5) / 0.25, within(1e-12));
    }

    @Test
    void whatFollowsFromTheVariableSeesTheCompletedOne() {
        var model = new Model();
        var x = model.observe("x", normal(0, 1), new double[] {1, NAN, 3});
        model.observe("y", normal(x.times(2), constant(1.0)), new double[] {2, 4, 6});
        var logps = model.pointLogps(Map.of("x_unobserved", NdArray.of(1.5)));
        assertThat(logps.get("y"))
                .isCloseTo(2 * normalLogp(0, 0, 1) + normalLogp(4, 3, 1), within(1e-12));
    }

    @Test
    void supportsAreKept() {
        var model = new Model();
        model.observe("x", exponential(2), new double[] {1, NAN, 3});
        model.observe(
                "p", uniform(constant(0.0, 1, 2), constant(1.0, 3, 4)), new double[] {0.5, NAN, 3});
        assertThat(model.valueVariables().stream().map(v -> v.name()))
                .containsExactly("x_unobserved_log__", "p_unobserved_interval__");
        assertThat(model.density().dimension()).isEqualTo(2);
        assertThat(model.initialPoint().get("p_unobserved_interval__").doubles())
                .containsExactly(new double[] {0}, within(1e-12));
    }

    @Test
    void aMaskSaysWhatIsMissing() {
        var model = new Model();
        var a = model.random("a", normal(0, 1));
        model.observe(
                "y",
                normal(a, constant(1.0)),
                new double[] {1, 99, 3},
                new boolean[] {false, true, false});
        var logps =
                model.pointLogps(Map.of("a", NdArray.scalar(0), "y_unobserved", NdArray.of(0.0)));
        assertThat(logps.get("y"))
                .isCloseTo(normalLogp(1, 0, 1) + normalLogp(3, 0, 1), within(1e-12));
    }

    @Test
    void missingCountsMayBeSummedOut() {
        var model = new Model();
        var p = model.random("p", uniform(0, 1));
        model.observe("y", bernoulli(p), new double[] {1, NAN, 0});
        var summed = model.marginalize("y_unobserved");
        var logps = summed.pointLogps(Map.of("p_interval__", NdArray.scalar(0.3)));
        double q = 1 / (1 + Math.exp(-0.3));
        double sum = logps.values().stream().mapToDouble(x -> x).sum();
        assertThat(sum).isCloseTo(2 * Math.log(q * (1 - q)), within(1e-10));
    }

    @Test
    void missingCountsOnWhichNothingDependsAreLeftOut() {
        var model = new Model();
        var mu = model.random("mu", exponential(1));
        var y = model.observe("y", poisson(mu), new double[] {1, NAN, 4});
        var summed = model.marginalize("y_unobserved");
        var point = Map.of("mu_log__", NdArray.scalar(Math.log(2.5)));
        double expected = sum(poisson(2.5).logp(constant(1L, 4L))).eval().item();
        assertThat(summed.pointLogps(point).get("y")).isCloseTo(expected, within(1e-12));
        var gradient = new double[1];
        summed.density().newEvaluator().logDensity(new double[] {Math.log(2.5)}, gradient);
        assertThat(gradient[0]).isCloseTo(1 - 2.5 + 5 - 2 * 2.5, within(1e-12));
        var draws = new double[2000];
        Arrays.fill(draws, 2.5);
        var found = summed.recoverMarginals(Map.of("mu", NdArray.of(draws)), 3);
        assertThat(found.get("y").shape()).containsExactly(2000, 3);
        assertThat(found.get("y").element(2)).isEqualTo(4);
        double mean = 0;
        for (int i = 0; i < 2000; i++) mean += found.get("y_unobserved").element(i) / 2000;
        assertThat(mean).as("seed 3").isCloseTo(2.5, within(5 * Math.sqrt(2.5 / 2000)));
        model.observe("w", normal(y, constant(1.0)), new double[] {1, 2, 3});
        assertThatThrownBy(() -> model.marginalize("y_unobserved"))
                .hasMessageContaining(
                        "'y_unobserved' cannot be summed out: it has infinitely many values");
    }

    @Test
    void vectorsMayBeSeenInPart() {
        var lower = constant(new double[][] {{1, 0}, {0.5, 1}});
        var model = new Model();
        model.observe(
                "y",
                mvNormal(constant(0.0, 0), lower),
                NdArray.of(new double[][] {{1, NAN}, {2, 3}}));
        var whole = mvNormal(constant(0.0, 0), lower);
        double expected =
                sum(whole.logp(constant(new double[][] {{1, 0.4}, {2, 3}}))).eval().item();
        var logps = model.pointLogps(Map.of("y_unobserved", NdArray.of(0.4)));
        assertThat(logps.values().stream().mapToDouble(x -> x).sum())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void whatIsMissingMayChangeWithTheData() {
        var model = new Model();
        var a = model.random("a", normal(0, 1));
        var y = model.incompleteData("data", new double[] {1, 2, 3});
        model.observe("y", normal(a, constant(0.5)), y);
        assertThat(model.density().dimension()).isEqualTo(1);
        model.setData("data", new double[] {1, NAN, NAN, 4});
        var density = model.density();
        assertThat(density.dimension()).isEqualTo(3);
        var gradient = new double[3];
        double found = density.newEvaluator().logDensity(new double[] {0.5, 0.7, 1.2}, gradient);
        double expected =
                normalLogp(0.5, 0, 1)
                        + normalLogp(1, 0.5, 0.5)
                        + normalLogp(0.7, 0.5, 0.5)
                        + normalLogp(1.2, 0.5, 0.5)
                        + normalLogp(4, 0.5, 0.5);
        assertThat(found).isCloseTo(expected, within(1e-12));
        var recorded = new double[density.recordedSize()];
        density.newEvaluator().record(new double[] {0.5, 0.7, 1.2}, recorded);
        assertThat(recorded).containsExactly(0.5, 0.7, 1.2, 1, 0.7, 1.2, 4);
        assertThat(model.priorPredictive(2, 1).get("y_unobserved").shape()).containsExactly(2, 2);
        model.setData("data", new double[] {NAN, 2});
        assertThat(model.density().dimension()).isEqualTo(2);
    }

    @Test
    void forwardDrawsAreWhole() {
        var model = regression();
        var prior = model.priorPredictive(3, 1);
        assertThat(prior.get("y").shape()).containsExactly(3, 5);
        assertThat(prior.get("y_unobserved").shape()).containsExactly(3, 2);
        var draws =
                Map.of(
                        "a", NdArray.of(0.1, 0.2),
                        "y_unobserved", NdArray.of(new double[][] {{1, 2}, {3, 4}}));
        assertThat(model.posteriorPredictive(draws, 1).get("y").shape()).containsExactly(2, 5);
    }

    @Test
    void whatCannotBeMissingIsSaid() {
        var model = new Model();
        var a = constant(1.0, 1, 1);
        assertThatThrownBy(() -> model.observe("s", dirichlet(a), new double[] {0.5, NAN, 0.3}))
                .hasMessageContaining(
                        "cannot be observed in part: its values are positive with sum 1");
        assertThatThrownBy(() -> model.data("x", new double[] {1, NAN}))
                .hasMessageContaining("hold NaN");
        assertThatThrownBy(() ->
                        model.observe("y", normal(0, 1), new double[] {1, 2}, new boolean[] {true}))
                .hasMessageStartingWith("'y' has 2 values but 1 entries that say what is missing");
    }

    @Test
    void aMinibatchCountsForAll() {
        var batch = minibatch(normal(0, 1), 100);
        var y = constant(0.5, -1);
        double expected = 50 * (normalLogp(0.5, 0, 1) + normalLogp(-1, 0, 1));
        assertThat(sum(batch.logp(y)).eval().item()).isCloseTo(expected, within(1e-10));
        var model = new Model();
        var a = model.random("a", normal(0, 1));
        var data = model.data("batch", new double[] {1, 2});
        model.observe("y", minibatch(normal(a, constant(1.0)), 100), data);
        var point = Map.of("a", NdArray.scalar(0));
        assertThat(model.pointLogps(point).get("y"))
                .isCloseTo(50 * (normalLogp(1, 0, 1) + normalLogp(2, 0, 1)), within(1e-10));
        model.setData("batch", new double[] {1, 2, 3, 4});
        double four =
                normalLogp(1, 0, 1)
                        + normalLogp(2, 0, 1)
                        + normalLogp(3, 0, 1)
                        + normalLogp(4, 0, 1);
        assertThat(model.pointLogps(point).get("y")).isCloseTo(25 * four, within(1e-10));
        double found = model.density().newEvaluator().logDensity(new double[] {0}, new double[1]);
        assertThat(found).isCloseTo(25 * four + normalLogp(0, 0, 1), within(1e-10));
    }
}
