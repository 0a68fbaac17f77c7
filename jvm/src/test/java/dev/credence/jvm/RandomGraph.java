package dev.credence.jvm;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Gradient;
import dev.credence.graph.Indexing;
import dev.credence.graph.Input;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.Reduction;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;
import dev.credence.graph.View;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// A random graph with shared sub-graphs, with values for its inputs, for tests of backends.
///
/// Values are kept near one, so that results stay comparable.
record RandomGraph(List<Input> inputs, List<NdArray> values, List<Tensor> outputs) {
    private static final int[][] SHAPES = {
        {},
        {1},
        {3},
        {8},
        {20},
        {70},
        {600},
        {3, 8},
        {1, 8},
        {3, 1},
        {20, 30},
        {4, 300},
        {300, 4},
        {0},
        {3, 0},
        {2, 3, 4},
        {5, 1, 40},
        {1, 1},
        {16},
        {17}
    };

    static RandomGraph of(long seed) {
        return new Builder(seed).build();
    }

    private static final class Builder {
        private final RandomGenerator random;
        private final List<Input> inputs = new ArrayList<>();
        private final List<NdArray> values = new ArrayList<>();
        private final List<Tensor> pool = new ArrayList<>();

        Builder(long seed) {
            random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        }

        RandomGraph build() {
            int n = 1 + random.nextInt(4);
            for (int i = 0; i < n; i++) input(SHAPES[random.nextInt(SHAPES.length)]);
            int ops = 1 + random.nextInt(40);
            for (int i = 0; i < ops; i++) grow();
            var outputs = new ArrayList<Tensor>();
            int m = 1 + random.nextInt(4);
            for (int i = 0; i < m; i++) outputs.add(pick());
            if (random.nextBoolean()) gradients(outputs);
            return new RandomGraph(List.copyOf(inputs), List.copyOf(values), outputs);
        }

        private void gradients(List<Tensor> outputs) {
            var cost = Tensors.sum(real());
            var wrt = inputs.stream().filter(x -> x.dtype() == DType.FLOAT64).toList();
            outputs.add(cost);
            outputs.addAll(Gradient.of(cost, wrt, Gradient.Disconnected.ZERO));
        }

        private void input(int... shape) {
            var value = numbers(shape);
            var x = new Input("x" + inputs.size(), dev.credence.graph.TensorType.of(value));
            inputs.add(x);
            values.add(value);
            pool.add(x);
        }

        private NdArray numbers(int... shape) {
            var v = NdArray.zeros(DType.FLOAT64, shape);
            for (int i = 0; i < v.size(); i++) v.doubles()[i] = random.nextDouble(-1.5, 1.5);
            return v;
        }

        private Tensor pick() {
            return pool.get(random.nextInt(pool.size()));
        }

        private Tensor real() {
            var x = pick();
            return x.dtype() == DType.FLOAT64 ? x : Tensors.cast(x, DType.FLOAT64);
        }

        /// An input: functions that jump are applied to these only, since a result that differs in
        /// its last bit may jump elsewhere.
        private Tensor exact() {
            return inputs.stream().filter(x -> x.dtype() == DType.FLOAT64).toList().getLast();
        }

        private Tensor tame(Tensor x) {
            return Tensors.tanh(x);
        }

        private void grow() {
            var x = real();
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3 -> pool.add(unary(x));
                case 4, 5, 6, 7 -> pool.add(binary(x, partner(x)));
                case 8 -> pool.add(compare(exact(), Tensors.constant(random.nextDouble(-1, 1)), x));
                case 9, 10 -> reduce(x);
                case 11 -> shuffle(x);
                case 12 -> slice(x);
                case 13 -> gather(x);
                case 14 -> setSlice(x);
                case 15 -> concatenate(x);
                case 16 -> reshape(x);
                case 17 -> matrices(x);
                case 18 -> integers();
                case 19 -> broadcast(x);
                default -> throw new AssertionError();
            }
        }

