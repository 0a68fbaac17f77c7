package dev.credence.graph;

import static dev.credence.graph.arrays.ArrayFunctions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// Loops whose steps change shared variables, and loops that keep some entries.
final class LoopStateTest {
    private final Shared total = shared("total", 1.0);
    private final Tensor x = vector("x");

    private CompiledFunction function(Tensor output, Map<Shared, Tensor> updates) {
        return Tensors.function(
                List.of(x), List.of(output), CompileOptions.standard().withUpdates(updates));
    }

    @Test
    void theLastValueIsKept() {
        var sums =
                loop().over(x)
                        .run((_, e) -> {
                            var next = total.plus(e.getFirst());
                            return Step.of().stacking(next, total).updating(total, next);
                        });
        var f = function(sums.rows().get(0).plus(sums.rows().get(1)), sums.updates());
        assertThat(f.call((Object) new double[] {1, 2, 3})).isEqualTo(NdArray.of(3.0, 6, 11));
        assertThat(total.value()).isEqualTo(NdArray.scalar(7.0));
        assertThat(f.call((Object) new double[] {10})).isEqualTo(NdArray.of(24.0));
        assertThat(total.value()).isEqualTo(NdArray.scalar(17.0));
    }

    /// What was made of the variable before the loop follows it too.
    @Test
    void everythingFollowsTheVariable() {
        var twice = total.times(2);
        var grown = loop().steps(3).run((_, _) -> Step.of().stacking(twice).updating(total, twice));
        assertThat(grown.stacked().eval()).isEqualTo(NdArray.of(2.0, 4, 8));
        assertThat(grown.updates().get(total).eval()).isEqualTo(NdArray.scalar(8.0));
        assertThat(total.value()).isEqualTo(NdArray.scalar(1.0));
    }

    @Test
    void carriesLagsAndCheckpointsBesideUpdates() {
        for (boolean checkpoints : new boolean[] {false, true}) {
            var described = loop().over(x).carryTaps(constant(0.0, 1), -2, -1);
            if (checkpoints) described = described.checkpoints();
            var made =
                    described.run((c, e) -> {
                        var next = c.get(0).plus(c.get(1)).plus(e.getFirst());
                        return Step.of(next).updating(total, total.plus(next));
                    });
            assertThat(made.carries()).hasSize(1);
            assertThat(made.updates()).hasSize(1);
            var values = Map.<Tensor, Object>of(x, new double[] {0, 0, 1, 0, 0});
            assertThat(made.carry().eval(values).item()).isEqualTo(5 + 3 + 2);
            assertThat(made.updates().get(total).eval(values).item())
                    .isEqualTo(1 + 1 + 2 + 4 + 6 + 10);
        }
    }

    @Test
    void loopsWithinLoops() {
        var counted =
                loop().steps(4)
                        .run((_, _) -> {
                            var inner =
                                    loop().steps(3)
                                            .run((_, _) ->
                                                    Step.of().updating(total, total.plus(1)));
                            return Step.of().updating(inner.updates());
                        });
        assertThat(counted.updates().get(total).eval().item()).isEqualTo(13);
    }

    @Test
    void gradientsFlowThroughUpdates() {
        var made =
                loop().over(x).run((_, e) -> Step.of().updating(total, total.times(e.getFirst())));
        var slope = grad(made.updates().get(total), List.of(x, total));
        var values = Map.<Tensor, Object>of(x, new double[] {2, 3, 5});
        assertThat(slope.get(0).eval(values)).isEqualTo(NdArray.of(15.0, 10, 6));
        assertThat(slope.get(1).eval(values)).isEqualTo(NdArray.scalar(30.0));
    }

    /// A key that is folded in each step gives each its own draw, and each call others.
    @Test
    void randomDraws() {
        var seed = randomKey(3).eval();
        var state = shared("key", seed);
        var made =
                loop().over(x)
                        .carry(constant(0.0))
                        .run((c, e) -> {
                            var uniform = choice(state, constant(-1.0, 1));
                            var next = c.getFirst().plus(uniform.times(e.getFirst()));
                            return Step.of(next)
                                    .stacking(uniform)
                                    .updating(state, foldKey(state, 0));
                        });
        var f = function(made.stacked(), made.updates());
        var ones = new double[40];
        var first = f.call((Object) ones);
        var second = f.call((Object) ones);
        assertThat(first.doubles()).contains(-1, 1);
        assertThat(second).isNotEqualTo(first);
        state.setValue(seed);
        assertThat(f.call((Object) ones)).isEqualTo(first);
    }

    @Test
    void strictLoopsMayUpdate() {
        var made =
                loop().over(x)
                        .strict()
                        .run((_, e) -> Step.of().updating(total, total.plus(e.getFirst())));
        assertThat(made.updates()).containsOnlyKeys(total);
    }

    @Test
    void updatesOfAnotherType() {
        assertThatThrownBy(() -> loop().over(x).run((_, _) -> Step.of().updating(total, x)))
                .hasMessageStartingWith(
                        "carry 0 ('total') of a scan is float64() at the start but the step makes"
                                + " it float64(?)");
    }

    @Test
    void filters() {
        var positive = filter(e -> e.gt(0), x);
        var f = Tensors.function(List.of(x), List.of(positive, grad(sum(square(positive)), x)));
        var found = f.callAll((Object) new double[] {1, -2, 3, 0});
        assertThat(found.get(0)).isEqualTo(NdArray.of(1.0, 3));
        assertThat(found.get(1)).isEqualTo(NdArray.of(2.0, 0, 6, 0));
        assertThat(f.call((Object) new double[] {-1}).shape()).containsExactly(0);
        assertThat(f.call((Object) new double[0]).shape()).containsExactly(0);

        var m = matrix("m");
        var rows = filter(e -> e.get(0).lt(sum(e.get(1))), List.of(x, m));
        var values =
                Map.<Tensor, Object>of(
                        x, new double[] {1, 5, 2}, m, new double[][] {{1, 1}, {2, 2}, {3, 3}});
        assertThat(rows.get(0).eval(values)).isEqualTo(NdArray.of(1.0, 2));
        assertThat(rows.get(1).eval(values)).isEqualTo(NdArray.of(new double[][] {{1, 1}, {3, 3}}));
        assertThatThrownBy(() -> filter(e -> e.times(2), x))
                .hasMessageStartingWith("filter: the condition must be a bool scalar, 'x * 2'");
    }

    @Test
    void forLoopsOfAGivenNumberOfSteps() {
        var n = Tensors.tensor("n", new TensorType(dev.credence.array.DType.INT64, Shape.SCALAR));
        var y = scalar("y");
        var power =
                forLoop(n, (i, c) -> List.of(c.getFirst().times(y).plus(i)), List.of(constant(1.0)))
                        .getFirst();
        var f = Tensors.function(List.of(n, y), List.of(power, grad(power, y)));
        assertThat(f.callAll(3L, 2.0)).containsExactly(NdArray.scalar(12.0), NdArray.scalar(13.0));
        assertThat(f.callAll(0L, 2.0)).containsExactly(NdArray.scalar(1.0), NdArray.scalar(0.0));
        assertThatThrownBy(() -> f.callAll(-1L, 2.0))
                .hasMessageStartingWith("a scan cannot make -1 steps");
        assertThatThrownBy(() -> loop().steps(y))
                .hasMessageStartingWith(
                        "the number of steps of a scan must be an integer scalar, 'y' is"
                                + " float64()");
    }
}
