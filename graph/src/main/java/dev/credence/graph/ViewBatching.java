package dev.credence.graph;

import dev.credence.array.DType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// How views are [batched][Batching]: the axis of the batch stays last.
final class ViewBatching {
    private ViewBatching() {}

    static Tensor of(View v, Apply node, Batching batching) {
        var x = batching.find(node.input(0));
        return switch (v) {
            case View.DimShuffle d -> {
                var order = new ArrayList<>(d.order());
                order.add(x.rank() - 1);
                yield BatchAxis.shuffle(x, order);
            }
            case View.Reshape r -> {
                var shape = batching.common(node.input(1), "a shape");
                var known = node.output().shape();
                if (known.isKnown()) shape = new Constant(ShapeValues.constant(known.dims()));
                else shape = resolved(shape, x);
                yield Tensors.reshape(x, batching.axis().extend(shape), r.rank() + 1);
            }
            case View.BroadcastTo b -> {
                var shape = batching.common(node.input(1), "a shape");
                yield new Apply(b, List.of(x, batching.axis().extend(shape))).output();
            }
            case View.ShapeOf _ -> shape(node.input(0), x);
            case View.Concatenate c ->
                    new Apply(c, node.inputs().stream().map(batching::full).toList()).output();
        };
    }

    /// The shape of one entry.
    private static Tensor shape(Tensor entry, Tensor batch) {
        return entry.shape().isKnown()
                ? new Constant(ShapeValues.constant(entry.shape().dims()))
                : Tensors.slice(Tensors.shapeOf(batch), 0, 0, entry.rank(), 1);
    }

    /// A shape without a free length, which would not be known for an empty batch.
    private static Tensor resolved(Tensor shape, Tensor batch) {
        if (!(shape instanceof Constant c)) return shape;
        int[] dims = ShapeValues.of(c.value());
        int free = IntStream.range(0, dims.length).filter(i -> dims[i] < 0).findFirst().orElse(-1);
        int others = IntStream.of(dims).filter(d -> d >= 0).reduce(1, (a, b) -> a * b);
        if (free < 0 || others == 0) return shape;
        var entry = Tensors.slice(Tensors.shapeOf(batch), 0, 0, batch.rank() - 1, 1);
        var size = new Reduction(Reduction.Kind.PRODUCT, List.of(0), true);
        var length =
                Tensors.floorDivide(
                        new Apply(size, List.of(entry)).output(),
                        Tensors.constant(new long[] {others}));
        var parts = new ArrayList<Tensor>();
        if (free > 0) parts.add(Tensors.slice(c, 0, 0, free, 1));
        parts.add(Tensors.cast(length, DType.INT64));
        if (free + 1 < dims.length) parts.add(Tensors.slice(c, 0, free + 1, dims.length, 1));
        return parts.size() == 1
                ? parts.getFirst()
                : Tensors.concatenate(0, parts.toArray(Tensor[]::new));
    }
}
