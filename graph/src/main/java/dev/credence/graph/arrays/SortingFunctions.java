package dev.credence.graph.arrays;

import dev.credence.graph.Indexing;
import dev.credence.graph.Tensor;

/// Sorting along an axis: smallest first, NaN last, equal entries in their order.
public class SortingFunctions extends IndexFunctions {
    protected SortingFunctions() {}

    /// The entries of an axis, smallest first.
    public static Tensor sort(Tensor x, int axis) {
        return Sort.of(x, Axes.axis(x, axis));
    }

    /// The entries of the last axis, smallest first.
    public static Tensor sort(Tensor x) {
        return sort(x, -1);
    }

    /// The positions of the entries of an axis, that of the smallest first.
    public static Tensor argsort(Tensor x, int axis) {
        return Argsort.of(x, Axes.axis(x, axis));
    }

    /// The positions of the entries of the last axis, that of the smallest first.
    public static Tensor argsort(Tensor x) {
        return argsort(x, -1);
    }

    /// The largest entries and where they are.
    public record TopK(Tensor values, Tensor positions) {}

    /// The `k` largest entries of an axis, the largest first, and their positions.
    public static TopK topK(Tensor x, int k, int axis) {
        int along = Axes.axis(x, axis);
        var order = slice(argsort(x, along), along, -1, Indexing.Range.END, -1);
        var positions = slice(order, along, 0, k, 1);
        return new TopK(TakeAlongAxis.of(x, positions, along), positions);
    }
}
