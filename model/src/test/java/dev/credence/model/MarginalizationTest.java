package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Summing discrete variables out gives the sum over all their values, and recovered draws follow
/// what each value weighs.
class MarginalizationTest {
    private static final double[] Y = {0.3, -1.2, 0.8, 2.5, 1.1, -0.4};

    /// @param names what is summed out
    record Case(String name, Model model, List<String> names) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Model started() {
        var model = new Model();
        model.random("a", normal(0, 1));
        return model;
    }

    private static Tensor a(Model model) {
        return model.freeVariables().getFirst().tensor();
    }

    static Stream<Case> cases() {
        return Stream.of(
                scalar(),
                entries(),
                groups(),
                matrix(),
                hierarchy(),
                changePoint(),
                table(),
                crossed(),
                chain(),
                chains(),
                manyValues(),
                unused(),
                vectorOfProbabilities());
    }

    private static Case scalar() {
        var model = started();
        var z = model.random("z", bernoulli(sigmoid(a(model))));
        model.observe("y", normal(z.times(2).plus(a(model)), constant(1.0)), Y);
        return new Case("scalar", model, List.of("z"));
    }

    private static Case entries() {
        var model = started();
        var z = model.random("z", categorical(new double[] {0.2, 0.5, 0.3}), shape(6));
        var mu = constant(-1.0, 0, 2).plus(a(model));
        model.observe("y", normal(mu.get(z), constant(1.0, 2, 0.5).get(z)), Y);
        return new Case("entries", model, List.of("z"));
    }

    private static Case groups() {
        var model = started();
        var z = model.random("z", bernoulli(new double[] {0.2, 0.7, 0.4}));
        var group = constant(0L, 2L, 2L, 1L, 0L, 0L);
        model.observe("y", normal(z.get(group).times(2).plus(a(model)), constant(1.0)), Y);
        model.potential("bonus", z.times(a(model)));
        return new Case("groups", model, List.of("z"));
    }

    private static Case matrix() {
        var model = started();
        var z = model.random("z", discreteUniform(-1, 1), shape(2, 3));
        var y = constant(new double[][] {{0.3, -1.2, 0.8}, {2.5, 1.1, -0.4}});
        model.observe("y", normal(z.times(a(model)), constant(1.0)), y);
        model.observe("w", normal(z.transpose().plus(1), constant(2.0)), y.transpose());
        return new Case("matrix", model, List.of("z"));
    }

    private static Case hierarchy() {
        var model = started();
        var one = model.random("one", bernoulli(0.3));
        var two = model.random("two", bernoulli(select(one.eq(1), constant(0.9), constant(0.2))));
        model.observe("y", normal(two.times(2).plus(one).plus(a(model)), constant(1.0)), Y);
        return new Case("hierarchy", model, List.of("one", "two"));
    }

    private static Case changePoint() {
        var model = started();
        var when = model.random("when", discreteUniform(0, 6));
        var early = constant(0.0, 1, 2, 3, 4, 5).lt(when);
        model.observe("y", normal(select(early, a(model), constant(1.0)), constant(1.0)), Y);
        return new Case("change point", model, List.of("when"));
    }

    /// So many values that they are visited by a loop.
    private static Case manyValues() {
        var model = started();
        var z = model.random("z", discreteUniform(-5, 6), shape(2));
        model.observe("y", normal(z.times(a(model)), constant(1.0)), new double[] {0.3, 1.2});
        return new Case("many values", model, List.of("z"));
    }

    /// A categorical variable for each of several rows of probabilities.
    private static Case table() {
        var model = started();
        var p = constant(new double[][] {{0.2, 0.8}, {0.5, 0.5}, {0.9, 0.1}});
        var z = model.random("z", categorical(p));
        model.observe("y", normal(z.times(a(model)), constant(1.0)), new double[] {0.3, 1.2, 0.8});
        return new Case("table", model, List.of("z"));
    }

    private static Case crossed() {
        var model = started();
        var row = model.random("row", bernoulli(0.3), shape(3));
        var all = model.random("all", bernoulli(0.6));
        var mu = row.plus(all.times(a(model)));
        model.observe("y", normal(mu, constant(1.0)), new double[] {0.3, 1.2, 0.8});
        model.observe("w", bernoulli(all.times(0.5).plus(0.2)), 1);
        return new Case("crossed", model, List.of("row", "all"));
    }

    private static Tensor transition() {
        return constant(new double[][] {{0.7, 0.3}, {0.1, 0.9}});
    }

