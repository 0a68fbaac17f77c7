package acceptance;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;
import dev.credence.graph.Shape;
import dev.credence.graph.TensorType;
import dev.credence.model.Model;
import dev.credence.model.ModelException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.Map;

/// Every sentence that a wrong model gives. The package is not the library's, so that lines of this
/// file count as the user's.
class ModelErrorsTest {
    private final Model model = new Model("test");

    private static void fails(ThrowingCallable code, String sentence) {
        assertThatThrownBy(code)
                .isInstanceOf(ModelException.class)
                .satisfies(e ->
                        assertThat(e.getMessage().replaceAll("ModelErrorsTest.java:\\d+", "HERE"))
                                .isEqualTo(sentence));
    }

    @Test
    void namesDiffer() {
        model.random("mu", normal(0, 1));
        fails(
                () -> model.deterministic("mu", constant(1).plus(1)),
                "the model has a variable 'mu' already (made at HERE); names must differ. Made at"
                        + " HERE");
    }

    @Test
    void namesAreIdentifiers() {
        var rule = "use a letter, then letters, digits and _ . : -, not ending in __. Made at HERE";
        for (var name : new String[] {"", "1x", "a b", "sigma_log__"}) {
            fails(
                    () -> model.random(name, normal(0, 1)),
                    "'%s' is no name for a variable; %s".formatted(name, rule));
        }
        fails(() -> model.coords("a b", "x"), "'a b' is no name for a dim; " + rule);
    }

    @Test
    void dimsAreKnownAndLabelledOnce() {
        model.coords("school", "A", "B");
        fails(
                () -> model.random("x", normal(0, 1), dims("pupil")),
                "'x' has dim 'pupil', which has no coordinates; there are [school]. Made at HERE");
        fails(() -> model.coords("school", "C"), "dim 'school' already has length 2. Made at HERE");
        fails(
                () -> model.coords("pupil", "C", "C"),
                "dim 'pupil' has the coordinate 'C' twice. Made at HERE");
        fails(
                () -> model.coords("pupil", new String[0]),
                "dim 'pupil' was given no coordinates. Made at HERE");
    }

    @Test
    void dimsFitShapes() {
        model.coords("school", "A", "B");
        fails(
                () -> model.observe("y", normal(0, 1), new double[3], dims("school")),
                "'y' has shape (3) but dim 'school' has length 2. Made at HERE");
        fails(
                () -> model.observe("y", normal(0, 1), new double[3], dims("school", "school")),
                "'y' has 2 dims [school, school] but 1 axes. Made at HERE");
        fails(
                () -> model.random("y", normal(new double[3], 1), dims("school")),
                "'y' ~ Normal([0, 0, 0], 1) has shape (2) but its parameters have shape (3), which"
                        + " does not broadcast to it. Made at HERE");
    }

    @Test
    void parametersBroadcast() {
        var mu = model.random("mu", normal(0, 1), shape(4));
        var sigma = model.random("sigma", halfNormal(1), shape(3));
        fails(
                () -> model.random("theta", normal(mu, sigma)),
                "'theta' ~ Normal(mu, sigma): mu has shape (4) but sigma has shape (3); shapes must"
                        + " broadcast. Made at HERE");
    }

    @Test
    void observationsHaveTheShapeOfTheVariable() {
        var mu = model.random("mu", normal(0, 1), shape(3));
        fails(
                () -> model.observe("y", normal(mu, 1), new double[4]),
                "'y' ~ Normal(mu, 1) has shape (4) but its parameters have shape (3), which does"
                        + " not broadcast to it. Made at HERE");
        fails(
                () -> model.observe("y", normal(mu, 1), 4),
                "'y' ~ Normal(mu, 1) has shape () but its parameters have shape (3), which does not"
                        + " broadcast to it. Made at HERE");
    }

    @Test
    void vectorsNeedALength() {
        fails(
                () -> model.random("mu", normal(0, 1).ordered()),
                "'mu' ~ Normal(0, 1) gives vectors (ascending); say their length with shape or"
                        + " dims. Made at HERE");
    }

    @Test
    void constantParametersAreValid() {
        fails(
                () -> model.random("x", normal(0, -1)),
                "'x' ~ Normal(0, -1): sigma > 0 does not hold. Made at HERE");
        fails(
                () -> model.random("x", categorical(new double[] {0.5, 0.4})),
                "'x' ~ Categorical([0.5, 0.4]): sum(p) = 1 does not hold. Made at HERE");
        fails(
                () -> model.random("x", uniform(2, 1)),
                "'x' ~ Uniform(2, 1): lower < upper does not hold. Made at HERE");
        fails(
                () -> model.random("x", bernoulli(1.5)),
                "'x' ~ Bernoulli(1.5): 0 <= p <= 1 does not hold. Made at HERE");
    }

