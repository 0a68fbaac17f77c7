package acceptance;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Tensor;
import dev.credence.model.Model;
import dev.credence.model.ModelException;
import dev.credence.model.Transform;
import dev.credence.model.Variable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Models made from models: interventions, observations, transforms and parametrisations.
class RevisionTest {
    private static final double[] EFFECTS = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};

    private static Model schools() {
        var model = new Model("schools").dim("school", 8);
        var mu = model.random("mu", normal(0, 5));
        var tau = model.random("tau", halfNormal(5));
        var theta = model.random("theta", normal(mu, tau), dims("school"));
        model.deterministic("best", max(theta));
        model.observe("y", normal(theta, ERRORS), constant(EFFECTS), dims("school"));
        return model;
    }

    /// `z -> x -> y` and `z -> y`.
    private static Model confounded() {
        var model = new Model("confounded");
        var z = model.random("z", normal(0, 1));
        var x = model.random("x", normal(z.times(2), 1));
        model.random("y", normal(x.plus(z), 1));
        return model;
    }

    private static double[] draws(Model model, String name) {
        return model.priorPredictive(4000, 1).get(name).doubles();
    }

    private static double mean(double... x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static double variance(double... x) {
        double mean = mean(x);
        return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
    }

    private static void fails(ThrowingCallable code, String sentence) {
        assertThatThrownBy(code)
                .isInstanceOf(ModelException.class)
                .satisfies(e ->
                        assertThat(e.getMessage().replaceAll("RevisionTest.java:\\d+", "HERE"))
                                .isEqualTo(sentence));
    }

    @Test
    void anInterventionCutsTheVariableOffItsCauses() {
        var model = confounded();
        var set = model.withIntervention("x", 3);
        assertThat(set.freeVariables()).extracting(Variable::name).containsExactly("z", "y");
        // y = 3 + z + noise: mean 3, variance 2, and z is not informed by x.
        double[] y = draws(set, "y");
        assertThat(mean(y)).isCloseTo(3, within(0.1));
        assertThat(variance(y)).isCloseTo(2, within(0.2));
        // Observing x = 3 instead tells of z: E[z | x] = 2 x / 5, so E[y | x] = 3 + 6/5.
        assertThat(model.freeVariables()).hasSize(3);
    }

    @Test
    void whatIsSetCanBeExchanged() {
        var set = confounded().withIntervention("x", 3);
        set.setData("x", -5);
        assertThat(mean(draws(set, "y"))).isCloseTo(-5, within(0.1));
    }

    @Test
    void anInterventionKeepsShapesAndDims() {
        var set = schools().withIntervention("theta", 1.5);
        assertThat(set.variable("theta").orElseThrow().dims()).containsExactly("school");
        assertThat(set.priorPredictive(1, 1).get("best").item()).isEqualTo(1.5);
        var best = schools().withIntervention("best", 7);
        assertThat(best.priorPredictive(1, 1)).doesNotContainKey("best");
        assertThat(best.dimLengths()).containsExactly(Map.entry("school", 8));
    }

    @Test
    void anObservationConditions() {
        var seen = confounded().withObservation("x", 3);
        assertThat(seen.observedVariables()).extracting(Variable::name).containsExactly("x");
        var point = Map.of("z", 0.5, "y", 1.0);
        double expected = 0;
        for (double r : new double[] {0.5, 3 - 1, 1 - 3.5})
            expected += -0.5 * r * r - 0.5 * Math.log(2 * Math.PI);
        assertThat(seen.compileLogp().call(point).item()).isCloseTo(expected, within(1e-14));
    }

    @Test
    void anObservedVariableCanBeSeenAnew() {
        var other = schools().withObservation("y", new double[8]);
        var data = ((Variable.Observed) other.variable("y").orElseThrow()).data();
        assertThat(data.eval().doubles()).containsOnly(0);
    }

    @Test
    void theSourceAndItsDataAreLeftAlone() {
        var model = new Model();
        var x = model.data("x", new double[] {1, 2}, dims("obs"));
        var slope = model.random("slope", normal(0, 1));
        model.observe("y", normal(slope.times(x), 1), constant(new double[] {1, 2}));
        var other = model.withObservation("slope", 2);
        other.setData("x", new double[] {5, 6});
        assertThat(x.eval().doubles()).containsExactly(1, 2);
        assertThat(other.dimLengths()).containsExactly(Map.entry("obs", 2));
        assertThat(model.freeVariables()).hasSize(1);
    }

    @Test
    void aTransformIsExchanged() {
        var model = schools();
        var plain = model.withoutTransform("tau");
        assertThat(plain.valueVariables())
                .extracting(Tensor::name)
                .containsExactly("mu", "tau", "theta");
        var again = plain.withTransform("tau", Transform.LOG);
        var theta = new double[8];
        var point = Map.<String, Object>of("mu", 1.0, "tau_log__", 0.3, "theta", theta);
        assertThat(again.compileLogp().call(point)).isEqualTo(model.compileLogp().call(point));
        // Without the transform there is no Jacobian, which is log(tau) = 0.3.
        var moved = Map.<String, Object>of("mu", 1.0, "tau", Math.exp(0.3), "theta", theta);
        assertThat(plain.compileLogp().call(moved).item())
                .isCloseTo(again.compileLogp().call(point).item() - 0.3, within(1e-13));
    }

    @Test
    void nonCentringKeepsTheDensityUpToItsJacobian() {
        var centred = schools();
        var other = centred.nonCentred("theta");
        assertThat(other)
                .asString()
                .contains("theta_offset ~ Normal(0, 1)  (school)")
                .contains("theta = mu + tau * theta_offset  (school)");
        double mu = 1;
        double tau = Math.exp(0.3);
        var offset = new double[] {0.1, -1, 0.5, 2, -0.3, 0, 1, -2};
        double[] theta = Arrays.stream(offset).map(z -> mu + tau * z).toArray();
        double one =
                centred.compileLogp()
                        .call(Map.of("mu", mu, "tau_log__", 0.3, "theta", theta))
                        .item();
        double two =
                other.compileLogp()
                        .call(Map.of("mu", mu, "tau_log__", 0.3, "theta_offset", offset))
                        .item();
        assertThat(two).isCloseTo(one + 8 * 0.3, within(1e-12));
    }

    @Test
    void everyFamilyWithLocationAndScaleIsNonCentred() {
        var families =
                List.of(
                        normal(1, 3),
                        studentT(6, 1, 3),
                        laplace(1, 3),
                        logistic(1, 3),
                        gumbel(1, 3),
                        cauchy(1, 3),
                        logNormal(1, 0.3));
        for (var family : families) {
            var model = new Model();
            model.random("x", family);
            var other = model.nonCentred("x");
            double[] x = draws(model, "x");
            double[] y = draws(other, "x");
            Arrays.sort(x);
            Arrays.sort(y);
            // The quartiles of 4000 draws have a standard error near 0.06 of these.
            for (int q : new int[] {1000, 2000, 3000})
                assertThat(y[q]).as(family.name()).isCloseTo(x[q], within(0.4));
        }
        var model = new Model();
        model.random(
                "x",
                mvNormal(
                        constant(new double[] {1, 2}),
                        constant(new double[][] {{2, 0}, {0.5, 1}})));
        var moments = model.nonCentred("x").priorPredictive(4000, 1).get("x");
        double covariance = 0;
        for (int i = 0; i < 4000; i++)
            covariance += (moments.at(i, 0) - 1) * (moments.at(i, 1) - 2) / 4000;
        assertThat(covariance).isCloseTo(1, within(0.15));
    }

    @Test
    void theChoiceFollowsWhatTheDataSay() {
        assertThat(schools().centredWorse()).containsExactly("theta");
        var informed = new Model();
        var tau = informed.random("tau", halfNormal(5));
        var theta = informed.random("theta", normal(0, tau), shape(8));
        informed.observe("y", normal(theta, 0.1), EFFECTS);
        assertThat(informed.centredWorse()).isEmpty();
        assertThat(schools().nonCentred().freeVariables())
                .extracting(Variable::name)
                .containsExactly("mu", "tau", "theta_offset");
    }

    @Test
    void errors() {
        fails(
                () -> schools().withIntervention("nu", 1),
                "model 'schools' has no variable 'nu'; there are [mu, tau, theta, best, y]. Made"
                        + " at HERE");
        fails(
                () -> schools().withObservation("best", 1),
                "model 'schools' has no random variable 'best'; there are [mu, tau, theta, y]. Made"
                        + " at HERE");
        fails(
                () -> schools().withObservation("theta", new double[3]),
                "the values given for 'theta' have shape (3) but the variable has shape (8). Made"
                        + " at HERE");
        fails(
                () -> schools().withObservation("tau", -1),
                "the data of 'tau' hold -1 but values of HalfNormal(5) are non-negative. Made at"
                        + " HERE");
        fails(
                () -> schools().withTransform("y", Transform.LOG),
                "model 'schools' has no free variable 'y'; there are [mu, tau, theta]. Made at"
                        + " HERE");
        fails(
                () -> schools().nonCentred("tau"),
                "'tau' ~ HalfNormal(5) has no location and scale, so it cannot be non-centred. Made"
                        + " at HERE");
        var model = new Model("m");
        model.data("x", NdArray.of(1.0));
        fails(
                () -> model.withIntervention("x", 1),
                "'x' is neither random nor deterministic, so nothing can intervene in it; exchange"
                        + " data by setData. Made at HERE");
    }
}
