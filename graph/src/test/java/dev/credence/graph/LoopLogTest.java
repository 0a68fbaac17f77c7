package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What rewriting does to loops is in the log of the graph, as what it does to nodes is.
final class LoopLogTest {
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
}
