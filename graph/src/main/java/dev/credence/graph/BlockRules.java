package dev.credence.graph;

import static dev.credence.graph.DeterminantRules.slogdet;

import dev.credence.array.DType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Rules of matrices made of smaller square ones, block diagonal matrices and Kronecker products:
/// systems, inverses, factors and determinants by those of the parts.
///
/// Neither is an op. A block diagonal matrix is recognised as rows of blocks of which all but one
/// are zero.
final class BlockRules {
    private BlockRules() {}

    static List<Rewriter> all() {
        return List.of(
                NodeRule.canonical(
                        "Solve(blockDiag(A, B), b) = Join(Solve(A, b[0:n]), Solve(B, b[n:]))",
                        Inversion.Solve.class,
                        a -> blocks(a).map(blocks -> solution(a, blocks))),
                NodeRule.canonical(
                        "Inverse(blockDiag(A, B)) = blockDiag(Inverse(A), Inverse(B))",
                        Inversion.Inverse.class,
                        BlockRules::ofEach),
                NodeRule.canonical(
                        "Cholesky(blockDiag(A, B)) = blockDiag(Cholesky(A), Cholesky(B))",
                        LinearAlgebra.Cholesky.class,
                        BlockRules::ofEach),
                NodeRule.canonical(
                        "Det(blockDiag(A, B)) = Det(A) * Det(B)",
                        Inversion.Det.class,
                        a ->
                                blocks(a)
                                        .map(blocks ->
                                                folded(blocks, b -> again(a, b), Tensor::times))),
                NodeRule.canonicalAll(
                        "SlogDet(blockDiag(A, B)) = SlogDet(A)[0] * SlogDet(B)[0], SlogDet(A)[1] +"
                                + " SlogDet(B)[1]",
                        Inversion.SlogDet.class,
                        a ->
                                blocks(a)
                                        .map(blocks ->
                                                List.of(
                                                        folded(
                                                                blocks,
                                                                b -> slogdet(b).get(0),
                                                                Tensor::times),
                                                        folded(
                                                                blocks,
                                                                b -> slogdet(b).get(1),
                                                                Tensor::plus)))),
                NodeRule.canonical(
                        "Solve(kron(A, B), b) = Solve(A) and Solve(B) along the axes of b",
                        Inversion.Solve.class,
                        a ->
                                KroneckerRules.factors(a.input(0))
                                        .filter(_ -> a.output().shape().isKnown())
                                        .map(k -> solution(a, k))),
                NodeRule.canonicalAll(
                        "SlogDet(kron(A, B)) = SlogDet(A)[0]^n * SlogDet(B)[0]^m, n * SlogDet(A)[1]"
                                + " + m * SlogDet(B)[1]",
                        Inversion.SlogDet.class,
                        a -> KroneckerRules.factors(a.input(0)).map(BlockRules::determinant)));
    }

    /// The blocks of the matrix that a node is applied to, if it is made of several.
    private static Optional<List<Tensor>> blocks(Apply node) {
        var x = node.input(0);
        var rows = joined(x, 0);
        if (x.dtype() != DType.FLOAT64 || rows.size() < 2) return Optional.empty();
        var blocks = new ArrayList<Tensor>();
        for (int i = 0; i < rows.size(); i++) {
            var parts = joined(rows.get(i), 1);
            if (parts.size() != rows.size()) return Optional.empty();
            for (int j = 0; j < parts.size(); j++)
                if (i != j && !UniformValue.is(parts.get(j), 0)) return Optional.empty();
            var block = parts.get(i);
            if (!block.shape().isKnown() || block.shape().dim(0) != block.shape().dim(1))
                return Optional.empty();
            blocks.add(block);
        }
        return Optional.of(blocks);
    }

    private static List<Tensor> joined(Tensor x, int axis) {
        return x.owner()
                .filter(a -> a.op() instanceof View.Concatenate c && c.axis() == axis)
                .map(Apply::inputs)
                .orElse(List.of());
    }

    private static Tensor again(Apply node, Tensor x) {
        return new Apply(node.op(), List.of(x)).output();
    }

    private static Tensor folded(
            List<Tensor> blocks, UnaryOperator<Tensor> each, BinaryOperator<Tensor> fold) {
        return blocks.stream().map(each).reduce(fold).orElseThrow();
    }

    private static Optional<Tensor> ofEach(Apply node) {
        return blocks(node)
                .map(blocks -> {
                    int n = blocks.size();
                    var rows = new Tensor[n];
                    for (int i = 0; i < n; i++) {
                        int row = i;
                        rows[i] =
                                Tensors.concatenate(
                                        1,
                                        IntStream.range(0, n)
                                                .mapToObj(j ->
                                                        row == j
                                                                ? again(node, blocks.get(j))
                                                                : zeros(
                                                                        blocks.get(row),
                                                                        blocks.get(j)))
                                                .toArray(Tensor[]::new));
                    }
                    return Tensors.concatenate(0, rows);
                });
    }

    private static Tensor zeros(Tensor rows, Tensor columns) {
        var zero = Tensors.dimShuffle(Tensors.constant(0.0), -1, -1);
        return Tensors.broadcastTo(zero, rows.shape().dim(0), columns.shape().dim(0));
    }

    private static Tensor solution(Apply node, List<Tensor> blocks) {
        var parts = new Tensor[blocks.size()];
        int start = 0;
        for (int i = 0; i < parts.length; i++) {
            int end = start + blocks.get(i).shape().dim(0);
            var part = Tensors.slice(node.input(1), 0, start, end, 1);
            parts[i] = new Apply(node.op(), List.of(blocks.get(i), part)).output();
            start = end;
        }
        return Tensors.concatenate(0, parts);
    }

    private static Tensor solution(Apply node, KroneckerRules.Factors k) {
        int m = k.left().shape().dim(0);
        int n = k.right().shape().dim(0);
        int columns = node.output().shape().dim(1);
        var left = Tensors.reshape(node.input(1), m, n * columns);
        var half = swapped(new Apply(node.op(), List.of(k.left(), left)).output(), m, n, columns);
        var whole = new Apply(node.op(), List.of(k.right(), half)).output();
        return Tensors.reshape(swapped(whole, n, m, columns), m * n, columns);
    }

    /// `(m, n k)` as `(n, m k)`.
    private static Tensor swapped(Tensor x, int m, int n, int k) {
        var axes = Tensors.dimShuffle(Tensors.reshape(x, m, n, k), 1, 0, 2);
        return Tensors.reshape(axes, n, m * k);
    }

    private static List<Tensor> determinant(KroneckerRules.Factors k) {
        int m = k.left().shape().dim(0);
        int n = k.right().shape().dim(0);
        var left = slogdet(k.left());
        var right = slogdet(k.right());
        return List.of(
                left.get(0).pow(n).times(right.get(0).pow(m)),
                left.get(1).times(n).plus(right.get(1).times(m)));
    }
}
