package dev.credence.bench.fuzz;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.LoopFunctions;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;

/// Random loops and choices over the tensors of a pool.
final class LoopGrowth {
    private static final int LONGEST = 9;

    private final Pool pool;
    private final Growth growth;

    LoopGrowth(Pool pool, Growth growth) {
        this.pool = pool;
        this.growth = growth;
    }

    /// The results of a loop along `x`, with one or two carries and one row.
    List<Tensor> scan(Tensor any) {
        var x =
                pool.pick(y -> y.rank() > 0 && y.rank() < 3 && y.shape().dim(0) < LONGEST)
                        .orElse(any);
        var initial = new ArrayList<Tensor>();
        int carries = 1 + pool.random.nextInt(2);
        for (int i = 0; i < carries; i++)
            initial.add(pool.pick(y -> y.shape().size() < 50).orElse(x));
        var outside = pool.pick();
        boolean until = pool.chance(4);
        LoopFunctions.ScanStep step =
                (before, elements) -> {
                    var parts = new ArrayList<>(before);
                    parts.addAll(elements);
                    parts.add(outside);
                    var row = growth.arithmetic(elements.getFirst());
                    for (int i = 0; i < 2; i++) row = mixed(row, parts);
                    if (row.shape().size() > Pool.LARGEST) row = elements.getFirst();
                    var after = new ArrayList<Tensor>();
                    for (var c : before) after.add(like(c, mixed(c, parts)));
                    var made = LoopFunctions.Step.of(after, List.of(row));
                    return until ? made.until(all(lessEqual(tanh(row), constant(0.9)))) : made;
                };
        var result =
                pool.chance(3)
                        ? scanReversed(step, initial, List.of(x))
                        : LoopFunctions.scan(step, initial, List.of(x));
        var results = new ArrayList<>(result.carries());
        results.addAll(result.rows());
        if (until) results.add(result.steps());
        return results;
    }

    /// A function of `x` and one of `parts` that fits.
    private Tensor mixed(Tensor x, List<Tensor> parts) {
        var fitting = parts.stream().filter(p -> Pool.broadcasts(x, p)).toList();
        var y = fitting.isEmpty() ? x : pool.any(fitting);
        return switch (pool.random.nextInt(6)) {
            case 0 -> sin(add(x, y));
            case 1 -> tanh(multiply(x, y));
            case 2 -> subtract(multiply(x, constant(0.5)), y);
            case 3 -> maximum(x, y);
            case 4 -> select(less(x, y), x, y);
            default -> exp(negate(square(add(x, y))));
        };
    }

    /// `x` with the type of a carry: repeated axes are summed, others kept.
    private static Tensor like(Tensor carry, Tensor x) {
        if (!x.shape().equals(carry.shape())) {
            var total = max(cast(x, x.dtype().isFloating() ? x.dtype() : DType.FLOAT64));
            var bounded = tanh(total);
            return cast(add(cast(carry, DType.FLOAT64), bounded), carry.dtype());
        }
        return cast(x, carry.dtype());
    }

    /// A choice between functions of `x`.
    List<Tensor> choice(Tensor x) {
        var condition =
                pool.pick(y -> y.dtype() == DType.BOOL && y.rank() == 0)
                        .orElseGet(() -> sum(cast(x, DType.FLOAT64)).gt(0));
        var yes = growth.arithmetic(x);
        var no = growth.arithmetic(x);
        if (!yes.shape().equals(no.shape())) no = yes.times(2);
        var dtype = yes.dtype().promote(no.dtype());
        return List.of(ifElse(condition, cast(yes, dtype), cast(no, dtype)));
    }
}
