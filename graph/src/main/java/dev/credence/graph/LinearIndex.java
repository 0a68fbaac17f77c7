package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The row-major position along several merged axes of positions along each; inputs `(lengths,
/// positions…)`, the positions broadcast together.
///
/// @param axes the numbers of the axes, for errors
public record LinearIndex(List<Integer> axes) implements CustomOp {
    public LinearIndex {
        axes = List.copyOf(axes);
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var positions = inputs.subList(1, inputs.size());
        for (var p : positions) {
            if (p.dtype() != DType.INT64)
                throw new GraphException(
                        "positions must be int64, '%s' is %s".formatted(p, p.dtype()));
        }
        return List.of(new TensorType(DType.INT64, Broadcasting.broadcast("index", positions)));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        int[] lengths = ShapeValues.of(inputs.getFirst());
        var positions = inputs.subList(1, inputs.size());
        int[] shape = shape(positions);
        var linear = new long[NdArray.sizeOf(shape)];
        for (int k = 0; k < lengths.length; k++) {
            long[] at = ReferenceLoops.broadcastTo(positions.get(k), shape).longs();
            for (int i = 0; i < linear.length; i++)
                linear[i] = linear[i] * lengths[k] + position(at[i], k, lengths);
        }
        return List.of(NdArray.of(linear, shape));
    }

    private long position(long index, int k, int... lengths) {
        long at = index < 0 ? index + lengths[k] : index;
        if (at >= 0 && at < lengths[k]) return at;
        throw new GraphException(
                "index %d is out of bounds for axis %d of length %d"
                        .formatted(index, axes.get(k), lengths[k]));
    }

    private static int[] shape(List<NdArray> positions) {
        var shape = new int[positions.getFirst().rank()];
        Arrays.fill(shape, 1);
        for (var p : positions)
            for (int axis = 0; axis < shape.length; axis++)
                if (p.dim(axis) != 1) shape[axis] = p.dim(axis);
        return shape;
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return node.inputs().stream().map(_ -> Optional.<Tensor>empty()).toList();
    }

    @Override
    public String toString() {
        return "LinearIndex{axes=" + axes + "}";
    }
}
