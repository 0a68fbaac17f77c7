package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.array.RandomKey;
import dev.credence.graph.Apply;
import dev.credence.graph.Draw;
import dev.credence.graph.GraphException;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import java.util.Arrays;
import java.util.List;

/// Random permutations and choices of entries, as functions of a key: the same key gives the same
/// entries, on every backend.
public class RandomChoiceFunctions extends SortingFunctions {
    protected RandomChoiceFunctions() {}

    /// The key of a seed: an int64 vector of two.
    public static Tensor randomKey(long seed) {
        var key = RandomKey.of(seed);
        return constant(NdArray.of(new long[] {key.high(), key.low()}, 2));
    }

    /// A key independent of `key` and of what other numbers make of it: of the number of a step,
    /// for example.
    ///
    /// @param number an int64 scalar
    public static Tensor foldKey(Tensor key, Tensor number) {
        return new Apply(Draw.FOLD_KEY, List.of(key, lengths(), number)).output();
    }

    /// As [#foldKey(Tensor, Tensor)].
    public static Tensor foldKey(Tensor key, long number) {
        return foldKey(key, constant(NdArray.scalar(number)));
    }

    /// The integers from 0 to `n - 1` in random order, every order equally likely.
    public static Tensor permutation(Tensor key, int n) {
        return argsort(draw(Draw.UNIFORM, key, lengths(n)));
    }

    /// The entries along the first axis in random order; those of one position of it stay together.
    public static Tensor permutation(Tensor key, Tensor x) {
        return take(x, argsort(draw(Draw.UNIFORM, key, count(x, "permutation"))), 0);
    }

    /// Entries along the first axis, each equally likely and independent of the others.
    ///
    /// @param shape the lengths of the axes that replace the first one
    public static Tensor choice(Tensor key, Tensor x, int... shape) {
        var n = slice(count(x, "choice"), 0, 0);
        var u = draw(Draw.UNIFORM, key, lengths(shape));
        return take(x, cast(floor(multiply(u, cast(n, DType.FLOAT64))), DType.INT64), 0);
    }

    /// Entries along the first axis, each independent of the others and of a probability in
    /// proportion to its weight.
    ///
    /// Evaluating raises a [dev.credence.graph.ParameterException] if a weight is negative or none
    /// is positive.
    ///
    /// @param weights a vector as long as the first axis of `x`
    /// @param shape the lengths of the axes that replace the first one
    public static Tensor choice(Tensor key, Tensor x, Tensor weights, int... shape) {
        var sums = cumsum(checkedWeights(x, weights, 1));
        var u = draw(Draw.UNIFORM, key, lengths(shape));
        return take(x, searchSortedRight(sums, multiply(u, slice(sums, 0, -1))), 0);
    }

    /// Different entries along the first axis, in random order: every ordered selection is equally
    /// likely.
    ///
    /// @param count how many, at most the length of the axis
    public static Tensor choiceWithoutReplacement(Tensor key, Tensor x, int count) {
        var ones = broadcastTo(constant(1.0), count(x, "choiceWithoutReplacement"));
        return choiceWithoutReplacement(key, x, ones, count);
    }

    /// Different entries along the first axis, in the order in which they are drawn: each time
    /// among those left, with probabilities in proportion to their weights.
    ///
    /// An entry's waiting time is exponential with its weight as rate, and the first to arrive are
    /// taken; Efraimidis and Spirakis (2006), Weighted random sampling with a reservoir. Evaluating
    /// raises a [dev.credence.graph.ParameterException] if a weight is negative or fewer than
    /// `count` are positive.
    ///
    /// @param weights a vector as long as the first axis of `x`
    public static Tensor choiceWithoutReplacement(Tensor key, Tensor x, Tensor weights, int count) {
        if (count < 0) {
            throw new GraphException(
                    "choiceWithoutReplacement: count %d is negative".formatted(count));
        }
        var rates = checkedWeights(x, weights, count);
        var times = divide(draw(Draw.EXPONENTIAL, key, shapeOf(rates)), rates);
        return take(x, slice(argsort(times), 0, 0, count, 1), 0);
    }

    private static Tensor checkedWeights(Tensor x, Tensor weights, int count) {
        var n = count(x, "choice");
        int known = x.shape().dim(0);
        int given = weights.rank() == 1 ? weights.shape().dim(0) : -2;
        if (given != known && given != Shape.UNKNOWN && (known != Shape.UNKNOWN || given == -2)) {
            throw new GraphException(
                    "choice: weights of shape %s do not fit the first axis of '%s' of shape %s"
                            .formatted(weights.shape(), x, x.shape()));
        }
        var w = cast(weights, DType.FLOAT64);
        var fits = equal(slice(shapeOf(w), 0, 0), slice(n, 0, 0));
        w = check(w, fits, "as many weights as entries");
        w = check(w, greaterEqual(w, constant(0)), "weights >= 0");
        var positive = sum(cast(greater(w, constant(0)), DType.INT64));
        var text = "positive weights >= %d".formatted(count);
        return check(w, greaterEqual(positive, constant((double) count)), text);
    }

    /// The length of the first axis as vector of one.
    private static Tensor count(Tensor x, String function) {
        if (x.rank() == 0) {
            throw new GraphException(
                    "%s: '%s' is a number and has no entries to take from".formatted(function, x));
        }
        int known = x.shape().dim(0);
        return known == Shape.UNKNOWN ? slice(shapeOf(x), 0, 0, 1, 1) : lengths(known);
    }

    private static Tensor lengths(int... shape) {
        return constant(Arrays.stream(shape).asLongStream().toArray());
    }

    private static Tensor draw(Draw primitive, Tensor key, Tensor shape) {
        return new Apply(primitive, List.of(key, shape)).output();
    }
}