    private static Case chain() {
        var model = started();
        var rate = sigmoid(a(model));
        var transition = stack(stack(rate, constant(1.0).minus(rate)), constant(0.1, 0.9));
        var z = model.random("z", discreteMarkovChain(constant(0.4, 0.6), transition), shape(6));
        model.observe("y", normal(z.times(2).plus(a(model)), constant(1.0)), Y);
        return new Case("chain", model, List.of("z"));
    }

    private static Case chains() {
        var model = started();
        var z =
                model.random(
                        "z", discreteMarkovChain(constant(0.4, 0.6), transition()), shape(2, 3));
        var y = constant(new double[][] {{0.3, -1.2, 0.8}, {2.5, 1.1, -0.4}});
        model.observe("y", normal(constant(-1.0, 1).get(z).plus(a(model)), constant(1.0)), y);
        return new Case("chains", model, List.of("z"));
    }

    private static Case unused() {
        var model = started();
        model.random("z", bernoulli(0.3), shape(2));
        model.observe("y", normal(a(model), constant(1.0)), Y);
        return new Case("unused", model, List.of("z"));
    }

    private static Case vectorOfProbabilities() {
        var model = started();
        var z = model.random("z", bernoulli(sigmoid(a(model).plus(constant(0.0, 1, 2)))));
        var x = model.random("x", normal(z.times(3), constant(0.5)));
        model.observe("y", normal(x, constant(1.0)), new double[] {0.3, 1.2, 0.8});
        return new Case("through a free variable", model, List.of("z"));
    }

    private static Map<String, NdArray> point(Model model) {
        var point = new LinkedHashMap<String, NdArray>();
        for (var v : model.freeVariables())
            if (v.distribution().dtype().isFloating()) {
                int n = NdArray.sizeOf(Extent.of(v.tensor()).concrete());
                var values = new double[n];
                for (int i = 0; i < n; i++) values[i] = 0.4 - 0.3 * i;
                point.put(v.name(), NdArray.of(values, Extent.of(v.tensor()).concrete()));
            }
        return point;
    }

    private static double total(Model model, Map<String, NdArray> point) {
        return model.pointLogps(point).values().stream().mapToDouble(x -> x).sum();
    }

