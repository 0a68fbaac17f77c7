package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;

/// How reading and writing of parts is [batched][Batching].
///
/// Where positions differ between entries and what they point into does too, the axis they point
/// along and the batch become one axis, and positions are counted along that.
final class IndexingBatching {
    private final Batching batching;
    private final Apply node;
    private final int axis;

    private IndexingBatching(Batching batching, Apply node, int axis) {
        this.batching = batching;
        this.node = node;
        this.axis = axis;
    }

    static Tensor of(Indexing i, Apply node, Batching batching) {
        var x = node.input(0);
        return switch (i) {
            case Indexing.Slice _ -> new Apply(i, List.of(batching.find(x))).output();
            case Indexing.SetSlice _ ->
                    new Apply(i, List.of(batching.full(x), batching.aligned(node.input(1))))
                            .output();
            case Indexing.Gather g -> new IndexingBatching(batching, node, g.axis()).gather();
            case Indexing.ScatterAdd s ->
                    new IndexingBatching(batching, node, s.axis()).scatterAdd();
        };
    }

    private Tensor gather() {
        var x = batching.find(node.input(0));
        var indices = node.input(1);
        if (!batching.varies(indices)) return Tensors.gather(x, batching.find(indices), axis);
        boolean common = !batching.varies(node.input(0));
        var from = common ? x : joined(x);
        var at = common ? batching.harmless(batching.find(indices)) : positions(x);
        return BatchAxis.moved(
                Tensors.gather(from, at, axis), axis + indices.rank(), node.output().rank());
    }

    private Tensor scatterAdd() {
        var x = batching.full(node.input(0));
        var indices = node.input(1);
        var values = batching.full(node.input(2));
        var op = new Indexing.ScatterAdd(axis);
        if (!batching.varies(indices))
            return new Apply(op, List.of(x, batching.find(indices), values)).output();
        var beside = BatchAxis.moved(values, values.rank() - 1, axis + indices.rank());
        var added = new Apply(op, List.of(joined(x), positions(x), beside)).output();
        var apart = Tensors.reshape(added, lengths(x, false), x.rank());
        return BatchAxis.moved(apart, axis + 1, x.rank() - 1);
    }

    /// `x` with the batch joined to the axis that positions are along.
    private Tensor joined(Tensor x) {
        var beside = BatchAxis.moved(x, x.rank() - 1, axis + 1);
        return Tensors.reshape(beside, lengths(x, true), x.rank() - 1);
    }

    /// Positions along the joined axis; one that is out of bounds stays so.
    private Tensor positions(Tensor x) {
        var at = batching.harmless(batching.find(node.input(1)));
        var length = Tensors.reshape(length(x));
        var zero = BatchAxis.whole(0);
        var counted = Tensors.select(Tensors.less(at, zero), Tensors.add(at, length), at);
        var safe = Tensors.select(Tensors.less(counted, zero), length, counted);
        return Tensors.add(
                Tensors.multiply(safe, Tensors.reshape(batching.axis().length())),
                batching.axis().positions());
    }

    /// The lengths of `x` with the batch beside the axis, or joined to it.
    private Tensor lengths(Tensor x, boolean join) {
        var shape = Tensors.shapeOf(x);
        var batch = batching.axis().length();
        var parts = new ArrayList<Tensor>();
        if (axis > 0) parts.add(Tensors.slice(shape, 0, 0, axis, 1));
        if (join) {
            parts.add(Tensors.multiply(length(x), batch));
        } else {
            parts.add(length(x));
            parts.add(batch);
        }
        if (axis + 2 < x.rank()) parts.add(Tensors.slice(shape, 0, axis + 1, x.rank() - 1, 1));
        return Tensors.concatenate(0, parts.toArray(Tensor[]::new));
    }

    private Tensor length(Tensor x) {
        int known = x.shape().dim(axis);
        return known == Shape.UNKNOWN
                ? Tensors.slice(Tensors.shapeOf(x), 0, axis, axis + 1, 1)
                : new Constant(ShapeValues.constant(known));
    }
}
