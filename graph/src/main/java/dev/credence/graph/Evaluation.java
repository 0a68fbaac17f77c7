package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;

/// The reference evaluation of one node, checked: results must be what the op said they would be.
public final class Evaluation {
    private Evaluation() {}

    /// The values of the node's outputs.
    ///
    /// @throws GraphException if the op fails, or gives other arrays than it declared; the message
    ///   names the op and the line where the node was made
    public static List<NdArray> of(Apply node, List<NdArray> inputs) {
        try {
            var results = node.op().perform(node, inputs);
            if (node.op() instanceof CustomOp) check(node, results);
            return results;
        } catch (GraphException e) {
            throw e.at(node.where());
        }
    }

    private static void check(Apply node, List<NdArray> results) {
        if (results.size() != node.outputs().size()) {
            throw new GraphException(
                    "op '%s' declares %d outputs but gave %d"
                            .formatted(node.op(), node.outputs().size(), results.size()));
        }
        for (int i = 0; i < results.size(); i++) {
            var declared = node.outputs().get(i).type();
            var given = TensorType.of(results.get(i));
            if (declared.dtype() != given.dtype() || declared.unified(given).isEmpty()) {
                throw new GraphException(
                        "op '%s' declares output %d as %s but gave %s"
                                .formatted(node.op(), i, declared, given));
            }
        }
    }
}
