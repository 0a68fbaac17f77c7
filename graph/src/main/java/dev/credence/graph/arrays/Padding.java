package dev.credence.graph.arrays;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Adds entries at both ends of one axis.
final class Padding {
    private Padding() {}

    static Tensor of(Tensor x, PadMode mode, int axis, int before, int after, double value) {
        if (before == 0 && after == 0) return x;
        return switch (mode) {
            case EDGE, WRAP, SYMMETRIC, REFLECT -> {
                var op = new PadPositions(mode, before, after);
                var length = Lengths.of(x, axis);
                yield gather(x, new Apply(op, List.of(length)).output(), axis);
            }
            case CONSTANT -> {
                var fill = new Constant(NdArray.scalar(value).cast(x.dtype()));
                yield around(x, axis, fill, before, after);
            }
            case MAXIMUM -> around(x, axis, SummaryFunctions.max(x, kept(axis)), before, after);
            case MINIMUM -> around(x, axis, SummaryFunctions.min(x, kept(axis)), before, after);
            case MEAN -> around(x, axis, SummaryFunctions.mean(x, kept(axis)), before, after);
            case LINEAR_RAMP -> {
                var first = constant(new long[] {0});
                var last = constant(new long[] {-1});
                yield joined(
                        axis,
                        ramp(gather(x, first, axis), axis, before, true, value),
                        x,
                        ramp(gather(x, last, axis), axis, after, false, value));
            }
        };
    }

    private static Axes kept(int axis) {
        return Axes.of(axis).kept();
    }

    private static Tensor around(Tensor x, int axis, Tensor fill, int before, int after) {
        return joined(axis, filled(x, axis, fill, before), x, filled(x, axis, fill, after));
    }

    private static Tensor filled(Tensor x, int axis, Tensor fill, int length) {
        var lengths = Lengths.all(x);
        lengths[axis] = Lengths.number(length);
        return broadcastTo(cast(fill, x.dtype()), Lengths.vector(List.of(lengths)));
    }

    private static Tensor joined(int axis, Tensor... parts) {
        var used =
                new ArrayList<>(
                        Arrays.stream(parts).filter(p -> p.shape().dim(axis) != 0).toList());
        return used.size() == 1 ? used.getFirst() : concatenate(axis, used.toArray(Tensor[]::new));
    }

    /// The entries between the edge and the outer value, which is reached.
    private static Tensor ramp(Tensor edge, int axis, int length, boolean rising, double value) {
        var dims = new int[edge.rank()];
        Arrays.fill(dims, 1);
        dims[axis] = length;
        var weights = new double[length];
        Arrays.setAll(weights, i -> (rising ? i : length - 1.0 - i) / length);
        var weight = Lengths.as(edge.dtype(), constant(NdArray.of(weights, dims)));
        var rest = subtract(constant(1), weight);
        return add(multiply(weight, edge), multiply(rest, constant(value)));
    }
}
