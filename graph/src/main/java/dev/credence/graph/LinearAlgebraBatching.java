package dev.credence.graph;

import java.util.List;

/// How products of matrices are [batched][Batching]: a product with a matrix that is the same for
/// all entries stays one product.
final class LinearAlgebraBatching {
    private LinearAlgebraBatching() {}

    static List<Tensor> of(LinearAlgebra op, Apply node, Batching batching) {
        return switch (op) {
            case LinearAlgebra.MatMul _ -> List.of(product(node, batching));
            case BatchMatMul _ -> List.of(ofBatches(node, batching));
            case LinearAlgebra.Cholesky _,
                    LinearAlgebra.SolveTriangular _,
                    LinearAlgebra.LowerTriangle _,
                    LinearAlgebra.Diagonal _,
                    LinearAlgebra.DiagonalMatrix _,
                    LinearAlgebra.CholeskyInverse _,
                    Inversion _,
                    Decomposition _ ->
                    batching.blockwise(node);
        };
    }

    /// One more batch axis, the first.
    private static Tensor ofBatches(Apply node, Batching batching) {
        var factors =
                node.inputs().stream().map(x -> BatchAxis.toFront(batching.aligned(x))).toList();
        return BatchAxis.toBack(new Apply(new BatchMatMul(), factors).output());
    }

    private static Tensor product(Apply node, Batching batching) {
        var x = batching.find(node.input(0));
        var y = batching.find(node.input(1));
        if (!batching.varies(node.input(0))) return fromLeft(x, y);
        if (!batching.varies(node.input(1))) return swapped(fromLeft(y.transpose(), swapped(x)));
        boolean isOuter = node.input(0).shape().dim(1) == 1;
        boolean isVector = node.output().shape().dim(0) == 1 || node.output().shape().dim(1) == 1;
        if (!isOuter && !isVector) return ofBatches(node, batching);
        var left = BatchAxis.shuffle(x, List.of(0, 1, View.DimShuffle.NEW_AXIS, 2));
        var right = BatchAxis.shuffle(y, List.of(View.DimShuffle.NEW_AXIS, 0, 1, 2));
        return Tensors.sum(Tensors.multiply(left, right), 1);
    }

    /// One matrix times each of a batch: the batch is columns.
    private static Tensor fromLeft(Tensor x, Tensor y) {
        var shape = Tensors.shapeOf(y);
        var columns = Tensors.concatenate(0, Tensors.slice(shape, 0, 0, 1, 1), product(shape));
        var flat = Tensors.matmul(x, Tensors.reshape(y, columns, 2));
        var rows = Tensors.slice(Tensors.shapeOf(x), 0, 0, 1, 1);
        var back = Tensors.concatenate(0, rows, Tensors.slice(shape, 0, 1, 3, 1));
        return Tensors.reshape(flat, back, 3);
    }

    private static Tensor product(Tensor shape) {
        var fold = new Reduction(Reduction.Kind.PRODUCT, List.of(0), true);
        return new Apply(fold, List.of(Tensors.slice(shape, 0, 1, 3, 1))).output();
    }

    private static Tensor swapped(Tensor x) {
        return BatchAxis.shuffle(x, List.of(1, 0, 2));
    }
}
