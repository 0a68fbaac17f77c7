package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.CustomOp;
import dev.credence.graph.GraphException;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;
import java.util.Optional;

/// From the length of an axis, an int64 scalar, to the positions that a padded axis repeats.
record PadPositions(PadMode mode, int before, int after) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        int length =
                inputs.getFirst() instanceof Constant c
                        ? before + (int) c.value().item() + after
                        : Shape.UNKNOWN;
        return List.of(new TensorType(DType.INT64, Shape.of(length)));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        int n = (int) inputs.getFirst().item();
        if (n == 0) {
            throw new GraphException("pad: there is nothing to repeat along an axis of length 0");
        }
        var positions = new long[before + n + after];
        for (int i = 0; i < positions.length; i++) positions[i] = position(i - before, n);
        return List.of(NdArray.of(positions, positions.length));
    }

    private int position(int i, int n) {
        return switch (mode) {
            case EDGE -> Math.clamp(i, 0, n - 1);
            case WRAP -> Math.floorMod(i, n);
            case SYMMETRIC -> {
                int at = Math.floorMod(i, 2 * n);
                yield Math.min(at, 2 * n - 1 - at);
            }
            case REFLECT -> {
                int at = n == 1 ? 0 : Math.floorMod(i, 2 * n - 2);
                yield n == 1 ? 0 : Math.min(at, 2 * n - 2 - at);
            }
            case CONSTANT, LINEAR_RAMP, MAXIMUM, MINIMUM, MEAN -> throw new AssertionError(mode);
        };
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(Optional.empty());
    }
}
