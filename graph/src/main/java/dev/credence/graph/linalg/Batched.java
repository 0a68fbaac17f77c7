package dev.credence.graph.linalg;

import dev.credence.graph.Apply;
import dev.credence.graph.GraphException;
import dev.credence.graph.Op;
import dev.credence.graph.Tensor;

import java.util.List;

/// Applies ops on matrices and vectors to tensors whose leading axes are a batch.
final class Batched {
    private Batched() {}

    /// The outputs of an op on inputs whose last axes are those of one entry.
    ///
    /// @param ranks for each input the number of axes of one entry
    static List<Tensor> all(Op op, List<Integer> ranks, Tensor... inputs) {
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].rank() > ranks.get(i)) {
                throw new GraphException(
                        "%s: batches such as one of shape %s are not supported"
                                .formatted(op, inputs[i].shape()));
            }
        }
        return new Apply(op, List.of(inputs)).outputs();
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
