package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A tensor with some axes moved side by side and merged into one, and the way back.
final class MergedAxes {
    private final Tensor original;
    private final List<Integer> order;
    private final int count;
    private final int target;
    private final Tensor moved;
    private final Tensor tensor;

    /// @param axes the axes to merge, ascending
    /// @param target where the merged axis is to be
    MergedAxes(Tensor x, List<Integer> axes, int target) {
        this.original = x;
        this.target = target;
        this.count = axes.size();
        this.order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        order.removeAll(axes);
        order.addAll(target, axes);
        this.moved = shuffled(x, order);
        this.tensor = count == 1 ? moved : merged();
    }

    /// The tensor with one axis instead of several.
    Tensor tensor() {
        return tensor;
    }

    /// The lengths of the merged axes, an int64 vector.
    Tensor lengths() {
        return Tensors.slice(Tensors.shapeOf(moved), 0, target, target + count, 1);
    }

    /// A tensor shaped as [#tensor] in the shape of the original.
    Tensor restore(Tensor changed) {
        var apart =
                count == 1
                        ? changed
                        : Tensors.reshape(changed, Tensors.shapeOf(moved), moved.rank());
        var back = IntStream.range(0, original.rank()).map(order::indexOf).boxed().toList();
        return shuffled(apart, back);
    }

    private Tensor merged() {
        var shape = moved.shape();
        int rank = moved.rank() - count + 1;
        if (shape.isKnown()) {
            var dims = new int[rank];
            for (int i = 0; i < target; i++) dims[i] = shape.dim(i);
            dims[target] = 1;
            for (int i = 0; i < count; i++) dims[target] *= shape.dim(target + i);
            for (int i = target + 1; i < rank; i++) dims[i] = shape.dim(i + count - 1);
            return Tensors.reshape(moved, dims);
        }
        var lengths = Tensors.shapeOf(moved);
        var parts =
                Tensors.concatenate(
                        0,
                        Tensors.slice(lengths, 0, 0, target, 1),
                        Tensors.expandDims(Tensors.prod(lengths()), 0),
                        Tensors.slice(lengths, 0, target + count, Indexing.Range.END, 1));
        return Tensors.reshape(moved, parts, rank);
    }

    private static Tensor shuffled(Tensor x, List<Integer> order) {
        if (order.equals(IntStream.range(0, x.rank()).boxed().toList())) return x;
        return new Apply(new View.DimShuffle(order), List.of(x)).output();
    }
}
