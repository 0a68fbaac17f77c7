package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// Loops with lags, directions, conditions, truncated gradients and checkpoints.
final class LoopTest {
    private final Tensor x = tensor("x", TensorType.float64(7));
    private final Tensor w = scalar("w");
    private final double[] data = {1, 2, -1, 0.5, 3, -2, 0.25};

    @Test
    void sequencesWithLags() {
        var r =
                loop().overTaps(x, -1, 0, 2)
                        .run((_, e) ->
                                Step.of()
                                        .stacking(
                                                e.get(0)
                                                        .plus(e.get(1).times(10))
                                                        .plus(e.get(2).times(100))));
        assertThat(r.stacked().eval(Map.of(x, data)).doubles())
                .containsExactly(1 + 20 + 50, 2 - 10 + 300, -1 + 5 - 200, 0.5 + 30 + 25);
    }

    @Test
    void carriesWithLags() {
        var r =
                loop().over(x)
                        .carryTaps(constant(1.0, 2), -2, -1)
                        .carry(constant(0.0))
                        .run((c, e) -> {
                            var next = c.get(0).times(w).plus(c.get(1)).plus(e.getFirst());
                            return Step.of(next, c.get(2).plus(next)).stacking(next);
                        });
        double a = 1;
        double b = 2;
        double sum = 0;
        for (double e : data) {
            double next = a * 0.5 + b + e;
            a = b;
            b = next;
            sum += next;
        }
        var f = function(List.of(x, w), r.carries());
        var values = f.callAll(data, 0.5);
        assertThat(values.get(0).item()).isEqualTo(b);
        assertThat(values.get(1).item()).isEqualTo(sum);
    }

    @Test
    void fibonacci() {
        var numbers =
                loop().carryTaps(constant(0L, 1), -1, -2)
                        .steps(10)
                        .run((c, _) -> {
                            var next = c.get(0).plus(c.get(1));
                            return Step.of(next).stacking(next);
                        });
        assertThat(numbers.stacked().eval(Map.of()).longs())
                .containsExactly(1, 2, 3, 5, 8, 13, 21, 34, 55, 89);
    }

    @Test
    void backwards() {
        var r =
                loop().over(x)
                        .carry(constant(0.0))
                        .backwards()
                        .steps(3)
                        .run((c, e) -> {
                            var sum = c.getFirst().times(2).plus(e.getFirst());
                            return Step.of(sum).stacking(sum);
                        });
        assertThat(r.stacked().eval(Map.of(x, data)).doubles())
                .containsExactly(3 + 2 * (-2 + 2 * 0.25), -2 + 2 * 0.25, 0.25);
    }

    @Test
    void whileAndFor() {
        var doubled =
                whileLoop(
                        c -> c.getFirst().lt(100),
                        c -> List.of(c.get(0).times(2), c.get(1).plus(1)),
                        List.of(w, constant(0.0)),
                        50);
        var f = function(List.of(w), doubled);
        assertThat(f.callAll(3.0).get(0).item()).isEqualTo(192);
        assertThat(f.callAll(3.0).get(1).item()).isEqualTo(6);
        assertThat(f.callAll(200.0).get(1).item()).isZero();
        var slope = grad(doubled.getFirst(), w);
        assertThat(slope.eval(Map.of(w, 3.0)).item()).isEqualTo(64);
        assertThat(slope.eval(Map.of(w, 300.0)).item()).isEqualTo(1);
        var power =
                forLoop(
                        4,
                        (i, c) -> List.of(c.getFirst().times(w).plus(cast(i, w.dtype()))),
                        List.of(constant(1.0)));
        assertThat(power.getFirst().eval(Map.of(w, 2.0)).item())
                .isEqualTo(((1 * 2 * 2 + 1) * 2 + 2) * 2 + 3);
    }

    /// `(x w)'` through the last two of seven steps.
    @Test
    void truncatedGradients() {
        for (var backwards : List.of(true, false)) {
            var described = loop().over(x).carry(constant(0.0)).truncateGradient(2);
            var r =
                    (backwards ? described.backwards() : described)
                            .run((c, e) -> {
                                var next = c.getFirst().times(w).plus(e.getFirst());
                                return Step.of(next).stacking(next);
                            });
            var f =
                    function(
                            List.of(x, w),
                            List.of(r.carry(), grad(r.carry(), w), sum(r.stacked())));
            double c = 0;
            double slope = 0;
            double sum = 0;
            for (int t = 0; t < 7; t++) {
                slope = t < 5 ? 0 : slope * 0.5 + c;
                c = c * 0.5 + data[backwards ? 6 - t : t];
                sum += c;
            }
            var values = f.callAll(data, 0.5);
            assertThat(values.get(0).item()).isEqualTo(c);
            assertThat(values.get(1).item()).isCloseTo(slope, within(1e-14));
            assertThat(values.get(2).item()).isCloseTo(sum, within(1e-14));
        }
    }

