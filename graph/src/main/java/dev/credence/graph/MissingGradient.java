package dev.credence.graph;

import java.util.List;
import java.util.Optional;

/// A cotangent that stands for one that an op should give and does not.
///
/// @param reason why, as the end of the sentence
record MissingGradient(String reason) implements CustomOp {
    /// The marker as a cotangent.
    static Optional<Tensor> cotangent(String reason) {
        return Optional.of(new Apply(new MissingGradient(reason), List.of()).output());
    }

    /// The marker that a cotangent is, if it is one.
    static Optional<MissingGradient> in(Tensor cotangent) {
        return cotangent
                .owner()
                .map(Apply::op)
                .filter(MissingGradient.class::isInstance)
                .map(MissingGradient.class::cast);
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(TensorType.float64());
    }
}
