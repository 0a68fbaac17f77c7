package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Forward algorithms on scaled probabilities equal those in log space, gradients included, where
/// the condition holds; where it does not, it says so.
final class SpeculationTest {
    private static final int TIMES = 9;

    private record Chain(Tensor start, Tensor matrix, Tensor emissions, Tensor likelihood) {
        List<Tensor> inputs() {
            return List.of(start, matrix, emissions);
        }

        /// @param batch the number of sequences, 0 for one without an axis
        static Chain of(int states, int batch, boolean backwards) {
            var type = batch == 0 ? TensorType.float64(states) : TensorType.float64(batch, states);
            int[] dims = ScanEvaluation.prepend(TIMES, type.shape().dims());
            var start = tensor("start", type);
            var matrix = tensor("matrix", TensorType.float64(states, states));
            var emissions = tensor("emissions", TensorType.float64(dims));
            var described = loop().over(emissions).carry(start);
            int axis = type.rank() - 1;
            var alpha =
                    (backwards ? described.backwards() : described)
                            .run((c, e) -> {
                                var paths = expandDims(c.getFirst(), axis + 1).plus(matrix);
                                return Step.of(logSumExp(paths, axis).plus(e.getFirst()));
                            })
                            .carry();
            return new Chain(start, matrix, emissions, sum(logSumExp(alpha, axis)));
        }

        Graph graph() {
            return Rewriting.canonicalizeAndStabilize(Graph.of(inputs(), List.of(likelihood)));
        }

        NdArray[] values(long seed, double spread) {
            var random = new Random(seed);
            return inputs().stream()
                    .map(x -> {
                        var value = NdArray.zeros(x.dtype(), x.shape().dims());
                        for (int i = 0; i < value.size(); i++)
                            value.doubles()[i] = spread * random.nextGaussian();
                        return value;
                    })
                    .toArray(NdArray[]::new);
        }

        CompiledFunction withGradients(Graph graph, List<Tensor> more) {
            var cost = graph.outputs().getFirst();
            var outputs = new ArrayList<>(List.of(cost));
            outputs.addAll(grad(cost, inputs()));
            outputs.addAll(more);
            return new CompiledFunction(inputs(), outputs, new Interpreter());
        }
    }

    @ParameterizedTest
    @CsvSource({"3,0,false", "2,4,true", "3,20,false", "4,17,true", "6,5,false", "5,0,true"})
    void scaledEqualsLogSpace(int states, int batch, boolean backwards) {
        var chain = Chain.of(states, batch, backwards);
        var plain = chain.graph();
        var found = Speculation.of(plain);
        assertThat(found.condition()).isPresent();
        var expected = chain.withGradients(plain, List.of());
        var scaled = chain.withGradients(found.graph(), List.of(found.condition().orElseThrow()));
        assertThat(scaled.explain()).contains("Scan");
        for (double spread : new double[] {0.1, 1, 20, 60}) {
            var values = chain.values(7, spread);
            var a = expected.callAll((Object[]) values);
            var b = scaled.callAll((Object[]) values);
            assertThat(b.getLast().booleans()).containsExactly(true);
            for (int i = 0; i < a.size(); i++)
                for (int k = 0; k < a.get(i).size(); k++)
                    assertThat(b.get(i).element(k))
                            .as("spread %s, output %d, element %d", spread, i, k)
                            .isCloseTo(
                                    a.get(i).element(k),
                                    within(1e-11 * (1 + Math.abs(a.get(i).element(k)))));
        }
    }

    /// A path that is the only one, but was hopeless at first, is found in log space only.
    @Test
    void forbiddenTransitionsAreLeftToLogSpace() {
        var chain = Chain.of(2, 0, false);
        var found = Speculation.of(chain.graph());
        var f =
                new CompiledFunction(
                        chain.inputs(),
                        List.of(found.condition().orElseThrow()),
                        new Interpreter());
        var never = NdArray.of(new double[][] {{0, Double.NEGATIVE_INFINITY}, {0, 0}});
        var values = chain.values(1, 1);
        values[1] = never;
        assertThat(f.call((Object[]) values).booleans()).containsExactly(false);
        values[1] = NdArray.of(new double[][] {{0, Double.NaN}, {0, 0}});
        assertThat(f.call((Object[]) values).booleans()).containsExactly(false);
        values[1] = NdArray.of(new double[][] {{0, -150}, {-3, 0}});
        assertThat(f.call((Object[]) values).booleans()).containsExactly(true);
    }

    @Test
    void impossibleEmissionsStayImpossible() {
        var chain = Chain.of(2, 0, false);
        var found = Speculation.of(chain.graph());
        var f = new CompiledFunction(chain.inputs(), found.graph().outputs(), new Interpreter());
        var values = chain.values(1, 1);
        values[2].doubles()[6] = Double.NEGATIVE_INFINITY;
        assertThat(f.call((Object[]) values).item()).isFinite();
        values[2].doubles()[7] = Double.NEGATIVE_INFINITY;
        assertThat(f.call((Object[]) values).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void otherLoopsAreLeftAlone() {
        var x = tensor("x", TensorType.float64(TIMES));
        var cumulative = foldLeft((s, e) -> s.plus(exp(e)), constant(0.0), x);
        var graph = Graph.of(List.of(x), List.of(cumulative));
        assertThat(Speculation.of(graph).condition()).isEmpty();
        assertThat(Speculation.of(graph).graph()).isSameAs(graph);
    }
}