    @Test
    void checkpointsChangeNothing() {
        for (int n : List.of(3, 4, 9, 11, 16, 30)) {
            var y = tensor("y", TensorType.float64(n));
            var values = new double[n];
            for (int i = 0; i < n; i++) values[i] = Math.sin(i);
            for (boolean backwards : List.of(true, false)) {
                var described = loop().over(y).carry(constant(0.5));
                if (backwards) described = described.backwards();
                var plain = cost(described, y);
                var checkpoints = cost(described.checkpoints(), y);
                var expected = plain.callAll(values, 0.7);
                var found = checkpoints.callAll(values, 0.7);
                for (int i = 0; i < 3; i++)
                    for (int k = 0; k < expected.get(i).size(); k++)
                        assertThat(found.get(i).element(k))
                                .as("n = %d, output %d", n, i)
                                .isCloseTo(expected.get(i).element(k), within(1e-13));
            }
        }
    }

    private CompiledFunction cost(Loop loop, Tensor y) {
        var r =
                loop.run((c, e) -> {
                    var next = tanh(c.getFirst().times(w).plus(e.getFirst()));
                    return Step.of(next).stacking(next.times(c.getFirst()));
                });
        var cost = r.carry().plus(sum(square(r.stacked())));
        return function(List.of(y, w), List.of(cost, grad(cost, w), grad(cost, y)));
    }

    /// What gradients keep of 10,000 steps: the histories of a plain loop, and of a hundred
    /// segments at a time, at the same price for wide carries.
    @Test
    void checkpointsKeepLess() {
        var y = tensor("y", TensorType.float64(10_000));
        assertThat(longest(loop().over(y).carry(constant(0.5)), y)).isEqualTo(10_000);
        assertThat(longest(loop().over(y).carry(constant(0.5)).checkpoints(), y)).isEqualTo(100);
        var wide = constant(new double[64]);
        assertThat(longest(loop().over(y).carry(wide), y)).isEqualTo(640_000);
        assertThat(longest(loop().over(y).carry(wide).checkpoints(), y)).isEqualTo(6400);
    }

    /// The largest tensor that a loop leaves for others in the gradient of a loop, or of the loops
    /// that it is made of.
    private int longest(Loop loop, Tensor y) {
        var r = loop.run((c, e) -> Step.of(tanh(c.getFirst().times(w).plus(e.getFirst()))));
        var f = function(List.of(y, w), grad(sum(r.carry()), w));
        return longest(f.graph());
    }

    private static int longest(Graph graph) {
        int longest = 0;
        for (var node : graph.nodes()) {
            if (!(node.op() instanceof Scan s)) continue;
            for (var x : node.outputs()) longest = Math.max(longest, x.shape().size());
            longest = Math.max(longest, longest(s.body().graph()));
        }
        return longest;
    }

    @Test
    void stepsFailAtTheLineThatMadeThem() {
        var rows = gather(x, constant(0, 9), 0);
        assertThatThrownBy(() -> rows.eval(Map.of(x, data))).hasMessageContaining("Made at");
        var looped =
                loop().over(constant(0, 9))
                        .run((_, e) -> Step.of().stacking(gather(x, e.getFirst(), 0)));
        assertThatThrownBy(() -> looped.stacked().eval(Map.of(x, data)))
                .hasMessageStartingWith(
                        "index 9 is out of bounds for axis 0 of length 7 (shape (7) of 'x')")
                .hasMessageContaining("Made at");
    }

    @Test
    void refusals() {
        assertThatThrownBy(() ->
                        loop().over(x)
                                .strict()
                                .run((_, e) -> Step.of().stacking(e.getFirst().times(w))))
                .hasMessageStartingWith("a step of a strict loop uses 'w', which is not among []");
        loop().over(x).strict(w).run((_, e) -> Step.of().stacking(e.getFirst().times(w)));
        assertThatThrownBy(() -> loop().carryTaps(constant(1.0, 2), -3, -1))
                .hasMessageStartingWith(
                        "a carry with lags [-3, -1] needs lags below 0 and 3 values to start"
                                + " with,");
        assertThatThrownBy(() -> loop().truncateGradient(0))
                .hasMessageStartingWith("the gradient of a loop goes through at least 1 step");
    }
}
