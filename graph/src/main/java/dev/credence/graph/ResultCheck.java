package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;

/// Checks that what an op computes is what it said it would be.
final class ResultCheck {
    private ResultCheck() {}

    /// @throws GraphException if an op of the user's own gives other numbers of arrays, dtypes or
    ///   shapes than it declared, or if lengths repeat that were not known to be one
    static void check(Apply node, List<NdArray> inputs, List<NdArray> results) {
        switch (node.op()) {
            case CustomOp _ -> declared(node, results);
            case Elementwise _ -> repeats(node, inputs, results.getFirst());
            default -> {}
        }
    }

    /// Lengths that turn out to be one repeat no more than in compiled code.
    private static void repeats(Apply node, List<NdArray> inputs, NdArray result) {
        var shape = Shape.of(result.shape());
        for (int i = 0; i < inputs.size(); i++) {
            var concrete = Shape.of(inputs.get(i).shape());
            if (!Broadcasting.sameRepeats(node.input(i).shape(), concrete, shape))
                throw Broadcasting.unknownRepeat(
                        node, inputs.stream().map(x -> Shape.of(x.shape())).toList());
        }
    }

    private static void declared(Apply node, List<NdArray> results) {
        if (results.size() != node.outputs().size()) {
            throw new GraphException(
                    "op '%s' declares %d outputs but gave %d"
                            .formatted(node.op(), node.outputs().size(), results.size()));
        }
        for (int i = 0; i < results.size(); i++) {
            var declared = node.outputs().get(i).type();
            if (declared.accepts(results.get(i))) continue;
            throw new GraphException(
                    "op '%s' declares output %d as %s but gave %s"
                            .formatted(node.op(), i, declared, TensorType.of(results.get(i))));
        }
    }
}
