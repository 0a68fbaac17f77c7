package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// A chain of 100,000 nodes is nothing special: nothing recurses along it, nothing is quadratic.
final class DeepGraphTest {
    private static final int LENGTH = 100_000;

    private final Input x = scalar("x");

    private Tensor chain() {
        Tensor y = x;
        for (int i = 0; i < LENGTH * 4 / 5; i++)
            y =
                    switch (i % 4) {
                        case 0 -> sin(y);
                        case 1 -> y.times(1.25).plus(0.5);
                        case 2 -> y.minus(x);
                        default -> y.times(-0.5);
                    };
        return y;
    }

    @Test
    void itIsDifferentiatedRewrittenAndEvaluated() {
        var y = chain();
        var graph = Graph.of(List.of(x), List.of(y, grad(y, x)));
        var rewritten = Rewriting.optimize(graph);
        assertThat(rewritten.log().stopped()).isEqualTo(RewriteLog.StopReason.SETTLED);
        Map<Tensor, NdArray> point = Map.of(x, NdArray.scalar(0.3));
        var expected = Interpreter.evaluate(graph.outputs(), point);
        var actual = Interpreter.evaluate(rewritten.outputs(), point);
        for (int i = 0; i < 2; i++)
            assertThat(actual.get(i).item()).isCloseTo(expected.get(i).item(), within(1e-9));
    }

    @Test
    void itIsPrintedAsFarAsThereIsRoom() {
        var y = chain();
        assertThat(DebugPrint.text(y)).contains("···\n").hasSizeLessThan(100_000);
        assertThat(MathText.of(y)).contains("…").hasSizeLessThan(1000);
        assertThat(y.toString()).contains("…").hasSizeLessThan(300);
    }

    @Test
    void itIsSearchedAndSubstituted() {
        var y = chain();
        assertThat(GraphWalk.breadthFirst(List.of(y))).hasSizeGreaterThanOrEqualTo(LENGTH);
        assertThat(GraphWalk.leaves(List.of(y))).contains(x);
        var z = scalar("z");
        var replaced = GraphWalk.substitute(List.of(y), Map.of(x, z));
        assertThat(GraphWalk.leaves(replaced)).contains(z).doesNotContain(x);
    }

    @Test
    void rulesThatApplyEverywhereTakeOneVisitEach() {
        Tensor y = x;
        for (int i = 0; i < 20_000; i++) y = log(exp(y)).plus(1);
        var rewritten = Rewriting.optimize(Graph.of(List.of(x), List.of(y)));
        assertThat(MathText.of(rewritten.outputs().getFirst())).isEqualTo("x + 20000");
    }
}
