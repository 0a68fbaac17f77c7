package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Backend;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Gradient;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Loop;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;
import dev.credence.graph.transform.TensorFunction;
import dev.credence.graph.transform.Transformations;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Loops with checkpoints and truncated gradients, of known and unknown length, with and without an
/// early end, in both directions, equal what they are when written out.
final class LoopSegmentsTest {
    private static final int[] LENGTHS = {0, 1, 2, 3, 4, 5, 9, 11, 30};
    private static final double NEVER = 1e9;

    private final Tensor known = tensor("x", TensorType.float64(11));
    private final Tensor x = vector("x");
    private final Tensor w = scalar("w");
    private final Tensor start = scalar("start");
    private final Tensor limit = scalar("limit");

    /// The last carry, a sum of rows, the number of steps, and the gradients of the sum of the
    /// first two by `w`, the start and the sequence.
    private CompiledFunction compiled(Loop loop, Tensor over, boolean ends, Backend backend) {
        var made =
                loop.run((c, e) -> {
                    var next = sin(c.getFirst().times(w).plus(e.getFirst()));
                    var step = Tensors.Step.of(next).stacking(next.times(c.getFirst()).plus(0.5));
                    return ends ? step.until(abs(next).gt(limit)) : step;
                });
        var cost = made.carry().plus(sum(square(made.stacked())));
        var outputs = new ArrayList<Tensor>(List.of(cost, made.stacked()));
        outputs.add(made.steps().cast(DType.FLOAT64));
        var wrt = List.of(w, start, over);
        outputs.addAll(Gradient.of(cost, wrt, Gradient.Disconnected.ZERO));
        return new CompiledFunction(List.of(over, w, start, limit), outputs, backend);
    }

    /// The same by plain numbers; gradients flow through the last so many steps.
    private static List<double[]> written(
            double[] x, double w, double start, double limit, boolean backwards, int last) {
        int n = x.length;
        int[] at = new int[n];
        for (int i = 0; i < n; i++) at[i] = backwards ? n - 1 - i : i;
        var carries = new ArrayList<>(List.of(start));
        var rows = new double[n];
        int done = 0;
        boolean stop = false;
        while (done < n && !stop) {
            double next = Math.sin(carries.getLast() * w + x[at[done]]);
            rows[at[done]] = next * carries.getLast() + 0.5;
            carries.add(next);
            stop = Math.abs(next) > limit;
            done++;
        }
        double cost = carries.getLast();
        for (double r : rows) cost += r * r;
        double flow = 1;
        double byW = 0;
        var byX = new double[n];
        int first = Math.max(0, done - last);
        for (int i = done - 1; i >= first; i--) {
            double before = carries.get(i);
            double row = 2 * rows[at[i]];
            double inner = (flow + row * before) * Math.cos(before * w + x[at[i]]);
            byW += inner * before;
            byX[at[i]] = inner;
            flow = inner * w + row * carries.get(i + 1);
        }
        double byStart = first == 0 ? flow : 0;
        return List.of(
                new double[] {cost},
                rows,
                new double[] {done},
                new double[] {byW},
                new double[] {byStart},
                byX);
    }

    private static double[] values(int n) {
        var values = new double[n];
        for (int i = 0; i < n; i++) values[i] = Math.sin(3.7 * i) * 1.3;
        return values;
    }

