package dev.credence.bench.fuzz;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Draw;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Indexing;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.Op;
import dev.credence.graph.Reduction;
import dev.credence.graph.Tensor;
import dev.credence.graph.View;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Applies random ops to random tensors of a pool.
final class Growth {
    private static final List<Elementwise> FUNCTIONS = List.of(Elementwise.values());

    private final Pool pool;
    private final FunctionGrowth functions;

    Growth(Pool pool) {
        this.pool = pool;
        this.functions = new FunctionGrowth(pool, this);
    }

    /// New tensors, mostly one.
    ///
    /// @throws dev.credence.graph.GraphException if the op chosen cannot be applied
    List<Tensor> next() {
        var x = pool.pick();
        return switch (pool.random.nextInt(31)) {
            case 0, 1, 2, 3, 4, 5, 6 -> List.of(function(x));
            case 7, 8 -> List.of(arithmetic(x));
            case 9, 10 -> List.of(reduction(x));
            case 11 -> List.of(shuffled(x));
            case 12 -> List.of(reshaped(x));
            case 13 -> List.of(repeated(x));
            case 14 -> List.of(joined(x));
            case 15 -> List.of(sliced(x));
            case 16 -> List.of(replaced(x));
            case 17 -> List.of(gathered(x));
            case 18 -> List.of(scattered(x));
            case 19 -> List.of(matrices(x));
            case 20 -> List.of(drawn());
            case 21 -> new LoopGrowth(pool, this).scan(x);
            case 22 -> new LoopGrowth(pool, this).choice(x);
            case 23 -> List.of(wrapped(x));
            case 24, 25 -> List.of(functions.alongAxis(x));
            case 26 -> List.of(functions.arranged(x));
            case 27 -> List.of(functions.ofVector(x));
            case 28 -> List.of(functions.ofMatrices(x));
            case 29 -> functions.batched(x);
            default -> functions.counted(x);
        };
    }

    private static Tensor apply(Op op, Tensor... inputs) {
        return new Apply(op, List.of(inputs)).output();
    }

    /// Any scalar function.
    Tensor function(Tensor x) {
        var f = pool.any(FUNCTIONS);
        var operands = new Tensor[f.arity()];
        for (int i = 0; i < operands.length; i++)
            operands[i] = pool.chance(4) ? number() : pool.partner(x);
        operands[pool.random.nextInt(operands.length)] = x;
        if (f == Elementwise.SELECT) operands[0] = condition(x);
        return elementwise(f, operands);
    }

    /// What keeps numbers near one, so that not all ends in infinities.
    Tensor arithmetic(Tensor x) {
        var y = pool.partner(x);
        return switch (pool.random.nextInt(8)) {
            case 0 -> tanh(x);
            case 1 -> add(x, y);
            case 2 -> multiply(x, number());
            case 3 -> subtract(x, y);
            case 4 -> sigmoid(x).times(y);
            case 5 -> exp(minimum(x, number()));
            case 6 -> log(add(square(x), constant(0.5)));
            default -> divide(x, add(square(y), constant(1)));
        };
    }

    private Tensor number() {
        return switch (pool.random.nextInt(4)) {
            case 0 -> constant(pool.random.nextInt(-2, 4));
            case 1 -> constant(0.5);
            case 2 -> constant(NdArray.scalar(pool.random.nextLong(-3, 4)).cast(pool.dtype()));
            default -> constant(pool.random.nextDouble(-2, 2));
        };
    }

    private Tensor condition(Tensor x) {
        return pool.pick(y -> y.dtype() == DType.BOOL && Pool.broadcasts(x, y))
                .orElseGet(() -> greater(x, constant(0)));
    }

