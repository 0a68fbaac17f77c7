package dev.credence.graph.linalg;

import dev.credence.array.DType;
import dev.credence.graph.Apply;
import dev.credence.graph.Blockwise;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Op;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.stream.Stream;

/// Applies ops on matrices and vectors to tensors whose leading axes are a batch.
final class Batched {
    private Batched() {}

    /// The outputs of an op on inputs whose last axes are those of one entry. Inputs with too few
    /// axes are left to the op to refuse.
    ///
    /// @param ranks for each input the number of axes of one entry
    static List<Tensor> all(Op op, List<Integer> ranks, Tensor... inputs) {
        if (op instanceof CustomOp && Stream.of(inputs).anyMatch(x -> x.dtype() == DType.FLOAT32))
            return inFloat64(op, ranks, inputs);
        boolean tooFewAxes = false;
        for (int i = 0; i < inputs.length; i++) tooFewAxes |= inputs[i].rank() < ranks.get(i);
        return tooFewAxes
                ? new Apply(op, List.of(inputs)).outputs()
                : Blockwise.of(op, ranks, List.of(inputs));
    }

    /// Backends widen float32 for core ops only.
    private static List<Tensor> inFloat64(Op op, List<Integer> ranks, Tensor... inputs) {
        var wide = Stream.of(inputs).map(x -> converted(x, DType.FLOAT32, DType.FLOAT64));
        return all(op, ranks, wide.toArray(Tensor[]::new)).stream()
                .map(y -> converted(y, DType.FLOAT64, DType.FLOAT32))
                .toList();
    }

    private static Tensor converted(Tensor x, DType from, DType to) {
        return x.dtype() == from ? Tensors.cast(x, to) : x;
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
