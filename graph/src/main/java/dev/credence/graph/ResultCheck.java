package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;

/// Checks that what an op of the user's own computes is what it said it would be.
final class ResultCheck {
    private ResultCheck() {}

    /// @throws GraphException if number, dtypes or shapes differ from what the node declares
    static void check(Apply node, List<NdArray> results) {
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