    /// All points with every combination of values.
    private static List<Map<String, NdArray>> all(Case c) {
        List<Map<String, NdArray>> points = List.of(point(c.model));
        for (var name : c.names) {
            var v =
                    c.model.freeVariables().stream()
                            .filter(f -> f.name().equals(name))
                            .findFirst()
                            .orElseThrow();
            var range = FiniteValues.of(v.distribution()).orElseThrow();
            int[] shape = Extent.of(v.tensor()).concrete();
            int n = NdArray.sizeOf(shape);
            var next = new ArrayList<Map<String, NdArray>>();
            for (var point : points) {
                for (long code = 0; code < Math.pow(range.count(), n); code++) {
                    var values = new long[n];
                    long rest = code;
                    for (int i = 0; i < n; i++) {
                        values[i] = range.first() + rest % range.count();
                        rest /= range.count();
                    }
                    var longer = new LinkedHashMap<>(point);
                    longer.put(name, NdArray.of(values, shape));
                    next.add(longer);
                }
            }
            points = next;
        }
        return points;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theDensityIsTheSumOverAllValues(Case c) {
        double sum = 0;
        for (var point : all(c)) sum += Math.exp(total(c.model, point));
        var summed = c.model.marginalize(c.names.toArray(String[]::new));
        double found = total(summed, point(c.model));
        assertThat(found).isCloseTo(Math.log(sum), within(1e-10));

        var evaluator = summed.density().newEvaluator();
        int n = summed.density().dimension();
        var position = new double[n];
        position[0] = 0.4;
        for (int i = 1; i < n; i++) position[i] = 0.4 - 0.3 * (i - 1);
        var gradient = new double[n];
        double value = evaluator.logDensity(position, gradient);
        assertThat(value).isCloseTo(found, within(1e-10));
        for (int i = 0; i < n; i++) {
            var moved = position.clone();
            moved[i] += 1e-5;
            double up = evaluator.logDensity(moved, new double[n]);
            moved[i] -= 2e-5;
            double down = evaluator.logDensity(moved, new double[n]);
            assertThat(gradient[i]).isCloseTo((up - down) / 2e-5, within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void recoveredDrawsFollowTheWeights(Case c) {
        var weights = new LinkedHashMap<String, double[]>();
        double sum = 0;
        for (var point : all(c)) {
            double w = Math.exp(total(c.model, point));
            sum += w;
            for (var name : c.names) {
                var z = point.get(name);
                var means = weights.computeIfAbsent(name, k -> new double[z.size()]);
                for (int i = 0; i < means.length; i++) means[i] += w * z.element(i);
            }
        }
        var summed = c.model.marginalize(c.names.toArray(String[]::new));
        int draws = 4000;
        var repeated = new LinkedHashMap<String, NdArray>();
        point(c.model).forEach((name, value) -> repeated.put(name, repeated(value, draws)));
        var found = summed.recoverMarginals(repeated, 7);
        for (var name : c.names) {
            double[] means = weights.get(name);
            var z = found.get(name);
            assertThat(z.dim(0)).isEqualTo(draws);
            for (int i = 0; i < means.length; i++) {
                double average = 0;
                double square = 0;
                for (int d = 0; d < draws; d++) {
                    double x = z.element(d * means.length + i);
                    average += x / draws;
                    square += x * x / draws;
                }
                double error = Math.sqrt((square - average * average) / draws);
                assertThat(average)
                        .as("%s[%d], seed 7", name, i)
                        .isCloseTo(means[i] / sum, within(5 * error + 0.005));
            }
        }
    }

    private static NdArray repeated(NdArray value, int draws) {
        var shape = new int[value.rank() + 1];
        shape[0] = draws;
        System.arraycopy(value.shape(), 0, shape, 1, value.rank());
        var values = new double[draws * value.size()];
        for (int i = 0; i < values.length; i++) values[i] = value.element(i % value.size());
        return NdArray.of(values, shape);
    }

    @Test
    void pathsOfAChainAreDrawnAndWeighed() {
        var chain = discreteMarkovChain(constant(0.4, 0.6), transition());
        var logp = chain.logp(constant(new long[] {0, 0, 1, 1})).eval().item();
        assertThat(logp).isCloseTo(Math.log(0.4 * 0.7 * 0.3 * 0.9), within(1e-12));
        assertThat(chain.logp(constant(new long[] {0, 2})).eval().item())
                .isEqualTo(Double.NEGATIVE_INFINITY);
        var draws = draw(randomVariable(chain, shape(3)), 4000, 5);
        double both = 0;
        for (int i = 0; i < 4000; i++)
            if (draws.element(3 * i) == 0 && draws.element(3 * i + 1) == 1) both++;
        assertThat(both / 4000).as("seed 5").isCloseTo(0.12, within(5 * Math.sqrt(0.12 / 4000)));
    }

    @Test
    void whatDependsOnASummedVariableIsRecoveredToo() {
        var model = started();
        var z = model.random("z", bernoulli(0.3), shape(6));
        var mu = model.deterministic("mu", z.times(2).plus(a(model)));
        model.deterministic("twice", a(model).times(2));
        model.observe("y", normal(mu, constant(1.0)), Y);
        var summed = model.marginalize("z");
        assertThat(summed.density().recorded().stream().map(ModelDensity.Entry::name))
                .containsExactly("a", "twice");
        assertThat(summed.recoverMarginals(Map.of("a", NdArray.of(0.1, 0.2)), 1).keySet())
                .containsExactly("z", "mu");
        assertThat(summed.logps().keySet()).containsExactly("a", "y");
        assertThat(summed.logps().get("y").shape()).isEqualTo(shape(6));
        assertThat(summed.priorPredictive(3, 1).keySet()).contains("z", "y");
        assertThat(summed)
                .hasToString(
                        model.toString().replace("Bernoulli(0.3)", "Bernoulli(0.3), summed out"));
    }

    @Test
    void whatCannotBeSummedOutIsSaid() {
        var model = started();
        var k = model.random("k", poisson(3));
        var z = model.random("z", bernoulli(0.3), shape(6));
        model.observe("y", normal(sum(z).plus(k), constant(1.0)), 1.0);
        assertThatThrownBy(() -> model.marginalize("k"))
                .hasMessageStartingWith("'k' ~ Poisson(3) cannot be summed out: its values are");
        assertThatThrownBy(() -> model.marginalize("z"))
                .hasMessageContaining("'z' cannot be summed out")
                .hasMessageContaining("mixes its entries");
        assertThatThrownBy(() -> model.marginalize("q"))
                .hasMessageStartingWith(
                        "'q' cannot be summed out: the model has no such free variable");
    }
}
