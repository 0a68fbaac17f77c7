package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// How products of matrices are [batched][Batching]: a product with a matrix that is the same for
/// all entries stays one product.
final class LinearAlgebraBatching {
    private LinearAlgebraBatching() {}

    static List<Tensor> of(LinearAlgebra op, Apply node, Batching batching) {
        return switch (op) {
            case LinearAlgebra.MatMul _ -> List.of(product(node, batching));
            case BatchMatMul _ -> List.of(withLeadingBatch(node, batching));
            default -> batching.blockwise(node);
        };
    }

    private static Tensor product(Apply node, Batching batching) {
        var x = batching.find(node.input(0));
        var y = batching.find(node.input(1));
        if (!batching.varies(node.input(0))) return fromLeft(x, y);
        if (!batching.varies(node.input(1))) return swapped(fromLeft(y.transpose(), swapped(x)));
        boolean isOuter = node.input(0).shape().dim(1) == 1;
        boolean isVector = node.output().shape().dim(0) == 1 || node.output().shape().dim(1) == 1;
        if (!isOuter && !isVector) return withLeadingBatch(node, batching);
        var left = BatchAxis.shuffle(x, List.of(0, 1, View.DimShuffle.NEW_AXIS, 2));
        var right = BatchAxis.shuffle(y, List.of(View.DimShuffle.NEW_AXIS, 0, 1, 2));
        return Tensors.sum(Tensors.multiply(left, right), 1);
    }

    /// A product of batches of matrices, with the batch as its first axis.
    private static Tensor withLeadingBatch(Apply node, Batching batching) {
        var operands =
                node.inputs().stream()
                        .map(x -> {
                            var found = batching.find(x);
                            var order = axes(x.rank());
                            order.addFirst(
                                    batching.varies(x) ? x.rank() : View.DimShuffle.NEW_AXIS);
                            return BatchAxis.shuffle(found, order);
                        })
                        .toList();
        var order = axes(node.output().rank());
        order.replaceAll(axis -> axis + 1);
        order.addLast(0);
        return BatchAxis.shuffle(new Apply(new BatchMatMul(), operands).output(), order);
    }

    private static List<Integer> axes(int rank) {
        return new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    }

    /// One matrix times each of a batch: the batch is columns.
    private static Tensor fromLeft(Tensor x, Tensor y) {
        var columns = List.of(Contraction.length(y, 0), Contraction.size(y, List.of(1, 2)));
        var flat = Tensors.matmul(x, Contraction.reshaped(y, columns));
        var back =
                List.of(
                        Contraction.length(x, 0),
                        Contraction.length(y, 1),
                        Contraction.length(y, 2));
        return Contraction.reshaped(flat, back);
    }

    private static Tensor swapped(Tensor x) {
        return BatchAxis.shuffle(x, List.of(1, 0, 2));
    }
}
