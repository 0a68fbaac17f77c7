package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// What rewriting does to loops is in the log of the graph, as what it does to nodes is.
final class LoopLogTest {
    private static final long SEED = 20261123;
    private final Input w = scalar("w");
    private final Input x = vector("x");

    private Graph optimized(Tensor output) {
        return Rewriting.optimize(Graph.of(List.of(w, x), List.of(output)));
    }

    @Test
    void aStateOfWhichOnlyTheLastIsReadIsNotKept() {
        var r =
                scan(
                        (c, e) -> Step.of(tanh(c.getFirst().plus(e.getFirst()))),
                        List.of(w),
                        List.of(x));
        var graph = optimized(r.carry());
        assertThat(graph.log().toString()).contains(LoopRewrite.LAST.equation());
        assertThat(graph.nodes())
                .noneMatch(n -> n.op() instanceof Scan s && !s.recorded().isEmpty());
    }

    @Test
    void whatNobodyReadsIsNotComputed() {
        var r =
                scan(
                        (c, e) ->
                                Step.of(tanh(c.getFirst().plus(e.getFirst())), exp(c.get(1)))
                                        .stacking(sin(c.getFirst())),
                        List.of(w, w),
                        List.of(x));
        var graph = optimized(r.carry());
        assertThat(graph.log().toString()).contains(LoopRewrite.UNUSED.equation());
        assertThat(graph.nodes())
                .anyMatch(n -> n.op() instanceof Scan s && s.carries() == 1 && s.stacked() == 0);
    }

    @Test
    void whatIsTheSameInEachStepIsComputedBefore() {
        LoopFunctions.ScanStep step =
                (c, e) -> {
                    var same = exp(select(constant(NdArray.scalar(true)), w, e.getFirst()));
                    return Step.of(tanh(c.getFirst().plus(e.getFirst().times(same))));
                };
        var r = scan(step, List.of(w), List.of(x));
        var graph = optimized(r.carry());
        assertThat(graph.log().toString())
                .contains(LoopRewrite.HOIST.equation() + ": exp(w) -> exp(w)");
        assertThat(graph.nodes()).anyMatch(n -> n.op() == Elementwise.EXP);
    }

    private static final Input WEIGHTS = tensor("weights", TensorType.float64(3, 3));
    private static final Input START = tensor("start", TensorType.float64(3, 2));
    private static final Input SEQUENCE = tensor("sequence", TensorType.float64(5, 3, 2));

    static Stream<LoopFunctions.ScanStep> products() {
        return Stream.of(
                (c, e) -> Step.of(tanh(matmul(WEIGHTS, e.getFirst()).plus(c.getFirst()))),
                (c, e) ->
                        Step.of(
                                tanh(
                                        matmul(e.getFirst().transpose(), WEIGHTS)
                                                .transpose()
                                                .plus(c.getFirst()))),
                (c, e) ->
                        Step.of(
                                tanh(
                                        matmul(
                                                        matmul(
                                                                e.getFirst(),
                                                                e.getFirst().transpose()),
                                                        START)
                                                .plus(c.getFirst()))));
    }

    @ParameterizedTest
    @MethodSource("products")
    void productsOfWhatIsGoneOverAreTakenForAllStepsAtOnce(LoopFunctions.ScanStep step) {
        var last = scan(step, List.of(START), List.of(SEQUENCE)).carry();
        var inputs = List.of(WEIGHTS, START, SEQUENCE);
        var written = Graph.of(inputs, List.of(last));
        var graph = Rewriting.optimize(written);
        assertThat(graph.log().toString()).contains(LoopRewrite.SEQUENCES.equation());
        assertThat(graph.nodes())
                .filteredOn(n -> n.op() instanceof Scan)
                .flatExtracting(n -> ((Scan) n.op()).body().graph().nodes())
                .noneMatch(n -> n.op() instanceof LinearAlgebra);
        var random = new Random(SEED);
        Map<Tensor, NdArray> values = new HashMap<>();
        for (var in : inputs) {
            double[] at = random.doubles(in.shape().size(), -1, 1).toArray();
            values.put(in, NdArray.of(at, in.shape().dims()));
        }
        var expected = Interpreter.evaluate(written.outputs(), values).getFirst();
        var actual = Interpreter.evaluate(graph.outputs(), values).getFirst();
        for (int i = 0; i < expected.size(); i++)
            assertThat(actual.element(i))
                    .as("seed %d", SEED)
                    .isCloseTo(expected.element(i), within(1e-13));
    }
}