    private Tensor reduction(Tensor x) {
        var axes =
                IntStream.range(0, x.rank())
                        .filter(_ -> pool.random.nextBoolean())
                        .boxed()
                        .toList();
        boolean truth = x.dtype() == DType.BOOL;
        var kinds = truth ? List.of(Reduction.Kind.ALL, Reduction.Kind.ANY) : NUMERIC;
        return apply(new Reduction(pool.any(kinds), axes, pool.random.nextBoolean()), x);
    }

    private static final List<Reduction.Kind> NUMERIC =
            List.of(
                    Reduction.Kind.SUM,
                    Reduction.Kind.SUM,
                    Reduction.Kind.SUM,
                    Reduction.Kind.PRODUCT,
                    Reduction.Kind.MAX,
                    Reduction.Kind.MIN);

    private Tensor shuffled(Tensor x) {
        var order = new ArrayList<Integer>();
        for (int a = 0; a < x.rank(); a++)
            if (x.shape().dim(a) != 1 || pool.random.nextBoolean()) order.add(a);
        Collections.shuffle(order, new java.util.Random(pool.random.nextLong()));
        if (pool.random.nextBoolean())
            order.add(pool.random.nextInt(order.size() + 1), View.DimShuffle.NEW_AXIS);
        return apply(new View.DimShuffle(order), x);
    }

    private Tensor reshaped(Tensor x) {
        int n = x.shape().size();
        if (n > 0 && pool.chance(2)) return reshape(x, -1);
        int[] factors = IntStream.rangeClosed(1, Math.max(1, n)).filter(d -> n % d == 0).toArray();
        int d = factors[pool.random.nextInt(factors.length)];
        return reshape(x, d, n / d);
    }

    private Tensor repeated(Tensor x) {
        int[] dims = x.shape().dims();
        for (int a = 0; a < dims.length; a++)
            if (dims[a] == 1 && pool.chance(2)) dims[a] = pool.random.nextInt(6);
        if (pool.chance(2)) return broadcastTo(x, dims);
        var more = new int[dims.length + 1];
        more[0] = pool.random.nextInt(5);
        System.arraycopy(dims, 0, more, 1, dims.length);
        return broadcastTo(x, more);
    }

    private Tensor joined(Tensor x) {
        if (pool.chance(6)) return shapeOf(x);
        int axis = axis(x);
        var y =
                pool.pick(p ->
                        p.rank() == x.rank()
                                && IntStream.range(0, x.rank())
                                        .allMatch(a ->
                                                a == axis || x.shape().dim(a) == p.shape().dim(a)));
        return concatenate(axis, x, y.orElse(x));
    }

    private int axis(Tensor x) {
        return x.rank() == 0 ? 0 : pool.random.nextInt(x.rank());
    }

    private Indexing.Range range() {
        int start = pool.random.nextInt(-4, 5);
        int stop = pool.chance(2) ? Indexing.Range.END : pool.random.nextInt(-4, 9);
        int step = pool.chance(4) ? -1 - pool.random.nextInt(2) : 1 + pool.random.nextInt(2);
        return new Indexing.Range(start, stop, step);
    }

    private Tensor sliced(Tensor x) {
        return apply(new Indexing.Slice(axis(x), range()), x);
    }

    private Tensor replaced(Tensor x) {
        int axis = axis(x);
        var range = range();
        var part = function(apply(new Indexing.Slice(axis, range), x));
        return apply(new Indexing.SetSlice(axis, range), x, cast(part, x.dtype()));
    }

    private Tensor gathered(Tensor x) {
        int axis = axis(x);
        return gather(x, positions(x, axis), axis);
    }

