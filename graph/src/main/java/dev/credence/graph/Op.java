package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// What is computed: a small value compared by its parameters; what it is computed from lives in
/// the [Apply].
///
/// The core families are closed, so that every backend switches over them exhaustively; [CustomOp]
/// is the one open edge.
public sealed interface Op permits CoreOp, CustomOp {
    /// Checks the inputs and types the outputs. Constant inputs (shapes, for example) may be looked
    /// into.
    ///
    /// @throws GraphException if the op cannot be applied to them
    List<TensorType> infer(List<Tensor> inputs);

    /// The reference evaluation: slow, obvious, right; the oracle of all backends.
    List<NdArray> perform(Apply node, List<NdArray> inputs);

    /// The reverse rule: from the cotangents of the outputs (empty where nothing depends on an
    /// output) to those of the inputs (empty where an output does not depend smoothly on an input),
    /// as graph.
    ///
    /// @throws GraphException if the op has no gradient
    default List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        throw new GraphException(
                "op '%s' has no gradient; define its pullback, or keep gradients from flowing through it"
                        .formatted(this));
    }

    /// The graphs inside of this op, which prints list below.
    default List<InnerGraph> innerGraphs() {
        return List.of();
    }

    /// Whether a two-input op gives the same result with its inputs exchanged.
    default boolean commutes() {
        return false;
    }
}
