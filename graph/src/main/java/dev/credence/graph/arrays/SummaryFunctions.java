package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.GraphException;
import dev.credence.graph.Indexing;
import dev.credence.graph.Reduction;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;

/// Summaries along axes: sums, extremes and where they are, moments, quantiles, norms, running sums
/// and counts.
///
/// Axes are given as numbers, none of them standing for all; with [#axes] they can be kept: `max(x,
/// axes(1).kept())`.
public class SummaryFunctions extends ShapeFunctions {
    protected SummaryFunctions() {}

    /// The axes of a summary; none stands for all.
    public static Axes axes(int... axes) {
        return Axes.of(axes);
    }

    /// The sum of the entries along the axes.
    public static Tensor sum(Tensor x, Axes axes) {
        return reduced(Reduction.Kind.SUM, counted(x), axes);
    }

    /// The product of the entries along the axes.
    public static Tensor prod(Tensor x, Axes axes) {
        return reduced(Reduction.Kind.PRODUCT, counted(x), axes);
    }

    /// The largest entry along the axes.
    public static Tensor max(Tensor x, Axes axes) {
        return reduced(Reduction.Kind.MAX, counted(x), axes);
    }

    /// The smallest entry along the axes.
    public static Tensor min(Tensor x, Axes axes) {
        return reduced(Reduction.Kind.MIN, counted(x), axes);
    }

    /// Whether all entries along the axes are true.
    public static Tensor all(Tensor x, int... axes) {
        return all(x, axes(axes));
    }

    /// Whether all entries along the axes are true.
    public static Tensor all(Tensor x, Axes axes) {
        return reduced(Reduction.Kind.ALL, cast(x, DType.BOOL), axes);
    }

    /// Whether any entry along the axes is true.
    public static Tensor any(Tensor x, int... axes) {
        return any(x, axes(axes));
    }

    /// Whether any entry along the axes is true.
    public static Tensor any(Tensor x, Axes axes) {
        return reduced(Reduction.Kind.ANY, cast(x, DType.BOOL), axes);
    }

    private static Tensor reduced(Reduction.Kind kind, Tensor x, Axes axes) {
        return new Apply(new Reduction(kind, axes.of(x), axes.keepDims()), List.of(x)).output();
    }

    /// `x`, truth values as 0 and 1.
    private static Tensor counted(Tensor x) {
        return x.dtype() == DType.BOOL ? cast(x, DType.INT64) : x;
    }

    /// The mean of the entries along the axes.
    public static Tensor mean(Tensor x, Axes axes) {
        return divide(sum(x, axes), count(x, axes));
    }

    private static Tensor count(Tensor x, Axes axes) {
        return Lengths.as(x.dtype().toFloating(), Lengths.product(x, axes.of(x)));
    }

    /// `log(sum(exp(x)))`, written so that it does not overflow.
    public static Tensor logSumExp(Tensor x, Axes axes) {
        int[] over = axes.of(x).stream().mapToInt(a -> a).toArray();
        return over.length == 0 ? x : restored(logSumExp(x, over), x, axes);
    }

    /// The mean squared distance from the mean.
    public static Tensor variance(Tensor x, int... axes) {
        return variance(x, axes(axes), 0);
    }

    /// The sum of squared distances from the mean, divided by the number of entries less `ddof`.
    public static Tensor variance(Tensor x, Axes axes, int ddof) {
        var distance = subtract(Lengths.real(x), mean(x, axes.kept()));
        return divide(
                sum(square(distance), axes), subtract(count(x, axes), constant((double) ddof)));
    }

    /// The square root of [#variance(Tensor, int...)].
    public static Tensor std(Tensor x, int... axes) {
        return std(x, axes(axes), 0);
    }

    /// The square root of [#variance(Tensor, Axes, int)].
    public static Tensor std(Tensor x, Axes axes, int ddof) {
        return sqrt(variance(x, axes, ddof));
    }

    /// The covariance matrix of variables, one a row, whose observations are the columns, divided
    /// by their number less one.
    public static Tensor cov(Tensor x) {
        return cov(x, 1);
    }

