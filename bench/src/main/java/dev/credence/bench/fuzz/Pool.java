package dev.credence.bench.fuzz;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The tensors a random graph has so far, with their values, and the random choices among them.
final class Pool {
    /// The most elements of a tensor.
    static final int LARGEST = 2_000;

    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        2,
        0.5,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        1e300,
        -1e-300,
        1e9
    };

    final RandomGenerator random;
    private final int[] lengths;
    private final boolean wild;
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<Tensor, NdArray> values = new IdentityHashMap<>();

    /// @param lengths of axes, so that shapes often fit each other
    /// @param wild whether numbers may be infinite, NaN, huge or tiny
    Pool(RandomGenerator random, boolean wild, int... lengths) {
        this.random = random;
        this.wild = wild;
        this.lengths = lengths;
    }

    List<Tensor> inputs() {
        return inputs;
    }

    List<NdArray> inputValues() {
        return inputs.stream().map(values::get).toList();
    }

    /// All tensors that are not inputs.
    List<Tensor> made() {
        return tensors.stream().filter(x -> !(x instanceof Input)).toList();
    }

    NdArray value(Tensor x) {
        return values.get(x);
    }

    Tensor input(DType dtype, int... shape) {
        return input(numbers(dtype, shape));
    }

    Tensor input(NdArray value) {
        var x = new Input("x" + inputs.size(), TensorType.of(value));
        inputs.add(x);
        tensors.add(x);
        values.put(x, value);
        return x;
    }

    /// Adds a tensor, unless it is large or most of its numbers are not finite.
    boolean add(Tensor x) {
        if (values.containsKey(x) || x.rank() > 4 || !x.shape().isKnown()) return false;
        if (x.shape().size() > LARGEST) return false;
        var value = Interpreter.evaluate(List.of(x), values).getFirst();
        int bad = 0;
        for (int i = 0; i < value.size(); i++) if (!Double.isFinite(value.element(i))) bad++;
        if (!wild && 2 * bad > value.size()) return false;
        tensors.add(x);
        values.put(x, value);
        return true;
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /// A tensor, recent ones more often.
    Tensor pick() {
        int n = tensors.size();
        return tensors.get(Math.max(random.nextInt(n), random.nextInt(n)));
    }

    Optional<Tensor> pick(Predicate<Tensor> wanted) {
        var fitting = tensors.stream().filter(wanted).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(any(fitting));
    }

    /// A tensor that broadcasts with `x`.
    Tensor partner(Tensor x) {
        return pick(y -> broadcasts(x, y)).orElse(x);
    }

    static boolean broadcasts(Tensor x, Tensor y) {
        return IntStream.rangeClosed(1, Math.min(x.rank(), y.rank()))
                .allMatch(i -> {
                    int a = x.shape().dim(x.rank() - i);
                    int b = y.shape().dim(y.rank() - i);
                    return a == b || a == 1 || b == 1;
                });
    }

    DType dtype() {
        return switch (random.nextInt(10)) {
            case 0 -> DType.BOOL;
            case 1 -> DType.INT32;
            case 2 -> DType.INT64;
            case 3, 4 -> DType.FLOAT32;
            default -> DType.FLOAT64;
        };
    }

    int[] shape() {
        var shape = new int[random.nextInt(1 + random.nextInt(4))];
        for (int axis = 0; axis < shape.length; axis++)
            shape[axis] = chance(4) ? 1 : lengths[random.nextInt(lengths.length)];
        return IntStream.of(shape).asLongStream().reduce(1, (a, b) -> a * b) > LARGEST
                ? new int[] {lengths[0]}
                : shape;
    }

    NdArray numbers(DType dtype, int... shape) {
        var x = NdArray.zeros(dtype, shape);
        for (int i = 0; i < x.size(); i++) {
            switch (x.storage()) {
                case double[] d -> d[i] = real();
                case float[] f -> f[i] = (float) real();
                case long[] l -> l[i] = wild && chance(8) ? random.nextLong() : whole();
                case int[] n -> n[i] = wild && chance(8) ? random.nextInt() : whole();
                case boolean[] b -> b[i] = random.nextBoolean();
                default -> throw new AssertionError(dtype);
            }
        }
        return x;
    }

    private double real() {
        if (wild && chance(4)) return SPECIAL[random.nextInt(SPECIAL.length)];
        return chance(6) ? whole() : random.nextDouble(-2, 2);
    }

    private int whole() {
        return random.nextInt(-4, 5);
    }
}
