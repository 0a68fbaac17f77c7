package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Backend;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Gradient;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/// Random loops equal what they are when written out, with their gradients, on every backend.
final class LoopLawsTest {
    private static final int WIDTH = 3;

    /// A random step of two carries, two elements and two tensors from outside.
    private record RandomStep(long seed, Tensor vector, Tensor scalar) {
        Tensors.Step apply(List<Tensor> carries, List<Tensor> elements) {
            var random = new Random(seed);
            var pool = new ArrayList<>(carries);
            pool.addAll(elements);
            pool.add(vector);
            pool.add(scalar);
            pool.add(exp(vector.times(0.3)));
            pool.add(constant(0.5, -0.25, 1));
            for (int i = 0; i < 6; i++) pool.add(combined(random, pool));
            var last = pool.reversed();
            var first = bounded(last.get(0));
            var second = random.nextBoolean() ? carries.get(0) : bounded(last.get(1));
            if (random.nextInt(4) == 0) second = vector.times(1.0);
            return Tensors.Step.of(first, second)
                    .stacking(last.get(2).plus(first), sum(last.get(3)));
        }

        private static Tensor bounded(Tensor x) {
            return tanh(x.plus(constant(0.1, 0.2, 0.3)));
        }

        private static Tensor combined(Random random, List<Tensor> pool) {
            var x = pool.get(random.nextInt(pool.size()));
            var y = pool.get(random.nextInt(pool.size()));
            return switch (random.nextInt(7)) {
                case 0 -> x.plus(y);
                case 1 -> x.times(y);
                case 2 -> x.minus(y);
                case 3 -> sin(x);
                case 4 -> sum(x).plus(y);
                case 5 -> select(x.gt(y), x, y.times(0.5));
                default -> y.div(exp(x.times(0.2)));
            };
        }
    }

    /// The inputs: two starts, two sequences, a vector and a scalar.
    private static List<Tensor> inputs(int n) {
        return List.of(
                tensor("a", TensorType.float64(WIDTH)),
                tensor("b", TensorType.float64(WIDTH)),
                tensor("x", TensorType.float64(n, WIDTH)),
                tensor("y", TensorType.float64(n)),
                tensor("v", TensorType.float64(WIDTH)),
                tensor("w", TensorType.float64()));
    }

    private static Tensor looped(
            List<Tensor> in,
            BiFunction<List<Tensor>, List<Tensor>, Tensors.Step> step,
            boolean reversed) {
        var starts = in.subList(0, 2);
        var sequences = in.subList(2, 4);
        var result =
                reversed
                        ? scanReversed(step::apply, starts, sequences)
                        : scan(step::apply, starts, sequences);
        var cost = sum(result.carry()).plus(sum(sin(result.carries().get(1))));
        for (var rows : result.rows()) cost = cost.plus(sum(rows.times(rows)));
        return cost;
    }

    private static Tensor unrolled(
            List<Tensor> in,
            BiFunction<List<Tensor>, List<Tensor>, Tensors.Step> step,
            int n,
            boolean reversed) {
        var carries = in.subList(0, 2);
        Tensor rows = constant(0.0);
        for (int k = 0; k < n; k++) {
            int at = reversed ? n - 1 - k : k;
            var made = step.apply(carries, List.of(in.get(2).get(at), in.get(3).get(at)));
            carries = made.carries();
            for (var r : made.rows()) rows = rows.plus(sum(r.times(r)));
        }
        return sum(carries.get(0)).plus(sum(sin(carries.get(1)))).plus(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 16})
    void equalsWhatIsWrittenOut(int n) {
        for (long seed = 0; seed < 12; seed++) {
            var in = inputs(n);
            var step = new RandomStep(seed, in.get(4), in.get(5));
            boolean reversed = seed % 3 == 2;
            var values = values(in, seed);
            var expected =
                    evaluated(
                            in, unrolled(in, step::apply, n, reversed), new Interpreter(), values);
            for (var backend : List.of(new Interpreter(), new JvmBackend())) {
                var found = evaluated(in, looped(in, step::apply, reversed), backend, values);
                for (int i = 0; i < expected.size(); i++) {
                    var what =
                            "seed %d, %d steps, %s, output %d"
                                    .formatted(seed, n, backend.name(), i);
                    Laws.same(what, found.get(i), expected.get(i), 1e-10);
                }
            }
        }
    }

