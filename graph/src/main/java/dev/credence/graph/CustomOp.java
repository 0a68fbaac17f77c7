package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The open edge: an op of the user's own, in one class with `infer`, `perform` and, if wanted,
/// `pullback` and `expand`.
///
/// Implement it as a record or an enum constant, since ops are compared by value. One of `perform`
/// and `expand` is enough. A backend computes the op by a lowering that is registered for it (see
/// [OpLowering]), else by its expansion, else by its reference evaluation.
public non-sealed interface CustomOp extends Op {
    /// The same outputs in core ops, or empty; backends that have no lowering for this op compile
    /// the expansion.
    default Optional<List<Tensor>> expand(Apply node) {
        return Optional.empty();
    }

    /// The outputs for a batch, or empty; without it the op is applied as a [Blockwise], which
    /// keeps its gradient and is compiled as its expansion over the batch.
    ///
    /// An elementwise op is its own batch once inputs without the axis have one of length one.
    ///
    /// @param node the op on the inputs of one entry
    /// @param inputs those of the batch: each has one more axis, the last, or is the same for all
    ///   entries and has none
    /// @return the outputs, each with one more axis, the last, or with none if it is the same for
    ///   all entries
    default Optional<List<Tensor>> batch(Apply node, List<Tensor> inputs) {
        return Optional.empty();
    }

    /// Evaluates the expansion, unless the op defines better.
    ///
    /// @throws GraphException if there is none
    @Override
    default List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var outputs = expand(node).orElseThrow(() -> new GraphException(nothing(this)));
        Map<Tensor, NdArray> values = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) values.put(node.input(i), inputs.get(i));
        return Interpreter.evaluate(outputs, values);
    }

    private static String nothing(CustomOp op) {
        return "op '%s' cannot be computed: it has no registered lowering, is of no core family, has no expansion and no reference evaluation; define perform or expand"
                .formatted(op);
    }
}
