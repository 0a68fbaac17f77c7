package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The identity that tells someone each value that passes, for a look into a running function.
///
/// It is evaluated once for each evaluation of the graph around it, on every backend, and rewrites
/// do not see through it.
///
/// @param message what stands before the value
/// @param listener who is told; called by the thread that evaluates
record PrintValue(String message, Consumer<String> listener) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        listener.accept("%s = %s".formatted(message, ValueText.of(inputs.getFirst())));
        return inputs;
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return cotangents;
    }

    @Override
    public String toString() {
        return "Print{" + message + "}";
    }
}
