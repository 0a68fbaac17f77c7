package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.Optional;

/// Reads the lengths that a shape operand (an int64 vector) stands for.
final class ShapeValues {
    private ShapeValues() {}

    /// The lengths, if the operand is a constant or the shape of a tensor; an unknown length is -1.
    static Optional<int[]> of(Tensor operand, int rank) {
        if (operand instanceof Constant c) {
            var dims = of(c.value());
            if (dims.length != rank) {
                throw new GraphException(
                        "a shape of %d lengths is needed, not %s".formatted(rank, operand));
            }
            return Optional.of(dims);
        }
        if (operand instanceof Output o && o.apply().op() instanceof View.ShapeOf) {
            return Optional.of(o.apply().input(0).shape().dims());
        }
        return Optional.empty();
    }

    static int[] of(NdArray operand) {
        for (long d : operand.longs()) {
            if (d < -1 || d > Integer.MAX_VALUE) {
                throw new GraphException(
                        "a shape of lengths %s is asked for; a length is at least 0 and at most 2^31 - 1"
                                .formatted(operand));
            }
        }
        return Arrays.stream(operand.longs()).mapToInt(d -> (int) d).toArray();
    }

    static NdArray constant(int... dims) {
        return NdArray.of(Arrays.stream(dims).asLongStream().toArray(), dims.length);
    }
}
