package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The different elements of a vector: outputs where each is first met, the place of each element
/// among them, and how often each is met. Every NaN is the same.
record Distinct() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var all = inputs.getFirst().type().with(DType.INT64);
        var some = new TensorType(DType.INT64, Shape.of(Shape.UNKNOWN));
        return List.of(some, all, some);
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var x = inputs.getFirst().cast(inputs.getFirst().dtype().widened());
        var order = StableOrder.of(x);
        var positions = new long[order.length];
        var inverse = new long[order.length];
        var counts = new long[order.length];
        int found = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || !isSame(x, (int) order[i - 1], (int) order[i])) {
                positions[found++] = order[i];
            }
            inverse[(int) order[i]] = found - 1L;
            counts[found - 1]++;
        }
        return List.of(
                NdArray.of(Arrays.copyOf(positions, found), found),
                NdArray.of(inverse, inverse.length),
                NdArray.of(Arrays.copyOf(counts, found), found));
    }

    private static boolean isSame(NdArray x, int i, int j) {
        if (x.storage() instanceof long[] l) return l[i] == l[j];
        double a = x.element(i);
        double b = x.element(j);
        return a == b || Double.isNaN(a) && Double.isNaN(b);
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(Optional.empty());
    }

    @Override
    public String toString() {
        return "unique";
    }
}