    private void check(
            UnaryOperator<Loop> options, Tensor over, boolean ends, boolean backwards, int last) {
        for (var backend : List.of(new Interpreter(), new JvmBackend())) {
            var described = options.apply(loop().over(over).carry(start));
            if (backwards) described = described.backwards();
            var f = compiled(described, over, ends, backend);
            for (int n : LENGTHS) {
                if (over == known && n != 11) continue;
                for (double end :
                        ends ? new double[] {0, 0.9, 0.99, NEVER} : new double[] {NEVER}) {
                    var found = f.callAll(values(n), 0.7, 0.4, end);
                    var expected = written(values(n), 0.7, 0.4, end, backwards, last);
                    for (int i = 0; i < expected.size(); i++)
                        assertThat(found.get(i).doubles())
                                .as("%s, n %d, end %s, output %d", backend.name(), n, end, i)
                                .containsExactly(expected.get(i), within(1e-12));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void checkpointsChangeNothing(boolean backwards) {
        for (boolean ends : new boolean[] {false, true}) {
            check(Loop::checkpoints, x, ends, backwards, Integer.MAX_VALUE);
            check(Loop::checkpoints, known, ends, backwards, Integer.MAX_VALUE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 20})
    void truncatedGradients(int last) {
        for (boolean backwards : new boolean[] {false, true}) {
            for (boolean ends : new boolean[] {false, true}) {
                check(l -> l.truncateGradient(last), x, ends, backwards, last);
                check(l -> l.truncateGradient(last), known, ends, backwards, last);
            }
        }
    }

    @Test
    void bothAtOnce() {
        for (boolean backwards : new boolean[] {false, true}) {
            check(l -> l.truncateGradient(7).checkpoints(), x, false, backwards, 7);
            check(l -> l.truncateGradient(7).checkpoints(), x, true, backwards, 7);
        }
    }

    /// A number of steps that is given to the function.
    @Test
    void aNumberOfStepsThatIsAnInput() {
        var n = tensor("n", new TensorType(DType.INT64, Shape.SCALAR));
        for (int last : new int[] {2, Integer.MAX_VALUE}) {
            for (boolean checkpoints : new boolean[] {false, true}) {
                var described = loop().carry(start).steps(n).truncateGradient(last);
                if (checkpoints) described = described.checkpoints();
                var power =
                        described.run((c, _) ->
                                Tensors.Step.of(c.getFirst().times(w)).stacking(c.getFirst()));
                var cost = power.carry().plus(sum(power.stacked()));
                var slope = Gradient.of(power.carry(), List.of(w), Gradient.Disconnected.ZERO);
                var f =
                        new CompiledFunction(
                                List.of(start, w, n),
                                List.of(cost, slope.getFirst()),
                                new JvmBackend());
                for (int steps : new int[] {0, 1, 2, 3, 9}) {
                    var found = f.callAll(1.0, 2.0, (long) steps);
                    assertThat(found.get(0).item()).isEqualTo(Math.pow(2, steps + 1) - 1);
                    assertThat(found.get(1).item())
                            .isEqualTo(Math.min(steps, last) * Math.pow(2, steps - 1));
                }
            }
        }
    }

    /// Of longer sequences a loop with a number of steps visits a part.
    @Test
    void partsOfSequences() {
        var n = tensor("n", new TensorType(DType.INT64, Shape.SCALAR));
        for (boolean backwards : new boolean[] {false, true}) {
            var described = loop().over(x).carry(constant(0.0)).steps(n);
            if (backwards) described = described.backwards();
            var made =
                    described.run((c, e) -> {
                        var next = c.getFirst().times(10).plus(e.getFirst());
                        return Tensors.Step.of(next).stacking(next);
                    });
            var f =
                    new CompiledFunction(
                            List.of(x, n), List.of(made.carry(), made.stacked()), new JvmBackend());
            var found = f.callAll(new double[] {1, 2, 3, 4}, 2L);
            assertThat(found.get(0).item()).isEqualTo(backwards ? 43 : 12);
            assertThat(found.get(1))
                    .isEqualTo(backwards ? NdArray.of(43.0, 4) : NdArray.of(1.0, 12));
        }
    }

    /// Carries and rows of several ranks and dtypes, lags, and what comes from outside.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8, 13})
    void severalOfEach(int n) {
        var m = matrix("m");
        var v = vector("v");
        for (boolean backwards : new boolean[] {false, true}) {
            var plain = several(l -> l, backwards, m, v);
            var values =
                    new NdArray[] {
                        NdArray.of(values(3 * (n + 1)), n + 1, 3), NdArray.of(values(3))
                    };
            var expected =
                    new CompiledFunction(List.of(m, v), plain, new Interpreter())
                            .callAll((Object[]) values);
            var found =
                    new CompiledFunction(
                                    List.of(m, v),
                                    several(Loop::checkpoints, backwards, m, v),
                                    new JvmBackend())
                            .callAll((Object[]) values);
            for (int i = 0; i < expected.size(); i++)
                Laws.same(
                        "n %d, backwards %s, output %d".formatted(n, backwards, i),
                        found.get(i),
                        expected.get(i),
                        1e-12);
        }
    }

    private static List<Tensor> several(
            UnaryOperator<Loop> options, boolean backwards, Tensor m, Tensor v) {
        var described = loop().overTaps(m, 0, 1).carry(v, constant(1L, 2)).carry(constant(0.5));
        if (backwards) described = described.backwards();
        var made =
                options.apply(described)
                        .run((c, e) -> {
                            var next = sin(c.get(0).times(e.get(0)).plus(e.get(1)));
                            var count = c.get(1).plus(c.get(1));
                            var level = c.get(2).times(0.9).plus(sum(next.times(v)));
                            return Tensors.Step.of(next, count, level)
                                    .stacking(next.times(level), count, level);
                        });
        var cost = sum(made.carry()).plus(sum(sin(made.rows().get(0)))).plus(made.carries().get(2));
        var outputs = new ArrayList<>(made.carries());
        outputs.addAll(made.rows());
        outputs.addAll(Gradient.of(cost, List.of(m, v), Gradient.Disconnected.ZERO));
        return outputs;
    }

    /// A batch of loops, each of which ends by its own condition.
    @Test
    void batches() {
        for (var options :
                List.<UnaryOperator<Loop>>of(Loop::checkpoints, l -> l.truncateGradient(2))) {
            for (boolean backwards : new boolean[] {false, true}) {
                var described = options.apply(loop().over(x));
                var one = backwards ? described.backwards() : described;
                TensorFunction.Binary slope =
                        (from, most) -> {
                            var made =
                                    one.carry(from)
                                            .run((c, e) -> {
                                                var next =
                                                        sin(
                                                                c.getFirst()
                                                                        .times(w)
                                                                        .plus(e.getFirst()));
                                                return Tensors.Step.of(next)
                                                        .stacking(next.times(2))
                                                        .until(next.gt(most));
                                            });
                            var cost = made.carry().plus(sum(square(made.stacked())));
                            return Gradient.of(cost, List.of(w), Gradient.Disconnected.ZERO)
                                    .getFirst()
                                    .plus(cost);
                        };
                var starts = vector("starts");
                var ends = vector("ends");
                var all = Transformations.vmap(slope).apply(starts, ends);
                double[] from = {0.1, 0.9, -0.4};
                double[] to = {0.2, 2, 0.95};
                for (var backend : List.of(new Interpreter(), new JvmBackend())) {
                    var each =
                            new CompiledFunction(
                                    List.of(x, w, start, limit),
                                    List.of(slope.apply(start, limit)),
                                    backend);
                    var found =
                            new CompiledFunction(List.of(x, w, starts, ends), List.of(all), backend)
                                    .call(values(9), 0.7, from, to)
                                    .doubles();
                    for (int i = 0; i < from.length; i++)
                        assertThat(found[i])
                                .isCloseTo(
                                        each.call(values(9), 0.7, from[i], to[i]).item(),
                                        within(1e-12));
                }
            }
        }
    }
}
