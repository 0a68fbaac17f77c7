package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Apply;
import dev.credence.graph.Reduction;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The law of the largest or the smallest of independent entries along some axes: the product of
/// their distribution functions, or of what these leave to one.
///
/// @param base the law of all entries
/// @param entries the random expression whose law it is
/// @param fold what is taken of them
record ExtremeLaw(Law base, Tensor entries, Reduction fold) implements Law {
    @Override
    public Kind kind() {
        return base.kind();
    }

    private boolean isLargest() {
        return fold.kind() == Reduction.Kind.MAX;
    }

    /// A value beside every entry.
    private Tensor beside(Tensor value) {
        var x = Law.floating(value);
        if (!fold.keepDims()) for (int axis : fold.axes()) x = expandDims(x, axis);
        return broadcastTo(x, LogTerms.shapeOf(entries));
    }

    private Tensor over(Tensor x) {
        var total = new Reduction(Reduction.Kind.SUM, fold.axes(), fold.keepDims());
        return new Apply(total, List.of(x)).output();
    }

    /// The logs of the probabilities that single entries do not exceed a value, or for the smallest
    /// are not below it.
    private Tensor single(Tensor x, boolean closed) {
        if (isLargest()) return (closed ? base.logcdf(x) : base.logBelow(x)).orElseThrow();
        return LogTerms.complement((closed ? base.logBelow(x) : base.logcdf(x)).orElseThrow());
    }

    @Override
    public Tensor logp(Tensor value) {
        var x = beside(value);
        var within = single(x, true);
        if (kind() == Kind.INTEGER) {
            return LogTerms.difference(over(within), over(single(x, false)));
        }
        var possible = within.gt(Double.NEGATIVE_INFINITY);
        var others = select(possible, within, constant(0));
        var one = select(possible, base.logp(x).minus(others), LogTerms.IMPOSSIBLE);
        var whole = over(within);
        return whole.plus(
                reshape(logSumExp(flattened(one), -1), LogTerms.shapeOf(whole), whole.rank()));
    }

    /// The folded axes as one, the last.
    private Tensor flattened(Tensor x) {
        var order =
                IntStream.range(0, x.rank())
                        .boxed()
                        .filter(a -> !fold.axes().contains(a))
                        .collect(Collectors.toList());
        int kept = order.size();
        order.addAll(fold.axes());
        var moved = dimShuffle(x, order.toArray(Integer[]::new));
        return kept + 1 == x.rank() ? moved : joinDims(moved, kept, x.rank() - kept);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return cumulative(value, true);
    }

    @Override
    public Optional<Tensor> logBelow(Tensor value) {
        return cumulative(value, false);
    }

    private Optional<Tensor> cumulative(Tensor value, boolean closed) {
        var x = beside(value);
        if (isLargest()) return Optional.of(over(single(x, closed)));
        return Optional.of(LogTerms.complement(over(single(x, !closed))));
    }

    @Override
    public Bounds bounds() {
        boolean common = base.bounds().lower().rank() == 0 && base.bounds().upper().rank() == 0;
        return common ? base.bounds() : Bounds.NONE;
    }

    @Override
    public boolean isElementwise() {
        return false;
    }
}
