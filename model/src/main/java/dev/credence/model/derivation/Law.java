package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.array.DType;
import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;

import java.util.Optional;

/// The law of a random expression: its log-density as graph and, where they are known, its
/// distribution function and quantiles.
///
/// An implementation is made of the laws of what the expression is computed from; [Derivable] lets
/// an op of the user's own give one.
public interface Law {
    /// With respect to what a law has a density.
    enum Kind {
        /// Lengths: the law has no point masses.
        CONTINUOUS,
        /// Counts: all values are integers.
        INTEGER,
        /// Both, or point masses at other numbers.
        MIXED
    }

    Kind kind();

    /// The log-density or log-probability at a value of the expression's shape, `-Infinity` where
    /// no value can be: one entry for each event.
    Tensor logp(Tensor value);

    /// The log of the probability of at most `value`, where it is known in closed form.
    default Optional<Tensor> logcdf(Tensor value) {
        return Optional.empty();
    }

    /// The log of the probability of less than `value`.
    default Optional<Tensor> logBelow(Tensor value) {
        return switch (kind()) {
            case CONTINUOUS -> logcdf(value);
            case INTEGER -> logcdf(ceil(floating(value)).minus(1));
            case MIXED -> Optional.empty();
        };
    }

    /// The value below which lies the probability `p`, where it is known in closed form.
    default Optional<Tensor> icdf(Tensor p) {
        return Optional.empty();
    }

    /// Bounds between which all values lie.
    default Bounds bounds() {
        return Bounds.NONE;
    }

    /// The number of axes on the right that belong to one value.
    default int eventRank() {
        return 0;
    }

    /// Whether an entry of [#logp] depends on the entry of the value at its place only, so that
    /// values and parameters may broadcast.
    default boolean isElementwise() {
        return eventRank() == 0;
    }

    /// The same number as float64, unless it is one already.
    static Tensor floating(Tensor x) {
        return x.dtype().isFloating() ? x : cast(x, DType.FLOAT64);
    }

    /// Whether all values of a tensor are integers: by its dtype, or because it is constant.
    static boolean isWhole(Tensor x) {
        if (!(x instanceof Constant c)) return x.dtype().isInteger();
        for (int i = 0; i < c.value().size(); i++) {
            double entry = c.value().element(i);
            if (entry != Math.rint(entry) || Double.isInfinite(entry)) return false;
        }
        return true;
    }
}
