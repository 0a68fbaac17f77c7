package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.Optional;

/// Sorts the entries of an axis, smallest first and NaN last; outputs the sorted entries and where
/// they were. Equal entries keep their order.
record Sort(int axis) implements CustomOp {
    static Apply of(Tensor x, int axis) {
        return new Apply(new Sort(axis), List.of(x));
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var type = inputs.getFirst().type();
        return List.of(type, type.with(DType.INT64));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var x = inputs.getFirst();
        var loop = AxisLoop.of(x, axis);
        var sorted = NdArray.zeros(x.dtype(), x.shape());
        var order = new long[x.size()];
        var keys = new double[loop.length()];
        for (int lane = 0; loop.length() > 0 && lane < loop.lanes(); lane++) {
            int start = loop.start(lane);
            int[] places;
            if (x.storage() instanceof long[] l) {
                var numbers = new long[loop.length()];
                for (int i = 0; i < numbers.length; i++) numbers[i] = l[start + i * loop.inner()];
                places = StableOrder.of(numbers);
            } else {
                for (int i = 0; i < keys.length; i++) keys[i] = x.element(start + i * loop.inner());
                places = StableOrder.of(keys);
            }
            for (int i = 0; i < places.length; i++) {
                int from = start + places[i] * loop.inner();
                int to = start + i * loop.inner();
                System.arraycopy(x.storage(), from, sorted.storage(), to, 1);
                order[to] = places[i];
            }
        }
        return List.of(sorted, NdArray.of(order, x.shape()));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var x = node.input(0);
        if (x.dtype() != DType.FLOAT64) return List.of(Optional.empty());
        var order = node.outputs().get(1);
        return List.of(
                cotangents
                        .getFirst()
                        .map(g -> AddAlongAxis.of(Tensors.zerosLike(x), order, g, axis)));
    }

    @Override
    public String toString() {
        return "sort{axis=" + axis + "}";
    }
}