    /// The covariance matrix of variables, one a row, whose observations are the columns, divided
    /// by their number less `ddof`.
    public static Tensor cov(Tensor x, int ddof) {
        if (x.rank() != 2) {
            throw new GraphException(
                            "cov: a matrix is needed, '%s' has shape %s".formatted(x, x.shape()))
                    .at(SourceLine.here());
        }
        var distance = subtract(Lengths.real(x), mean(x, axes(1).kept()));
        var count = subtract(count(x, axes(1)), constant((double) ddof));
        return divide(matmul(distance, transpose(distance)), count);
    }

    /// The difference of the largest and the smallest entry.
    public static Tensor ptp(Tensor x, int... axes) {
        return ptp(x, axes(axes));
    }

    /// The difference of the largest and the smallest entry.
    public static Tensor ptp(Tensor x, Axes axes) {
        return subtract(max(x, axes), min(x, axes));
    }

    /// The middle entry of the sorted ones, or the mean of the middle two.
    public static Tensor median(Tensor x, int... axes) {
        return median(x, axes(axes));
    }

    /// The middle entry of the sorted ones, or the mean of the middle two.
    public static Tensor median(Tensor x, Axes axes) {
        return quantile(x, 0.5, axes);
    }

    /// What a share `q` of the entries lies below, linear between entries (Hyndman and Fan 1996,
    /// "Sample quantiles in statistical packages", definition 7).
    public static Tensor quantile(Tensor x, double q, int... axes) {
        return quantile(x, q, axes(axes));
    }

    /// As [#quantile(Tensor, double, int...)].
    public static Tensor quantile(Tensor x, double q, Axes axes) {
        return quantile(x, constant(q), axes);
    }

    /// As [#quantile(Tensor, double, int...)] for shares that are a scalar or a vector, which
    /// becomes the first axis.
    public static Tensor quantile(Tensor x, Tensor q, Axes axes) {
        var merged = mergedLast(Lengths.real(x), axes.of(x));
        int last = merged.rank() - 1;
        var sorted = Sort.of(merged, last);
        var top = subtract(Lengths.of(merged, last), Lengths.number(1));
        var at = multiply(q, Lengths.real(top));
        var low = floor(at);
        var below = cast(low, DType.INT64);
        var above = minimum(add(below, Lengths.number(1)), top);
        var share = cast(subtract(at, low), merged.dtype());
        var mixed =
                add(
                        multiply(subtract(constant(1), share), gather(sorted, below, last)),
                        multiply(share, gather(sorted, above, last)));
        if (q.rank() == 0) return restored(mixed, x, axes);
        var byShare = moveAxis(mixed, -1, 0);
        if (!axes.keepDims()) return byShare;
        var order = new ArrayList<>(List.of(0));
        int next = 1;
        for (int axis = 0; axis < x.rank(); axis++)
            order.add(axes.of(x).contains(axis) ? -1 : next++);
        return shuffled(byShare, order);
    }

    /// The position of the first largest entry; NaN counts as largest.
    ///
    /// @param axes several axes count as one, in row-major order
    public static Tensor argmax(Tensor x, int... axes) {
        return argmax(x, axes(axes));
    }

    /// As [#argmax(Tensor, int...)].
    public static Tensor argmax(Tensor x, Axes axes) {
        return best(x, axes, true);
    }

    /// The position of the first smallest entry; NaN counts as smallest.
    public static Tensor argmin(Tensor x, int... axes) {
        return argmin(x, axes(axes));
    }

    /// As [#argmin(Tensor, int...)].
    public static Tensor argmin(Tensor x, Axes axes) {
        return best(x, axes, false);
    }

    private static Tensor best(Tensor x, Axes axes, boolean largest) {
        var over = axes.of(x);
        boolean one = over.size() == 1;
        var lane = one ? x : mergedLast(x, over);
        var op = new PositionOfBest(one ? over.getFirst() : lane.rank() - 1, largest);
        return restored(new Apply(op, List.of(lane)).output(), x, axes);
    }

    /// The largest entries and where they are.
    public record MaxAndArgmax(Tensor max, Tensor argmax) {}

