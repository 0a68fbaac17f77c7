package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Indexing;
import dev.credence.graph.Tensor;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// What the distributions over ordered categories share: a latent variable is cut at ascending
/// points along their last axis.
final class Cutpoints {
    private Cutpoints() {}

    static Support categories(Tensor cutpoints) {
        return Support.integers(constant(0), count(cutpoints));
    }

    private static Tensor count(Tensor cutpoints) {
        return Extent.of(cutpoints).lengths().getLast();
    }

    static Condition ascending(Tensor cutpoints) {
        int last = cutpoints.rank() - 1;
        var tail = slice(cutpoints, last, 1, Indexing.Range.END, 1);
        var holds = tail.gt(slice(cutpoints, last, 0, -1, 1));
        return new Condition(holds, "cutpoints are ascending");
    }

    /// The category of a latent value.
    static Tensor below(Tensor cutpoints, Tensor latent) {
        return sum(cast(expandDims(latent, -1).gt(cutpoints), DType.INT64), -1);
    }

    /// The log of the probability of at most a category.
    ///
    /// @param below the log-probability of being below a point
    static Tensor logcdf(Tensor cutpoints, Tensor category, UnaryOperator<Tensor> below) {
        var top = count(cutpoints).minus(1);
        var inside = maximum(minimum(floor(category), top), constant(0));
        var between = below.apply(Categorical.pick(cutpoints, inside));
        var first = select(category.lt(0), constant(Double.NEGATIVE_INFINITY), between);
        return select(floor(category).gt(top), constant(0), first);
    }

    /// The log-probability of a category from those of the latent variable.
    ///
    /// @param below the log-probability of being below a point
    /// @param above that of being above a point
    /// @param between that of being between a point and a larger one
    static Tensor logp(
            Tensor cutpoints,
            Tensor category,
            UnaryOperator<Tensor> below,
            UnaryOperator<Tensor> above,
            BinaryOperator<Tensor> between) {
        var top = count(cutpoints).minus(1);
        var lower = Categorical.pick(cutpoints, maximum(category.minus(1), constant(0)));
        var upper = Categorical.pick(cutpoints, minimum(category, top));
        var first = category.le(0);
        var last = category.gt(top);
        var safe = select(or(first, last), lower.plus(1), upper);
        return select(
                first,
                below.apply(upper),
                select(last, above.apply(lower), between.apply(lower, safe)));
    }
}
