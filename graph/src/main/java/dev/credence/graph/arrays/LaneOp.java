package dev.credence.graph.arrays;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What ops on the lanes of one axis have in common: they compute with 64 bits whatever they are
/// given, and a batch along a last axis is more lanes to them.
interface LaneOp extends CustomOp {
    /// The outputs for operands of 64 bits.
    List<NdArray> compute(Apply node, List<NdArray> inputs);

    @Override
    default List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return widened(node, inputs, wide -> compute(node, wide));
    }

    /// What a function of operands of 64 bits gives, in the dtypes of the node's outputs.
    static List<NdArray> widened(
            Apply node, List<NdArray> inputs, UnaryOperator<List<NdArray>> function) {
        var wide = inputs.stream().map(x -> x.cast(x.dtype().widened())).toList();
        var narrow = new ArrayList<NdArray>();
        for (var y : function.apply(wide))
            narrow.add(y.cast(node.outputs().get(narrow.size()).dtype()));
        return narrow;
    }

    @Override
    default Optional<List<Tensor>> batch(Apply node, List<Tensor> inputs) {
        var batched = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).rank() == node.input(i).rank()) continue;
            batched.add(Lengths.of(inputs.get(i), inputs.get(i).rank() - 1));
        }
        var repeated = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.size(); i++) {
            var x = inputs.get(i);
            if (x.rank() != node.input(i).rank()) repeated.add(x);
            else repeated.add(repeated(x, batched.getFirst()));
        }
        return Optional.of(new Apply(this, repeated).outputs());
    }

    private static Tensor repeated(Tensor x, Tensor times) {
        var lengths = new ArrayList<>(List.of(Lengths.all(x)));
        lengths.add(times);
        return CreationFunctions.broadcastTo(
                CreationFunctions.expandDims(x, -1), Lengths.vector(lengths));
    }
}