    @Test
    void dataAreFinite() {
        fails(
                () -> model.observe("y", normal(0, 1), new double[] {1, Double.NEGATIVE_INFINITY}),
                "the data of 'y' hold -Infinity at [1]; give finite numbers. Made at HERE");
        fails(
                () -> model.data("w", new double[] {1, Double.NaN}),
                "the data of 'w' hold NaN at [1]; give finite numbers. Made at HERE");
        fails(
                () -> model.data("x", new double[][] {{0, 0}, {0, Double.POSITIVE_INFINITY}}),
                "the data of 'x' hold Infinity at [1, 1]; give finite numbers. Made at HERE");
    }

    @Test
    void dataAreInTheSupport() {
        fails(
                () -> model.observe("y", exponential(1), new double[] {1, 2, -3}),
                "the data of 'y' hold -3 at [2] but values of Exponential(1) are non-negative. Made"
                        + " at HERE");
        fails(
                () -> model.observe("y", poisson(3), new double[] {1, 2.5}),
                "the data of 'y' hold 2.5 at [1] but values of Poisson(3) are non-negative"
                        + " integers. Made at HERE");
        fails(
                () -> model.observe("y", binomial(10, 0.5), 11),
                "the data of 'y' hold 11 but values of Binomial(10, 0.5) are integers from 0 to 10."
                        + " Made at HERE");
        fails(
                () -> model.observe("y", bernoulli(0.5), new int[] {0, 2}),
                "the data of 'y' hold 2 at [1] but values of Bernoulli(0.5) are integers from 0 to"
                        + " 1. Made at HERE");
        fails(
                () -> model.observe("y", dirichlet(new double[] {1, 1}), new double[] {0.5, 0.6}),
                "the data of 'y' hold 0.5 at [0] but values of Dirichlet([1, 1]) are positive with"
                        + " sum 1. Made at HERE");
    }

    @Test
    void observationsAreNotRandom() {
        var mu = model.random("mu", normal(0, 1));
        fails(
                () -> model.observe("y", normal(mu, 1), mu),
                "'y' cannot be observed as 'mu', which is random; observe data. Made at HERE");
    }

    @Test
    void variablesOfOtherModelsAreRefused() {
        var foreign = new Model("other").random("mu", normal(0, 1));
        fails(
                () -> model.random("x", normal(foreign, 1)),
                "'x' uses the random variable 'mu', which is not of this model; register it here"
                        + " with random. Made at HERE");
        fails(
                () -> model.deterministic("x", foreign.plus(1)),
                "'x' uses the random variable 'mu', which is not of this model; register it here"
                        + " with random. Made at HERE");
    }

    @Test
    void inputsHaveNoValue() {
        fails(
                () -> model.random("x", normal(scalar("a"), 1)),
                "'x' uses the input 'a', whose value nobody gives; use model.data or model.random."
                        + " Made at HERE");
    }

    @Test
    void potentialsAreReal() {
        fails(
                () -> model.potential("p", constant(1).gt(0)),
                "potential 'p' must be float64, not bool. Made at HERE");
    }

    @Test
    void exchangedDataFitAgain() {
        var x = model.data("x", new double[] {1, 2}, dims("obs"));
        var k = model.data("k", new int[] {1, 2});
        model.observe("count", poisson(exp(x)), k);
        fails(
                () -> model.setData("z", 1),
                "the model has no data 'z'; there are [x, k]. Made at HERE");
        fails(
                () -> model.setData("k", new int[] {1, -2}),
                "the data of 'count' hold -2 at [1] but values of Poisson(exp(x)) are non-negative"
                        + " integers. Made at HERE");
        fails(
                () -> model.setData("x", new double[][] {{1}}),
                "'x' is float64(?) and cannot take data of type float64(1, 1); dtype and rank are"
                        + " fixed. Made at HERE");
        assertThat(k.eval().longs()).containsExactly(1, 2);
        model.setData("x", new double[] {1, 2, 3});
        assertThat(model.dimLengths()).containsExactly(Map.entry("obs", 3));
    }

    @Test
    void labelledDataKeepTheirLength() {
        model.coords("school", "A", "B");
        model.data("x", new double[] {1, 2}, dims("school"));
        fails(
                () -> model.setData("x", new double[] {1, 2, 3}),
                "'x' has shape (3) but dim 'school' has length 2. Made at HERE");
    }

