package dev.credence.jvm;

import static dev.credence.graph.transform.Transformations.jit;
import static dev.credence.graph.transform.Transformations.vmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Backend;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Gradient;
import dev.credence.graph.GradientCheck;
import dev.credence.graph.GraphException;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;
import dev.credence.graph.Vectorization;
import dev.credence.graph.transform.TensorFunction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What batching must keep: a function over a batch gives what it gives for each entry, stacked,
/// and so do its gradients; on both backends, for batches of 0, 1 and 3.
final class BatchLaws {
    private static final long SEED = 20260714;
    private static final double TOLERANCE = 1e-9;
    private static final int[] SIZES = {3, 1, 0};

    private BatchLaws() {}

    /// Some argument of a function.
    ///
    /// @param low,high the range of values
    record Argument(DType dtype, double low, double high, int... shape) {
        NdArray sample(SplittableRandom random) {
            var value = NdArray.zeros(dtype, shape);
            for (int i = 0; i < value.size(); i++) {
                double x = low + random.nextDouble() * (high - low);
                switch (value.storage()) {
                    case double[] d -> d[i] = x;
                    case float[] f -> f[i] = (float) x;
                    case long[] l -> l[i] = (long) Math.floor(x);
                    case boolean[] b -> b[i] = x > (low + high) / 2;
                    default -> throw new AssertionError(dtype);
                }
            }
            return value;
        }
    }

    static Argument real(int... shape) {
        return new Argument(DType.FLOAT64, 0.3, 1.4, shape);
    }

    static Argument whole(int low, int high, int... shape) {
        return new Argument(DType.INT64, low, high, shape);
    }

    static Argument truth(int... shape) {
        return new Argument(DType.BOOL, 0, 1, shape);
    }

