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

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// From how often each entry is repeated, an int64 vector, to the positions of the repeated
/// entries.
record RepeatedPositions() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var times = inputs.getFirst();
        if (times.dtype() != DType.INT64 || times.rank() != 1) {
            throw new GraphException(
                    "repeat: an int64 vector of numbers is needed, not %s".formatted(times.type()));
        }
        int total =
                times instanceof Constant c
                        ? Math.toIntExact(Arrays.stream(c.value().longs()).sum())
                        : Shape.UNKNOWN;
        return List.of(new TensorType(DType.INT64, Shape.of(total)));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        long[] times = inputs.getFirst().longs();
        for (long n : times)
            if (n < 0) throw new GraphException("repeat: %d times is less than none".formatted(n));
        var positions = new long[Math.toIntExact(Arrays.stream(times).sum())];
        int next = 0;
        for (int i = 0; i < times.length; i++)
            for (long k = 0; k < times[i]; k++) positions[next++] = i;
        return List.of(NdArray.of(positions, positions.length));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(Optional.empty());
    }
}
