package dev.credence.graph.arrays;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;
import java.util.Optional;

/// A copy of the first input with values added, lane by lane, at positions along an axis; inputs
/// `(x, positions, values)`. The reverse of [TakeAlongAxis].
record AddAlongAxis(int axis) implements LaneOp {
    static Tensor of(Tensor x, Tensor positions, Tensor values, int axis) {
        return new Apply(new AddAlongAxis(axis), List.of(x, positions, values)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> compute(Apply node, List<NdArray> inputs) {
        var x = inputs.getFirst();
        var out = x.doubles().clone();
        double[] values = inputs.get(2).doubles();
        TakeAlongAxis.eachPair(axis, x, inputs.get(1), (from, to) -> out[from] += values[to]);
        return List.of(NdArray.of(out, x.shape()));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var g = cotangents.getFirst();
        return List.of(g, Optional.empty(), g.map(t -> TakeAlongAxis.of(t, node.input(1), axis)));
    }

    @Override
    public String toString() {
        return "add_along_axis{" + axis + "}";
    }
}