    /// A function with the arguments that it is tried on.
    record Case(
            String name, Function<List<Tensor>, List<Tensor>> function, List<Argument> arguments) {
        static Case of(
                String name, Function<List<Tensor>, Tensor> function, Argument... arguments) {
            return new Case(name, function.andThen(List::of), List.of(arguments));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// All laws at once.
    static void check(Case c) {
        int n = c.arguments.size();
        for (int mask = 1; mask < 1 << n; mask++)
            for (int size : SIZES)
                for (boolean known : new boolean[] {true, false}) stacks(c, mask, size, known);
        differences(c);
        otherAxes(c);
    }

    /// Stacking alone, all arguments batched, for functions made of ops that are checked in full.
    static void checkStacking(Case c) {
        int all = (1 << c.arguments.size()) - 1;
        stacks(c, all, 3, true);
        stacks(c, all, 0, true);
        stacks(c, 1, 3, false);
    }

    /// Mapping over another axis, and over two axes one after the other, changes nothing.
    private static void otherAxes(Case c) {
        var what = "%s, mapped otherwise, seed %d".formatted(c.name, SEED);
        var random = new SplittableRandom(SEED);
        int n = c.arguments.size();
        var entries = new ArrayList<List<NdArray>>();
        for (int b = 0; b < 6; b++) entries.add(values(c, -1, List.of(), random));
        var arguments = new ArrayList<NdArray>();
        for (int i = 0; i < n; i++) {
            int at = i;
            var a = c.arguments.get(i);
            arguments.add(stacked(entries.stream().map(e -> e.get(at)).toList(), a.dtype, a.shape));
        }
        var f = TensorFunction.ofList(x -> withGradients(c.function.apply(x), x));
        var expected = jit(vmap(f)).callAll(arguments.toArray());
        int[] last = c.arguments.stream().mapToInt(a -> a.shape.length).toArray();
        var moved =
                TensorFunction.ofList(x ->
                        vmap(f, last).applyAll(x.stream().map(BatchLaws::firstToLast).toList()));
        var nested =
                TensorFunction.ofList(x ->
                        vmap(vmap(f, last), new int[n])
                                .applyAll(x.stream().map(t -> firstToLast(split(t), 1)).toList()));
        try {
            var found = jit(moved).callAll(arguments.toArray());
            var twice = jit(nested).callAll(arguments.toArray());
            for (int i = 0; i < expected.size(); i++) {
                Laws.same(what, found.get(i), expected.get(i), TOLERANCE);
                Laws.same(
                        what,
                        twice.get(i).reshape(expected.get(i).shape()),
                        expected.get(i),
                        TOLERANCE);
            }
        } catch (RuntimeException e) {
            fail(what, e);
        }
    }

    private static Tensor firstToLast(Tensor x) {
        return firstToLast(x, 0);
    }

    /// One axis made the last.
    private static Tensor firstToLast(Tensor x, int axis) {
        var order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        order.add(order.remove(axis));
        return Tensors.dimShuffle(x, order.toArray(Integer[]::new));
    }

    /// Six entries as two of three.
    private static Tensor split(Tensor x) {
        int[] dims = x.shape().dims();
        return x.reshape(
                IntStream.concat(IntStream.of(2, 3), Arrays.stream(dims, 1, dims.length))
                        .toArray());
    }

    private static void stacks(Case c, int mask, int size, boolean known) {
        var what =
                "%s, batched %s, batch of %d, lengths %s, seed %d"
                        .formatted(
                                c.name,
                                Integer.toBinaryString(mask),
                                size,
                                known ? "known" : "unknown",
                                SEED);
        try {
            var entry = inputs(c, 0, size, known);
            var built = built(c, entry, known);
            if (built.isEmpty()) return;
            var outputs = built.get();
            var given = inputs(c, mask, size, known);
            Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
            for (int i = 0; i < given.size(); i++) replaced.put(entry.get(i), given.get(i));
            var batched = Vectorization.of(outputs, replaced);

            var random = new SplittableRandom(SEED);
            var entries = new ArrayList<List<NdArray>>();
            for (int b = 0; b < Math.max(size, 1); b++)
                entries.add(values(c, mask, entries, random));
            var arguments = new ArrayList<NdArray>();
            for (int i = 0; i < given.size(); i++) {
                int at = i;
                boolean varies = (mask >> i & 1) == 1;
                var parts = entries.subList(0, size).stream().map(e -> e.get(at)).toList();
                arguments.add(
                        varies
                                ? stacked(parts, given.get(i).dtype(), c.arguments.get(i).shape)
                                : entries.getFirst().get(i));
            }
            for (Backend backend : List.of(new Interpreter(), new JvmBackend())) {
                var found =
                        new CompiledFunction(given, batched, backend).callAll(arguments.toArray());
                for (int i = 0; i < outputs.size(); i++) {
                    int at = i;
                    var expected =
                            entries.subList(0, size).stream()
                                    .map(e ->
                                            Laws.interpreted(entry, List.of(outputs.get(at)), e)
                                                    .getFirst())
                                    .toList();
                    if (size > 0)
                        Laws.same(
                                what + ", " + backend.name() + ", output " + i,
                                found.get(i),
                                stacked(
                                        expected,
                                        outputs.get(i).dtype(),
                                        expected.getFirst().shape()),
                                TOLERANCE);
                    else assertThat(found.get(i).dim(0)).as(what).isZero();
                }
            }
        } catch (RuntimeException e) {
            fail(what, e);
        }
    }

    /// The function with its gradients; some ask for known lengths when they are built.
    private static Optional<List<Tensor>> built(Case c, List<Input> inputs, boolean known) {
        try {
            return Optional.of(withGradients(c.function.apply(List.copyOf(inputs)), inputs));
        } catch (GraphException e) {
            if (known || !e.getMessage().contains("known")) throw e;
            return Optional.empty();
        }
    }

    private static List<Input> inputs(Case c, int mask, int size, boolean known) {
        var inputs = new ArrayList<Input>();
        for (int i = 0; i < c.arguments.size(); i++) {
            var a = c.arguments.get(i);
            var dims = IntStream.of(a.shape).map(d -> known || d == 1 ? d : Shape.UNKNOWN);
            if ((mask >> i & 1) == 1)
                dims = IntStream.concat(IntStream.of(known ? size : Shape.UNKNOWN), dims);
            inputs.add(new Input("x" + i, new TensorType(a.dtype, Shape.of(dims.toArray()))));
        }
        return inputs;
    }

    /// Values of the arguments; those that do not vary are those of the first entry.
    private static List<NdArray> values(
            Case c, int mask, List<List<NdArray>> before, SplittableRandom random) {
        var values = new ArrayList<NdArray>();
        for (int i = 0; i < c.arguments.size(); i++) {
            boolean fixed = (mask >> i & 1) == 0 && !before.isEmpty();
            values.add(fixed ? before.getFirst().get(i) : c.arguments.get(i).sample(random));
        }
        return values;
    }

    static NdArray stacked(List<NdArray> parts, DType dtype, int... shape) {
        var dims = IntStream.concat(IntStream.of(parts.size()), Arrays.stream(shape)).toArray();
        var whole = NdArray.zeros(dtype, dims);
        for (int b = 0; b < parts.size(); b++) {
            var part = parts.get(b);
            System.arraycopy(part.storage(), 0, whole.storage(), b * part.size(), part.size());
        }
        return whole;
    }

    /// The outputs with the gradients of a smooth function of them.
    private static List<Tensor> withGradients(List<Tensor> outputs, List<? extends Tensor> inputs) {
        var all = new ArrayList<>(outputs);
        var smooth = inputs.stream().filter(x -> x.dtype() == DType.FLOAT64).toList();
        var real = outputs.stream().filter(y -> y.dtype() == DType.FLOAT64).toList();
        if (smooth.isEmpty() || real.isEmpty()) return all;
        all.addAll(Gradient.of(cost(real), smooth, Gradient.Disconnected.ZERO));
        return all;
    }

    private static Tensor cost(List<Tensor> outputs) {
        Tensor cost = Tensors.constant(0);
        for (var y : outputs) cost = cost.plus(Tensors.sum(y.plus(y.times(y).times(0.5))));
        return cost;
    }

    /// The gradient of the batched function is its derivative.
    private static void differences(Case c) {
        if (c.arguments.stream().noneMatch(a -> a.dtype == DType.FLOAT64)) return;
        var random = new SplittableRandom(SEED);
        var entries = List.of(values(c, -1, List.of(), random), values(c, -1, List.of(), random));
        var point = new ArrayList<NdArray>();
        for (int i = 0; i < c.arguments.size(); i++) {
            int at = i;
            var a = c.arguments.get(i);
            point.add(stacked(entries.stream().map(e -> e.get(at)).toList(), a.dtype, a.shape));
        }
        var entry = inputs(c, 0, 2, true);
        var real =
                c.function.apply(List.copyOf(entry)).stream()
                        .filter(y -> y.dtype() == DType.FLOAT64)
                        .toList();
        if (real.isEmpty()) return;
        try {
            GradientCheck.verify(
                    given -> {
                        Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
                        for (int i = 0; i < entry.size(); i++)
                            replaced.put(entry.get(i), given.get(i));
                        return cost(Vectorization.of(real, replaced));
                    },
                    point);
        } catch (RuntimeException e) {
            fail("%s, gradient over the batch, seed %d".formatted(c.name, SEED), e);
        }
    }
}