    /// Positions on an axis: fixed, given, or computed.
    private Tensor positions(Tensor x, int axis) {
        int length = x.rank() == 0 ? 0 : x.shape().dim(axis);
        var computed =
                pool.pick(p -> p.dtype().isInteger() && p.rank() <= 2 && p.shape().size() < 64);
        if (length > 0 && computed.isPresent() && pool.chance(3)) {
            var bound = constant(NdArray.scalar((long) length).cast(computed.get().dtype()));
            return cast(mod(computed.get(), bound), DType.INT64);
        }
        int[][] shapes = {{}, {1}, {3}, {2, 3}, {20}, {0}};
        var at = NdArray.zeros(DType.INT64, shapes[pool.random.nextInt(shapes.length)]);
        if (length == 0) at = NdArray.zeros(DType.INT64, 0);
        for (int i = 0; i < at.size(); i++) at.longs()[i] = pool.random.nextInt(-length, length);
        if (pool.chance(3)) Arrays.sort(at.longs());
        return pool.chance(2) ? constant(at) : pool.input(at);
    }

    private Tensor scattered(Tensor x) {
        int axis = axis(x);
        var at = positions(x, axis);
        var values = function(gather(x, at, axis));
        return apply(new Indexing.ScatterAdd(axis), x, at, cast(values, x.dtype()));
    }

    private Tensor matrices(Tensor any) {
        var x = pool.pick(y -> y.rank() == 2 && y.dtype().isFloating()).orElse(any);
        if (x.rank() != 2) return arithmetic(x);
        var y = pool.pick(p -> p.rank() == 2 && p.shape().dim(0) == x.shape().dim(1));
        return switch (pool.random.nextInt(8)) {
            case 0, 1 -> matmul(x, y.orElseGet(() -> transpose(x)));
            case 2 -> lowerTriangle(x, pool.random.nextInt(-2, 3));
            case 3 -> diagonal(x);
            case 4 -> {
                checkSquare(x.shape().size());
                yield diagonalMatrix(reshape(x, -1));
            }
            case 5 -> cholesky(gram(x));
            case 6 -> solveTriangular(cholesky(gram(x)), x);
            default -> apply(new LinearAlgebra.SolveTriangular(true), cholesky(gram(x)), x);
        };
    }

    /// A positive definite matrix.
    private Tensor gram(Tensor x) {
        checkSquare(x.shape().dim(0));
        var t = tanh(x);
        var ridge = NdArray.full(1 + pool.random.nextDouble(), x.shape().dim(0)).cast(x.dtype());
        return matmul(t, transpose(t)).plus(diagonalMatrix(constant(ridge)));
    }

    /// A column's square is small memory only if the column is short.
    static void checkSquare(int n) {
        if (n * n > Pool.LARGEST) throw new IllegalArgumentException("a large matrix");
    }

    private Tensor drawn() {
        var key = constant(new long[] {pool.random.nextLong(), pool.random.nextLong()});
        int[] dims = pool.shape();
        var shape = constant(Arrays.stream(dims).asLongStream().toArray());
        var positive = add(sigmoid(pool.pick(y -> y.rank() == 0).orElse(constant(1))), constant(1));
        return switch (pool.any(List.of(Draw.values()))) {
            case UNIFORM -> apply(Draw.UNIFORM, key, shape);
            case NORMAL -> apply(Draw.NORMAL, key, shape);
            case EXPONENTIAL -> apply(Draw.EXPONENTIAL, key, shape);
            case LOG_GAMMA -> apply(Draw.LOG_GAMMA, key, shape, positive);
            case VON_MISES -> apply(Draw.VON_MISES, key, shape, positive);
            case POISSON -> apply(Draw.POISSON, key, shape, positive);
            case BINOMIAL ->
                    apply(
                            Draw.BINOMIAL,
                            key,
                            shape,
                            constant(NdArray.scalar(7L)),
                            sigmoid(positive));
            case FOLD_KEY -> apply(Draw.FOLD_KEY, key, shape, constant(NdArray.scalar(3L)));
        };
    }

    private Tensor wrapped(Tensor x) {
        return switch (pool.random.nextInt(3)) {
            case 0 -> check(x, lessEqual(sigmoid(x), constant(2)), "sigmoid(x) <= 2");
            case 1 -> stopGradient(x);
            default -> cast(x, pool.dtype());
        };
    }
}
