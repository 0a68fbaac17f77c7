package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;
import java.util.Optional;

/// The positions that the entries of an axis have once sorted, smallest first and NaN last; equal
/// entries keep their order.
record Argsort(int axis) implements LaneOp {
    static Tensor of(Tensor x, int axis) {
        return new Apply(new Argsort(axis), List.of(x)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(inputs.getFirst().type().with(DType.INT64));
    }

    @Override
    public List<NdArray> compute(Apply node, List<NdArray> inputs) {
        var x = inputs.getFirst();
        var loop = AxisLoop.of(x, axis);
        var order = NdArray.zeros(DType.INT64, x.shape());
        var lane = NdArray.zeros(x.dtype(), loop.length());
        for (int i = 0; loop.length() > 0 && i < loop.lanes(); i++) {
            loop.read(x, i, lane);
            loop.write(NdArray.of(StableOrder.of(lane), loop.length()), i, order);
        }
        return List.of(order);
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(Optional.empty());
    }

    @Override
    public String toString() {
        return "argsort{axis=" + axis + "}";
    }
}
