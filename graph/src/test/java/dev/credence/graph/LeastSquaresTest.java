package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Sums of squared residuals of linear models keep their values and gradients without their rows.
final class LeastSquaresTest {
    private static final long SEED = 20261120;
    private static final int ROWS = 60;
    private static final int GROUPS = 4;

    private static final Input A = tensor("a", TensorType.float64(GROUPS));
    private static final Input B = tensor("b", TensorType.float64(GROUPS));
    private static final Input C = tensor("c", TensorType.float64(3));
    private static final Input M = scalar("m");
    private static final Input S = scalar("s");
    private static final List<Input> INPUTS = List.of(A, B, C, M, S);

    private record Case(String name, Tensor residuals) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> residuals() {
        var random = new Random(SEED);
        var y = constant(vector(random, 100, 3));
        var x = constant(vector(random, 0, 1));
        var w = constant(vector(random, 2, 0.5));
        var flat = new double[ROWS][3];
        for (var row : flat) for (int j = 0; j < 3; j++) row[j] = 5 + random.nextGaussian();
        var matrix = constant(flat);
        var groups = constant(random.ints(ROWS, -GROUPS, GROUPS).asLongStream().toArray());
        var two = constant(random.ints(ROWS, 0, 2).asLongStream().toArray());
        return Stream.of(
                new Case("one mean", y.minus(M)),
                new Case("a line", y.minus(M.plus(S.times(x)))),
                new Case("scaled", y.minus(M).div(S)),
                new Case("scaled by a product", y.minus(M).times(exp(S))),
                new Case("a matrix", matrix.dot(C).minus(y)),
                new Case("a matrix and a mean, scaled", y.minus(M).minus(matrix.dot(C)).div(S)),
                new Case("weighted", w.times(y.minus(matrix.dot(C)))),
                new Case("known deviations", y.minus(M).div(w)),
                new Case("groups", y.minus(A.get(groups))),
                new Case(
                        "groups with slopes, scaled",
                        y.minus(A.get(groups).plus(B.get(groups).times(x))).div(S)),
                new Case(
                        "groups and a common slope",
                        y.minus(A.get(groups).plus(square(M).times(x)))),
                new Case("groups without rows", y.minus(A.get(two))));
    }

    private static double[] vector(Random random, double mean, double deviation) {
        return random.doubles(ROWS).map(u -> mean + deviation * (2 * u - 1)).toArray();
    }

    @ParameterizedTest
    @MethodSource("residuals")
    void valuesAndGradientsStay(Case c) {
        var cost = sum(square(c.residuals));
        var outputs = new ArrayList<Tensor>(List.of(cost));
        outputs.addAll(Gradient.of(cost, INPUTS, Gradient.Disconnected.ZERO));
        var simple = Rewriting.canonicalizeAndStabilize(Graph.of(INPUTS, List.of(cost)));
        assertThat(simple.log().entries())
                .as("%s", simple.log())
                .anyMatch(e -> e.equation().equals(new LeastSquares().equation()));
        assertThat(simple.nodes()).as("no rows are left").noneMatch(n -> isByRow(n.output()));
        var rewritten = new ArrayList<>(simple.outputs());
        rewritten.addAll(
                Gradient.of(simple.outputs().getFirst(), INPUTS, Gradient.Disconnected.ZERO));
        var random = new Random(SEED);
        Map<Tensor, NdArray> values = new HashMap<>();
        for (var x : INPUTS) {
            var value = NdArray.zeros(x.dtype(), x.shape().dims());
            for (int i = 0; i < value.size(); i++) value.doubles()[i] = 1 + random.nextDouble();
            values.put(x, value);
        }
        var expected = Interpreter.evaluate(outputs, values);
        var actual = Interpreter.evaluate(rewritten, values);
        for (int k = 0; k < expected.size(); k++)
            for (int i = 0; i < expected.get(k).size(); i++)
                assertThat(actual.get(k).element(i))
                        .as("%s, output %d, seed %d", c, k, SEED)
                        .isCloseTo(
                                expected.get(k).element(i),
                                within(1e-11 * (1 + Math.abs(expected.getFirst().element(0)))));
    }

    private static boolean isByRow(Tensor x) {
        return x.shape().isKnown() && x.shape().size() >= ROWS;
    }

    /// Sums of squares and products would lose all digits of so small a rest.
    @Test
    void aRestThatIsSmallBesideTheDataKeepsItsDigits() {
        double[] x = new double[ROWS];
        double[] y = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[i] = i;
            y[i] = 1e6 + 3 * i + (i % 2 == 0 ? 1e-4 : -1e-4);
        }
        var cost = sum(square(constant(y).minus(M.plus(S.times(constant(x))))));
        var f = new CompiledFunction(List.of(M, S), List.of(cost), new Interpreter());
        assertThat(f.explain()).contains(new LeastSquares().equation());
        assertThat(f.call(1e6, 3).item()).isCloseTo(ROWS * 1e-8, within(1e-10));
    }

    @Test
    void whatIsNotLinearOrNotConstantStays() {
        var y = constant(vector(new Random(SEED), 0, 1));
        var data = tensor("data", TensorType.float64(ROWS));
        var broken = constant(y.value().doubles().clone());
        broken.value().doubles()[7] = Double.NaN;
        for (var residuals :
                List.of(
                        exp(y.times(M)).minus(y),
                        data.minus(M),
                        broken.minus(M),
                        constant(1, 2, 3.0).minus(C))) {
            var graph =
                    Rewriting.canonicalizeAndStabilize(
                            Graph.of(List.of(M, C, data), List.of(sum(square(residuals)))));
            assertThat(graph.log().entries())
                    .noneMatch(e -> e.equation().equals(new LeastSquares().equation()));
        }
    }
}