    /// The largest entries along axes and their positions.
    public static MaxAndArgmax maxAndArgmax(Tensor x, int... axes) {
        return new MaxAndArgmax(max(x, axes(axes)), argmax(x, axes));
    }

    /// The square root of the sum of squares.
    public static Tensor norm(Tensor x) {
        return norm(x, 2);
    }

    /// The norm of order `p` of all entries: the sum of powers to the power `1/p`; infinite orders
    /// give the largest and the smallest magnitude, 0 the number of entries that are not zero.
    public static Tensor norm(Tensor x, double p) {
        return norm(x, p, axes());
    }

    /// As [#norm(Tensor, double)] along axes.
    public static Tensor norm(Tensor x, double p, Axes axes) {
        if (p == 2) return sqrt(sum(square(Lengths.real(x)), axes));
        var size = abs(Lengths.real(x));
        if (p == Double.POSITIVE_INFINITY) return max(size, axes);
        if (p == Double.NEGATIVE_INFINITY) return min(size, axes);
        if (p == 0) return sum(cast(notEqual(size, constant(0)), size.dtype()), axes);
        if (p == 1) return sum(size, axes);
        return pow(sum(pow(size, constant(p)), axes), constant(1 / p));
    }

    /// The sums of all entries of an axis up to each.
    public static Tensor cumsum(Tensor x, int axis) {
        var op = new CumulativeSum(Axes.axis(x, axis), false);
        return new Apply(op, List.of(counted(x))).output();
    }

    /// The sums of the elements up to each, in row-major order.
    public static Tensor cumsum(Tensor x) {
        return cumsum(flatten(x), 0);
    }

    /// The products of all entries of an axis up to each.
    public static Tensor cumprod(Tensor x, int axis) {
        int along = Axes.axis(x, axis);
        var factors = Lengths.real(x);
        var first = slice(factors, along, 0, 1, 1);
        var start =
                new Apply(
                                new Indexing.SetSlice(along, new Indexing.Range(0, 1, 1)),
                                List.of(zerosLike(factors), first))
                        .output();
        return LinearRecurrence.of(along, false, factors, start);
    }

    /// The products of the elements up to each, in row-major order.
    public static Tensor cumprod(Tensor x) {
        return cumprod(flatten(x), 0);
    }

    /// The differences of neighbours along an axis.
    public static Tensor diff(Tensor x, int axis) {
        int along = Axes.axis(x, axis);
        return subtract(slice(x, along, 1, Indexing.Range.END, 1), slice(x, along, 0, -1, 1));
    }

    /// The differences of neighbours of a vector.
    public static Tensor diff(Tensor x) {
        return diff(x, -1);
    }

    /// How often each of the numbers 0 … `length - 1` occurs in an int64 tensor.
    public static Tensor bincount(Tensor x, int length) {
        return counts(x, new Constant(NdArray.scalar(1L)), Lengths.number(length));
    }

    /// How often each number from 0 to the largest occurs in an int64 tensor. The length of the
    /// result depends on values.
    public static Tensor bincount(Tensor x) {
        var length = add(maximum(max(x), Lengths.number(-1)), Lengths.number(1));
        return counts(x, new Constant(NdArray.scalar(1L)), length);
    }

    /// The sums of weights, of the shape of `x`, at each of the numbers 0 … `length - 1`.
    public static Tensor bincount(Tensor x, Tensor weights, int length) {
        return counts(x, weights, Lengths.number(length));
    }

    private static Tensor counts(Tensor x, Tensor weights, Tensor length) {
        var positions =
                flatten(
                        Lengths.integers(
                                check(x, greaterEqual(x, Lengths.number(0)), "bincount: x >= 0")));
        var zero = new Constant(NdArray.zeros(weights.dtype()));
        var empty = broadcastTo(zero, Lengths.vector(List.of(length)));
        var added = flatten(weights.rank() == 0 ? broadcastTo(weights, shapeOf(x)) : weights);
        return new Apply(new Indexing.ScatterAdd(0), List.of(empty, positions, added)).output();
    }
}
