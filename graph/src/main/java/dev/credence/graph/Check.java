package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// Passes its first input on if its second, a bool scalar, holds, and raises a [ParameterException]
/// otherwise.
///
/// @param message the condition in words, for example `sigma > 0`
public record Check(String message) implements CoreOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var condition = inputs.get(1).type();
        if (condition.dtype() != DType.BOOL || condition.rank() != 0) {
            throw new GraphException("a check needs a bool scalar, not %s".formatted(condition));
        }
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        if (!inputs.get(1).booleans()[0]) throw failure();
        return List.of(inputs.getFirst());
    }

    /// What is thrown when the condition does not hold.
    public ParameterException failure() {
        return new ParameterException(message + " fails");
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(cotangents.getFirst(), Optional.empty());
    }

    @Override
    public String toString() {
        return "Check{" + message + "}";
    }
}
