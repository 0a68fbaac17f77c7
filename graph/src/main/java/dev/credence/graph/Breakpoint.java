package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The identity of tensors that shows their values to a visitor where its first input, a bool
/// scalar, holds: the place for a breakpoint of a debugger.
///
/// @param visitor who is shown the values; called by the thread that evaluates
record Breakpoint(Consumer<List<NdArray>> visitor) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return inputs.stream().skip(1).map(Tensor::type).toList();
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var values = inputs.subList(1, inputs.size());
        if (inputs.getFirst().booleans()[0]) visitor.accept(values);
        return values;
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var results = new ArrayList<>(List.of(Optional.<Tensor>empty()));
        results.addAll(cotangents);
        return results;
    }

    @Override
    public String toString() {
        return "Breakpoint";
    }
}