    @Test
    void discreteUnknownsHaveNoGradient() {
        model.random("k", poisson(3));
        fails(
                model::density,
                "'k' ~ Poisson(3) is discrete, so the density has no gradient; sum it out with"
                        + " marginalize, or observe it. Made at HERE");
    }

    @Test
    void thereMustBeUnknowns() {
        model.observe("y", normal(0, 1), 1);
        fails(model::density, "model 'test' has no unknowns; add some with random");
    }

    @Test
    void improperPriorsHaveNoDraws() {
        model.random("x", flat());
        fails(
                () -> model.priorPredictive(1, 1),
                "'x' cannot be drawn: Flat is improper and has no draws; give it a proper prior."
                        + " Made at HERE");
    }

    @Test
    void restrictedPriorsHaveNoDraws() {
        model.random("x", normal(0, 1).ordered(), shape(2));
        fails(
                () -> model.priorPredictive(1, 1),
                "'x' cannot be drawn: Normal restricted to ascending values has no draws; sample it"
                        + " with NUTS. Made at HERE");
    }

    @Test
    void posteriorDrawsAreComplete() {
        var mu = model.random("mu", normal(0, 1));
        model.random("nu", normal(0, 1));
        model.observe("y", normal(mu, 1), 1);
        fails(
                () -> model.posteriorPredictive(Map.of("mu", NdArray.of(1.0, 2.0)), 1),
                "there are no draws of 'nu'; there are [mu]. Made at HERE");
    }

    @Test
    void pointsAreComplete() {
        model.random("tau", halfNormal(1));
        fails(
                () -> model.pointLogps(Map.of("tau", NdArray.scalar(1.0))),
                "the point has no value for 'tau_log__'; it has [tau]");
    }

    @Test
    void startsLieInTheSupport() {
        model.random("tau", halfNormal(1));
        fails(
                () -> model.density().unconstrain(Map.of("tau", NdArray.scalar(-1.0))),
                "the value -1 of 'tau' ~ HalfNormal(1) is outside its support: values are"
                        + " non-negative. Made at HERE");
    }

    @Test
    void failuresOfTheDensityAreExplained() {
        var mu = model.random("mu", normal(0, 1));
        var tau = model.random("tau", halfNormal(1));
        model.observe("y", normal(mu, tau.minus(1)), new double[] {1, 2});
        var density = model.density();
        assertThat(density.explainFailure(new double[] {0, 1})).isEmpty();
        assertThat(density.explainFailure(new double[] {0.5, Math.log(0.5)}))
                .hasValue(
                        "'y' ~ Normal(mu, tau - 1): sigma > 0 does not hold: mu = 0.5, sigma ="
                                + " -0.5");
        assertThat(
                        density.newEvaluator()
                                .logDensity(new double[] {0.5, Math.log(0.5)}, new double[2]))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(density.explainFailure(new double[] {Double.NaN, 1}))
                .hasValue(
                        "'mu' ~ Normal(0, 1) has log-density NaN: value NaN, mu = 0.0, sigma ="
                                + " 1.0");
        assertThat(density.explainFailure(new double[] {1e200, 1}))
                .hasValue(
                        "'mu' ~ Normal(0, 1) has log-density -Infinity: value 1.0E200, mu = 0.0,"
                                + " sigma = 1.0");
    }

    @Test
    void failuresNameTheElement() {
        var x = model.random("x", normal(0, 1), shape(2));
        model.observe("k", uniform(constant(0), x), new double[] {1, 2});
        assertThat(model.density().explainFailure(new double[] {3, 1}))
                .hasValue(
                        "'k' ~ Uniform(0, x) has log-density -Infinity at [1]: value 2.0, lower ="
                                + " 0.0, upper = 1.0");
        assertThat(model.density().explainFailure(new double[] {3, -1}))
                .hasValue(
                        "'k' ~ Uniform(0, x): lower < upper does not hold at [1]: lower = 0.0,"
                                + " upper = -1.0");
        model.potential("penalty", log(x));
        assertThat(model.density().explainFailure(new double[] {2, 2})).isEmpty();
    }

    @Test
    void inputsOfAnyTypeAreRefused() {
        var matrix = tensor("m", new TensorType(dev.credence.array.DType.FLOAT64, Shape.of(2, 2)));
        fails(
                () -> model.potential("p", matrix),
                "'p' uses the input 'm', whose value nobody gives; use model.data or model.random."
                        + " Made at HERE");
    }
}