        private Tensor unary(Tensor x) {
            return switch (random.nextInt(14)) {
                case 0 -> Tensors.exp(tame(x));
                case 1 -> Tensors.log(Tensors.add(Tensors.square(x), Tensors.constant(0.5)));
                case 2 -> Tensors.sin(x);
                case 3 -> Tensors.sigmoid(x);
                case 4 -> Tensors.softplus(x);
                case 5 -> tame(x);
                case 6 -> Tensors.negate(x);
                case 7 -> Tensors.abs(x);
                case 8 -> Tensors.square(tame(x));
                case 9 -> Tensors.log1p(Tensors.square(x));
                case 10 ->
                        Tensors.lgamma(Tensors.add(Tensors.square(tame(x)), Tensors.constant(2.5)));
                case 11 -> Tensors.erf(x);
                case 12 -> Tensors.floor(Tensors.multiply(exact(), Tensors.constant(3)));
                case 13 -> Tensors.sqrt(Tensors.add(Tensors.square(x), Tensors.constant(1)));
                default -> throw new AssertionError();
            };
        }

        private Tensor binary(Tensor x, Tensor y) {
            return switch (random.nextInt(6)) {
                case 0 -> Tensors.add(x, y);
                case 1 -> Tensors.subtract(y, x);
                case 2 -> Tensors.multiply(tame(x), y);
                case 3 -> Tensors.divide(x, Tensors.add(Tensors.square(y), Tensors.constant(1)));
                case 4 -> Tensors.maximum(x, y);
                case 5 -> Tensors.pow(Tensors.sigmoid(x), tame(y));
                default -> throw new AssertionError();
            };
        }

        private Tensor compare(Tensor x, Tensor y, Tensor other) {
            var c = random.nextBoolean() ? Tensors.less(x, y) : Tensors.greaterEqual(x, y);
            return switch (random.nextInt(4)) {
                case 0 -> c;
                case 1 -> Tensors.not(c);
                case 2 -> Tensors.any(c);
                case 3 -> broadcasts(c, other) ? Tensors.select(c, x, other) : c;
                default -> throw new AssertionError();
            };
        }

        /// A tensor that broadcasts with `x`.
        private Tensor partner(Tensor x) {
            var fitting =
                    pool.stream()
                            .filter(y -> y.dtype() == DType.FLOAT64 && broadcasts(x, y))
                            .toList();
            if (fitting.isEmpty() || random.nextInt(4) == 0)
                return Tensors.constant(random.nextDouble(-1, 1));
            return fitting.get(random.nextInt(fitting.size()));
        }

        private static boolean broadcasts(Tensor x, Tensor y) {
            int rank = Math.min(x.rank(), y.rank());
            return IntStream.rangeClosed(1, rank)
                    .allMatch(i -> {
                        int a = x.shape().dim(x.rank() - i);
                        int b = y.shape().dim(y.rank() - i);
                        return a == b || a == 1 || b == 1;
                    });
        }

        private void reduce(Tensor x) {
            var axes = new ArrayList<Integer>();
            for (int a = 0; a < x.rank(); a++) if (random.nextBoolean()) axes.add(a);
            var kind =
                    switch (random.nextInt(4)) {
                        case 0 -> Reduction.Kind.MAX;
                        case 1 -> Reduction.Kind.MIN;
                        default -> Reduction.Kind.SUM;
                    };
            pool.add(
                    new Apply(new Reduction(kind, axes, random.nextBoolean()), List.of(finite(x)))
                            .output());
        }

        private Tensor finite(Tensor x) {
            return Tensors.maximum(
                    Tensors.minimum(x, Tensors.constant(1e3)), Tensors.constant(-1e3));
        }

        private void shuffle(Tensor x) {
            var order = new ArrayList<Integer>();
            for (int a = 0; a < x.rank(); a++)
                if (x.shape().dim(a) != 1 || random.nextBoolean()) order.add(a);
            Collections.shuffle(order, new java.util.Random(random.nextLong()));
            if (order.size() < 3 && random.nextBoolean())
                order.add(random.nextInt(order.size() + 1), View.DimShuffle.NEW_AXIS);
            pool.add(new Apply(new View.DimShuffle(order), List.of(x)).output());
        }

        private void slice(Tensor x) {
            if (x.rank() == 0) return;
            int axis = random.nextInt(x.rank());
            pool.add(new Apply(new Indexing.Slice(axis, range()), List.of(x)).output());
        }

