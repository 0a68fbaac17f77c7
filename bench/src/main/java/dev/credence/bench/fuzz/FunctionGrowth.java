package dev.credence.bench.fuzz;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;
import dev.credence.graph.arrays.ConvolutionMode;
import dev.credence.graph.arrays.PadMode;

import java.util.ArrayList;
import java.util.List;

/// Applies the library's functions that are no core ops: sorting, cumulating, padding, choosing,
/// batches.
final class FunctionGrowth {
    private static final int STEPS = 4;

    private final Pool pool;
    private final Growth growth;

    FunctionGrowth(Pool pool, Growth growth) {
        this.pool = pool;
        this.growth = growth;
    }

    /// A function of `x` along one of its axes.
    Tensor alongAxis(Tensor any) {
        var x = pool.pick(y -> y.rank() > 0).orElse(any);
        int axis = pool.random.nextInt(Math.max(1, x.rank()));
        return switch (pool.random.nextInt(16)) {
            case 0 -> sort(x, axis);
            case 1 -> argsort(x, axis);
            case 2 -> cumsum(x, axis);
            case 3 -> cumprod(tanh(x), axis);
            case 4 -> diff(x, axis);
            case 5 -> argmax(x, axis);
            case 6 -> argmin(x, axis);
            case 7 -> takeAlongAxis(x, argsort(x, axis), axis);
            case 8 -> roll(x, pool.random.nextInt(-3, 4), axis);
            case 9 -> flip(x, axis);
            case 10 -> repeat(x, pool.random.nextInt(4), axis);
            case 11 -> logSumExp(x, axis);
            case 12 -> pool.chance(2) ? softmax(x, axis) : logSoftmax(x, axis);
            case 13 -> pool.chance(2) ? variance(x, axis) : mean(x, axis);
            case 14 -> median(x, axis);
            default -> topK(x, 1, axis).values();
        };
    }

    /// A function that arranges, chooses or replaces numbers.
    Tensor arranged(Tensor x) {
        return switch (pool.random.nextInt(10)) {
            case 0 -> pad(x, pool.any(List.of(PadMode.values())), pool.random.nextInt(3), 1);
            case 1 -> tile(x, 1 + pool.random.nextInt(3));
            case 2 -> stack(pool.random.nextInt(x.rank() + 1), x, x.times(2));
            case 3 -> flatten(x);
            case 4 -> clip(x, -1, 1);
            case 5 -> nanToNum(x);
            case 6 -> swapAxes(x, 0, -1);
            case 7 -> fillDiagonal(x, constant(0.5));
            case 8 -> xor(x, pool.partner(x));
            default -> permutation(randomKey(pool.random.nextLong()), x);
        };
    }

    /// A function of vectors.
    Tensor ofVector(Tensor any) {
        var x = pool.pick(y -> y.rank() == 1 && y.dtype().isFloating()).orElse(any);
        var y = pool.pick(p -> p.rank() == 1 && p.dtype().isFloating()).orElse(x);
        return switch (pool.random.nextInt(7)) {
            case 0 -> convolve1d(x, y, pool.any(List.of(ConvolutionMode.values())));
            case 1 -> searchSorted(sort(x), y);
            case 2 -> outer(x, y);
            case 3 -> interp(x, constant(-1, 0, 1.0), constant(0.5, 2, 1.0));
            case 4 -> rfft(x);
            case 5 -> bincount(cast(mod(abs(x), constant(5)), DType.INT64), 6);
            default -> dot(x, x);
        };
    }

    /// A function of the matrices of a stack, or of one.
    Tensor ofMatrices(Tensor any) {
        var x = pool.pick(y -> y.rank() >= 2 && y.dtype().isFloating()).orElse(any);
        if (x.rank() < 2) return growth.arithmetic(x);
        int last = x.shape().dim(x.rank() - 1);
        var y = pool.pick(p -> p.rank() >= 2 && p.shape().dim(p.rank() - 2) == last);
        return switch (pool.random.nextInt(10)) {
            case 0, 1, 2 -> matmul(x, y.orElseGet(() -> matrixTranspose(x)));
            case 3 -> cholesky(gram(x));
            case 4 -> solveTriangular(cholesky(gram(x)), x);
            case 5 -> logdet(gram(x));
            case 6 -> solve(gram(x), x);
            case 7 -> inv(gram(x));
            case 8 -> trace(gram(x));
            default -> matvec(x, sum(x, -2));
        };
    }

    /// Positive definite matrices, well conditioned.
    private Tensor gram(Tensor x) {
        var t = tanh(x);
        int n = x.shape().dim(x.rank() - 2);
        Growth.checkSquare(n);
        return matmul(t, matrixTranspose(t)).plus(cast(identity(n).times(n + 1.0), x.dtype()));
    }

    /// A function of the entries of `x` along an axis, as one of the whole.
    List<Tensor> batched(Tensor any) {
        var x = pool.pick(y -> y.rank() > 0 && y.shape().dim(0) > 0).orElse(any);
        int axis = pool.random.nextInt(Math.max(1, x.rank()));
        var outside = pool.pick(y -> y.rank() == 0).orElse(constant(0.5));
        var made = new ArrayList<Tensor>();
        for (int i = 0; i < 2; i++) {
            boolean function = pool.chance(2);
            made.add(
                    vmap(
                                    entry -> {
                                        var y = function ? growth.function(entry) : sum(entry);
                                        return growth.arithmetic(y).plus(outside);
                                    },
                                    axis)
                            .apply(x));
        }
        return made;
    }

    /// A loop that counts, or goes on while something holds.
    List<Tensor> counted(Tensor x) {
        if (pool.chance(2))
            return forLoop(
                    pool.random.nextInt(STEPS),
                    (i, c) -> List.of(cast(tanh(c.getFirst().plus(i)), x.dtype())),
                    List.of(x));
        return whileLoop(
                c -> sum(abs(c.getFirst())).lt(3),
                c -> List.of(cast(sin(c.getFirst()).plus(0.5), x.dtype())),
                List.of(x),
                STEPS);
    }
}
