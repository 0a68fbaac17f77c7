package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.GraphException;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;
import java.util.Optional;

/// The sums of the entries of an axis up to each, or from each to the end.
///
/// @param axis the axis, counted from the start
/// @param reversed whether the sums begin at the end
public record CumulativeSum(int axis, boolean reversed) implements LaneOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var type = inputs.getFirst().type();
        if (type.dtype() == DType.BOOL || axis >= type.rank()) {
            throw new GraphException("%s cannot be applied to type %s".formatted(this, type));
        }
        return List.of(type);
    }

    @Override
    public List<NdArray> compute(Apply node, List<NdArray> inputs) {
        var x = inputs.getFirst();
        var loop = AxisLoop.of(x, axis);
        var out = NdArray.zeros(x.dtype(), x.shape());
        int step = reversed ? -loop.inner() : loop.inner();
        for (int lane = 0; loop.length() > 0 && lane < loop.lanes(); lane++) {
            int first = loop.start(lane) + (reversed ? (loop.length() - 1) * loop.inner() : 0);
            switch (out.storage()) {
                case double[] d -> add(x.doubles(), d, first, step, loop.length());
                case long[] l -> add(x.longs(), l, first, step, loop.length());
                default -> throw new AssertionError(out);
            }
        }
        return List.of(out);
    }

    private static void add(double[] x, double[] out, int first, int step, int length) {
        double sum = 0;
        for (int i = 0, at = first; i < length; i++, at += step) {
            sum += x[at];
            out[at] = sum;
        }
    }

    private static void add(long[] x, long[] out, int first, int step, int length) {
        long sum = 0;
        for (int i = 0, at = first; i < length; i++, at += step) {
            sum += x[at];
            out[at] = sum;
        }
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        if (!node.output().dtype().isFloating()) return List.of(Optional.empty());
        var back = new CumulativeSum(axis, !reversed);
        return List.of(cotangents.getFirst().map(g -> new Apply(back, List.of(g)).output()));
    }

    @Override
    public String toString() {
        return "cumsum{axis=%d%s}".formatted(axis, reversed ? ", reversed" : "");
    }
}
