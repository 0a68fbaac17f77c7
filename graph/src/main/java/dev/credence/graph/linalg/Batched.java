package dev.credence.graph.linalg;

import dev.credence.graph.Apply;
import dev.credence.graph.Blockwise;
import dev.credence.graph.Op;
import dev.credence.graph.Tensor;

import java.util.List;

/// Applies ops on matrices and vectors to tensors whose leading axes are a batch.
final class Batched {
    private Batched() {}

    /// The outputs of an op on inputs whose last axes are those of one entry. Inputs with too few
    /// axes are left to the op to refuse.
    ///
    /// @param ranks for each input the number of axes of one entry
    static List<Tensor> all(Op op, List<Integer> ranks, Tensor... inputs) {
        boolean tooFewAxes = false;
        for (int i = 0; i < inputs.length; i++) tooFewAxes |= inputs[i].rank() < ranks.get(i);
        return tooFewAxes
                ? new Apply(op, List.of(inputs)).outputs()
                : Blockwise.of(op, ranks, List.of(inputs));
    }

    /// The first output of an op on one matrix or a batch of them.
    static Tensor matrix(Op op, Tensor x) {
        return all(op, List.of(2), x).getFirst();
    }

    /// The first output of an op on two matrices or batches of them.
    static Tensor matrices(Op op, Tensor x, Tensor y) {
        return all(op, List.of(2, 2), x, y).getFirst();
    }
}