        private Indexing.Range range() {
            int start = random.nextInt(-4, 5);
            int stop = random.nextBoolean() ? Indexing.Range.END : random.nextInt(-4, 9);
            int step = random.nextInt(4) == 0 ? -1 - random.nextInt(2) : 1 + random.nextInt(2);
            return new Indexing.Range(start, stop, step);
        }

        private void setSlice(Tensor x) {
            if (x.rank() == 0) return;
            int axis = random.nextInt(x.rank());
            var range = range();
            var part = new Apply(new Indexing.Slice(axis, range), List.of(x)).output();
            pool.add(
                    new Apply(new Indexing.SetSlice(axis, range), List.of(x, Tensors.sin(part)))
                            .output());
        }

        private void gather(Tensor x) {
            if (x.rank() == 0 || x.rank() > 2) return;
            int axis = random.nextInt(x.rank());
            int length = x.shape().dim(axis);
            if (length == 0) return;
            int[] shape =
                    random.nextBoolean() ? new int[] {1 + random.nextInt(30)} : new int[] {2, 3};
            var index = NdArray.zeros(DType.INT64, shape);
            for (int i = 0; i < index.size(); i++)
                index.longs()[i] = random.nextInt(-length, length);
            Tensor at = Tensors.constant(index);
            if (random.nextBoolean()) {
                var given = new Input("x" + inputs.size(), dev.credence.graph.TensorType.of(index));
                inputs.add(given);
                values.add(index);
                at = given;
            }
            pool.add(Tensors.gather(x, at, axis));
        }

        private void concatenate(Tensor x) {
            if (x.rank() == 0) return;
            int axis = random.nextInt(x.rank());
            var fitting =
                    pool.stream()
                            .filter(y ->
                                    y.dtype() == DType.FLOAT64
                                            && y.rank() == x.rank()
                                            && IntStream.range(0, x.rank())
                                                    .allMatch(a ->
                                                            a == axis
                                                                    || x.shape().dim(a)
                                                                            == y.shape().dim(a)))
                            .toList();
            if (fitting.isEmpty()) return;
            pool.add(Tensors.concatenate(axis, x, fitting.get(random.nextInt(fitting.size()))));
        }

        private void reshape(Tensor x) {
            int n = x.shape().size();
            pool.add(n % 2 == 0 && n > 0 ? x.reshape(2, n / 2) : x.reshape(n));
        }

        private void broadcast(Tensor x) {
            if (x.rank() > 2) return;
            int[] dims = new int[x.rank() + 1];
            dims[0] = 1 + random.nextInt(40);
            for (int a = 0; a < x.rank(); a++) dims[a + 1] = x.shape().dim(a);
            pool.add(Tensors.broadcastTo(Tensors.expandDims(x, 0), dims));
        }

        private void integers() {
            var i = Tensors.cast(Tensors.multiply(exact(), Tensors.constant(5)), DType.INT64);
            pool.add(Tensors.mod(Tensors.add(i, Tensors.square(i)), Tensors.constant(7L)));
        }

        private void matrices(Tensor x) {
            if (x.rank() != 2) return;
            int n = x.shape().dim(0);
            switch (random.nextInt(4)) {
                case 0 -> pool.add(tame(Tensors.matmul(tame(x), Tensors.transpose(x))));
                case 1 -> pool.add(Tensors.lowerTriangle(x, random.nextInt(-1, 2)));
                case 2 -> {
                    if (n > 40 || n == 0) return;
                    var gram = Tensors.matmul(tame(x), Tensors.transpose(tame(x)));
                    var l = Tensors.cholesky(Tensors.add(gram, identity(n)));
                    pool.add(l);
                    pool.add(
                            new Apply(
                                            new LinearAlgebra.SolveTriangular(random.nextBoolean()),
                                            List.of(l, x))
                                    .output());
                }
                case 3 ->
                        pool.add(
                                Tensors.diagonalMatrix(
                                        Tensors.diagonal(
                                                Tensors.matmul(tame(x), Tensors.transpose(x)))));
                default -> throw new AssertionError();
            }
        }

        private static Tensor identity(int n) {
            var d = NdArray.full(2.0 * n, n);
            return Tensors.diagonalMatrix(Tensors.constant(d));
        }
    }
}