    /// A loop in a loop, differentiated twice.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void nestedAndTwiceDifferentiated(int n) {
        var m = tensor("m", TensorType.float64(n, n));
        var w = scalar("w");
        Tensor nested =
                foldLeft(
                        (s, row) ->
                                s.times(0.5)
                                        .plus(foldLeft((t, e) -> sin(t.times(w).plus(e)), s, row)),
                        constant(0.2),
                        m);
        Tensor written = constant(0.2);
        for (int i = 0; i < n; i++) {
            var t = written;
            for (int j = 0; j < n; j++) t = sin(t.times(w).plus(m.get(i).get(j)));
            written = written.times(0.5).plus(t);
        }
        List<Tensor> in = List.of(m, w);
        var values = values(in, n);
        var expected = evaluated(in, sum(grad(written, w)), new Interpreter(), values);
        for (var backend : List.of(new Interpreter(), new JvmBackend())) {
            var found = evaluated(in, sum(grad(nested, w)), backend, values);
            for (int i = 0; i < expected.size(); i++)
                Laws.same(
                        "%s, %d".formatted(backend.name(), i),
                        found.get(i),
                        expected.get(i),
                        1e-10);
        }
    }

    /// Loops that end early and choices, inside and outside of loops.
    @ParameterizedTest
    @ValueSource(doubles = {-1, 0.5, 3, 100})
    void endingEarlyAndChoosing(double limit) {
        var x = tensor("x", TensorType.float64(5, 2));
        var w = scalar("w");
        ScanStep step =
                (c, e) -> {
                    var grown = c.getFirst().times(1.5).plus(e.getFirst());
                    var next = ifElse(sum(grown).gt(1), log(abs(grown).plus(w)), grown.times(w));
                    return Tensors.Step.of(next)
                            .stacking(sum(next.times(next)))
                            .until(sum(abs(next)).gt(limit));
                };
        for (boolean reversed : new boolean[] {false, true}) {
            var start = List.<Tensor>of(constant(0.3, 0.4));
            var loop =
                    reversed
                            ? scanReversed(step, start, List.of(x))
                            : scan(step, start, List.of(x));
            var cost =
                    sum(loop.carry())
                            .plus(sum(loop.stacked()))
                            .plus(loop.steps().cast(DType.FLOAT64));
            List<Tensor> in = List.of(x, w);
            for (long seed = 0; seed < 4; seed++) {
                var values = List.of(values(in, seed).getFirst(), NdArray.scalar(1.3));
                var expected = evaluated(in, cost, new Interpreter(), values);
                var found = evaluated(in, cost, new JvmBackend(), values);
                for (int i = 0; i < expected.size(); i++)
                    Laws.same(
                            "seed %d, %d".formatted(seed, i), found.get(i), expected.get(i), 1e-12);
            }
        }
    }

    private static List<NdArray> values(List<Tensor> in, long seed) {
        var random = new Random(seed);
        var values = new ArrayList<NdArray>();
        for (var x : in) {
            var v = NdArray.zeros(x.dtype(), x.shape().dims());
            for (int i = 0; i < v.size(); i++) v.doubles()[i] = random.nextGaussian() * 0.7;
            values.add(v);
        }
        return values;
    }

    /// The cost and its gradients, twice, since memory of the first call must not matter.
    private static List<NdArray> evaluated(
            List<Tensor> in, Tensor cost, Backend backend, List<NdArray> values) {
        var outputs = new ArrayList<>(List.of(cost));
        outputs.addAll(Gradient.of(cost, in, Gradient.Disconnected.ZERO));
        var f = new CompiledFunction(in, outputs, backend);
        f.callAll(values(in, 99).toArray());
        return f.callAll(values.toArray());
    }
}
