package acceptance;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.model.Model;
import dev.credence.model.ModelException;
import dev.credence.model.Variable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parts of models under prefixes, labels that follow data, where chains start, and the check
/// before a run.
class ModelPartsTest {
    private static void fails(ThrowingCallable code, String sentence) {
        assertThatThrownBy(code)
                .isInstanceOf(ModelException.class)
                .satisfies(e ->
                        assertThat(e.getMessage().replaceAll("ModelPartsTest.java:\\d+", "HERE"))
                                .isEqualTo(sentence));
    }

    private static Tensor regression(Model model, double[] y) {
        var slope = model.random("slope", normal(0, 1));
        var x = model.data("x", new double[] {1, 2});
        model.observe("y", normal(slope.times(x), 1), y);
        return slope;
    }

    @Test
    void partsHavePrefixes() {
        var model = new Model();
        var one = model.part("one", () -> regression(model, new double[] {1, 2}));
        var two =
                model.part(
                        "two",
                        () -> model.part("inner", () -> regression(model, new double[] {3, 4})));
        model.potential("bound", one.minus(two));
        assertThat(model.variables())
                .extracting(Variable::name)
                .containsExactly(
                        "one::slope",
                        "one::x",
                        "one::y",
                        "two::inner::slope",
                        "two::inner::x",
                        "two::inner::y",
                        "bound");
        model.setData("two::inner::x", new double[] {0, 0});
        double slope = model.density().newEvaluator().logDensity(new double[2], new double[2]);
        assertThat(slope).isFinite();
        fails(
                () -> model.part("one", () -> regression(model, new double[2])),
                "the model has a variable 'one::slope' already (made at HERE); names must differ."
                        + " Made at HERE");
        fails(
                () -> model.part("a b", () -> one),
                "'a b' is no name for a part; use a letter, then letters, digits and _ . : -, not"
                        + " ending in __. Made at HERE");
    }

    @Test
    void labelsFollowTheData() {
        var model = new Model();
        var x = model.data("x", new double[] {1, 2}, dims("day"));
        model.observe("y", normal(x, 1), x, dims("day"));
        model.setCoords("day", List.of("Mon", "Tue"));
        assertThat(model.coords()).containsExactly(Map.entry("day", List.of("Mon", "Tue")));
        model.setData("x", new double[] {1, 2, 3});
        assertThat(model.coords()).isEmpty();
        fails(
                () -> model.setCoords("day", List.of("Mon")),
                "dim 'day' was given 1 coordinates but has length 3. Made at HERE");
        fails(
                () -> model.setCoords("day", List.of("Mon", "Tue", "Mon")),
                "dim 'day' has the coordinate 'Mon' twice. Made at HERE");
        fails(
                () -> model.setCoords("week", List.of("1")),
                "there is no dim 'week'; there are [day]. Made at HERE");
        model.setCoords("day", List.of("Mon", "Tue", "Wed"));
        assertThat(model.coords().get("day")).hasSize(3);
    }

    private static Model scale() {
        var model = new Model("scale");
        var tau = model.random("tau", exponential(0.5));
        var mu = model.random("mu", normal(0, tau));
        model.observe("y", normal(mu, 1), new double[] {1, 2});
        return model;
    }

    @Test
    void chainsStartWhereTheUserSays() {
        var model = scale();
        assertThat(model.initialPoint().get("tau_log__").item())
                .isCloseTo(Math.log(2), within(1e-15));
        model.setInitialValue("tau", 1);
        model.setInitialValue("mu", NdArray.scalar(-3.0));
        assertThat(model.initialPoint())
                .containsExactly(
                        Map.entry("tau_log__", NdArray.scalar(0.0)),
                        Map.entry("mu", NdArray.scalar(-3.0)));
        assertThat(model.density().initialPosition()).containsExactly(0, -3);
        fails(
                () -> model.setInitialValue("tau", -1),
                "the value -1 of 'tau' ~ Exponential(0.5) is outside its support: values are"
                        + " non-negative. Made at HERE");
        fails(
                () -> model.setInitialValue("mu", NdArray.of(1.0)),
                "the value given for 'mu' has shape (1), not (). Made at HERE");
        fails(
                () -> model.setInitialValue("y", 1),
                "the model has no free variable 'y'; there are [tau, mu]. Made at HERE");
    }

    @Test
    void aPointFromThePrior() {
        var model = scale();
        var point = model.priorPoint(4);
        assertThat(model.priorPoint(4)).isEqualTo(point);
        assertThat(model.priorPoint(5)).isNotEqualTo(point);
        var drawn = model.priorPredictive(1, 4);
        assertThat(point.get("mu").item()).isEqualTo(drawn.get("mu").item());
        assertThat(Math.exp(point.get("tau_log__").item()))
                .isCloseTo(drawn.get("tau").item(), within(1e-12));
    }

    @Test
    void densitiesOfSomeVariables() {
        var model = scale();
        var point = Map.of("tau_log__", 0.7, "mu", 0.4);
        double prior = value(model, model.logp("tau", "mu"), point);
        double data = value(model, model.logp("y"), point);
        assertThat(prior + data).isCloseTo(value(model, model.logp(), point), within(1e-13));
        double tau = Math.exp(0.7);
        assertThat(value(model, model.logpWithoutJacobian("tau"), point))
                .isCloseTo(Math.log(0.5) - 0.5 * tau, within(1e-13));
        assertThat(value(model, model.logp("tau"), point))
                .isCloseTo(Math.log(0.5) - 0.5 * tau + 0.7, within(1e-13));
        fails(
                () -> model.logp("nu"),
                "'nu' has no log-density; there are those of [tau, mu, y]. Made at HERE");
    }

    private static double value(Model model, Tensor x, Map<String, Double> point) {
        var values = new HashMap<Tensor, NdArray>();
        for (var v : model.valueVariables()) values.put(v, NdArray.scalar(point.get(v.name())));
        return Interpreter.evaluate(List.of(x), values).getFirst().item();
    }

    @Test
    void aGoodModelPassesTheCheck() {
        scale().check();
        var counts = new Model();
        counts.random("k", poisson(3));
        counts.check();
    }

    @Test
    void theCheckNamesWhatIsWrong() {
        var model = new Model("broken");
        var x = model.random("x", normal(0, 1), shape(2));
        model.observe("y", exponential(x.plus(constant(1, -2.0))), new double[] {1, 2});
        fails(
                model::check,
                "model 'broken' cannot start: 'y' ~ Exponential(x + [1.0, -2.0]): lam > 0 does not"
                        + " hold at [1]: lam = -2.0");
    }

    @Test
    void theCheckFindsWrongGradients() {
        var model = new Model("own op");
        var x = model.random("x", normal(0, 1), shape(2));
        model.setInitialValue("x", NdArray.of(0.5, 2.0));
        model.potential("p", new Apply(new WrongSquare(), List.of(x)).output());
        fails(
                model::check,
                "model 'own op': the gradient of the log-density by 'x' at [0] is 2.5 where chains"
                        + " start, but small steps give 0.5; check the pullback of an op"
                        + " of your own");
    }

    /// `x²` with the gradient `6 x`.
    private record WrongSquare() implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return List.of(inputs.getFirst().type());
        }

        @Override
        public Optional<List<Tensor>> expand(Apply node) {
            return Optional.of(List.of(square(node.input(0))));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(cotangents.getFirst().map(c -> c.times(node.input(0)).times(6)));
        }
    }
}
