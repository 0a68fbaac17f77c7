package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.GraphException;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The position of the first largest or smallest entry along an axis; NaN is best.
record PositionOfBest(int axis, boolean largest) implements LaneOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var shape = inputs.getFirst().shape();
        if (shape.dim(axis) == 0) throw empty(shape);
        return List.of(new TensorType(DType.INT64, Shape.of(without(axis, shape.dims()))));
    }

    private GraphException empty(Shape shape) {
        return new GraphException(
                "%s: axis %d of shape %s has no entries".formatted(this, axis, shape));
    }

    private static int[] without(int axis, int... dims) {
        return IntStream.range(0, dims.length).filter(a -> a != axis).map(a -> dims[a]).toArray();
    }

    @Override
    public List<NdArray> compute(Apply node, List<NdArray> inputs) {
        var x = inputs.getFirst();
        var loop = AxisLoop.of(x, axis);
        if (loop.length() == 0) throw empty(Shape.of(x.shape()));
        var found = new long[loop.lanes()];
        for (int lane = 0; lane < found.length; lane++) found[lane] = best(x, loop, lane);
        return List.of(NdArray.of(found, without(axis, x.shape())));
    }

    private int best(NdArray x, AxisLoop loop, int lane) {
        int start = loop.start(lane);
        int best = 0;
        for (int i = 1; i < loop.length(); i++) {
            if (isBetter(x, start + i * loop.inner(), start + best * loop.inner())) best = i;
        }
        return best;
    }

    private boolean isBetter(NdArray x, int here, int there) {
        return switch (x.storage()) {
            case double[] d ->
                    largest
                            ? d[here] > d[there] || Double.isNaN(d[here]) && !Double.isNaN(d[there])
                            : d[here] < d[there]
                                    || Double.isNaN(d[here]) && !Double.isNaN(d[there]);
            case long[] l -> largest ? l[here] > l[there] : l[here] < l[there];
            case boolean[] b -> b[here] != b[there] && b[here] == largest;
            default -> throw new AssertionError(x);
        };
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(Optional.empty());
    }

    @Override
    public String toString() {
        return (largest ? "argmax" : "argmin") + "{axis=" + axis + "}";
    }
}
