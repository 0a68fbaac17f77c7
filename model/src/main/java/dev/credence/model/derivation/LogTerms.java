package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.stream.IntStream;

/// Sums and differences of probabilities by their logarithms.
final class LogTerms {
    static final Tensor IMPOSSIBLE = constant(Double.NEGATIVE_INFINITY);

    private LogTerms() {}

    /// `log(exp(a) - exp(b))`, `-Infinity` where both are that; `b` is at most `a`.
    static Tensor difference(Tensor a, Tensor b) {
        var possible = a.gt(Double.NEGATIVE_INFINITY);
        var whole = select(possible, a, constant(0));
        var part = select(possible, minimum(b.minus(whole), constant(0)), constant(-1));
        return select(possible, whole.plus(log1mexp(part)), IMPOSSIBLE);
    }

    /// `log(1 - exp(a))`.
    static Tensor complement(Tensor a) {
        return log1mexp(minimum(a, constant(0)));
    }

    /// The lengths of a tensor, without mention of the tensor where they are known: what only lends
    /// its shape is not drawn.
    static Tensor shapeOf(Tensor x) {
        if (!x.shape().isKnown()) return Tensors.shapeOf(x);
        return constant(IntStream.of(x.shape().dims()).asLongStream().toArray());
    }

    /// The sum over the last axes.
    static Tensor sumLast(Tensor x, int axes) {
        var total = x;
        for (int i = 0; i < axes; i++) total = sum(total, total.rank() - 1);
        return total;
    }
}
