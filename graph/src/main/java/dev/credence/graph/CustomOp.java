package dev.credence.graph;

import java.util.List;
import java.util.Optional;

/// The open edge: an op of the user's own, in one class with `infer`, `perform` and, if wanted,
/// `pullback` and `expand`.
///
/// Implement it as a record or an enum constant, since ops are compared by value.
public non-sealed interface CustomOp extends Op {
    /// The same outputs in core ops, or empty; backends that have no lowering for this op compile
    /// the expansion.
    default Optional<List<Tensor>> expand(Apply node) {
        return Optional.empty();
    }
}
