package dev.credence.graph;

import static dev.credence.graph.MatrixProperty.*;

import dev.credence.array.DType;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Rules of systems and inverses of matrices with [known properties][MatrixFacts]: what is diagonal
/// is divided by, what is orthogonal is transposed, and so on.
final class SolutionRules {
    private SolutionRules() {}

    static List<Rewriter> all() {
        return List.of(
                solve(
                        "Solve(D, b) = b / Diagonal(D) where D is diagonal",
                        DIAGONAL,
                        s -> {
                            var d = Tensors.dimShuffle(Tensors.diagonal(s.matrix), 0, -1);
                            return s.right.div(d);
                        }),
                solve(
                        "Solve(Q, b) = MatMul(transpose(Q), b) where Q is orthogonal",
                        ORTHOGONAL,
                        s ->
                                Tensors.matmul(
                                        s.transposed ? s.matrix : s.matrix.transpose(), s.right)),
                solve(
                        "Solve(U, b) = SolveTriangular{transposed}(transpose(U), b) where U is"
                                + " upper triangular",
                        UPPER_TRIANGULAR,
                        s -> triangular(!s.transposed, s.matrix.transpose(), s.right)),
                solve(
                        "Solve(K, b) = solve(K, b) where K is positive definite",
                        POSITIVE_DEFINITE,
                        s -> PositiveDefinite.SOLVE.of(s.matrix, s.right)),
                inverse(
                        "Inverse(D) = DiagonalMatrix(reciprocal(Diagonal(D))) where D is diagonal",
                        DIAGONAL,
                        d -> Tensors.diagonalMatrix(Tensors.reciprocal(Tensors.diagonal(d)))),
                inverse(
                        "Inverse(Q) = transpose(Q) where Q is orthogonal",
                        ORTHOGONAL,
                        Tensor::transpose),
                inverse(
                        "Inverse(L) = SolveTriangular(L, I) where L is lower triangular",
                        LOWER_TRIANGULAR,
                        l -> triangular(false, l, MatrixTypes.identityLike(l))),
                inverse(
                        "Inverse(U) = SolveTriangular{transposed}(transpose(U), I) where U is upper"
                                + " triangular",
                        UPPER_TRIANGULAR,
                        u -> triangular(true, u.transpose(), MatrixTypes.identityLike(u))),
                inverse(
                        "Inverse(K) = inverse(K) where K is positive definite",
                        POSITIVE_DEFINITE,
                        PositiveDefinite.INVERSE::of),
                NodeRule.canonical(
                        "MatMul(inverse(K), B) = solve(K, B)",
                        LinearAlgebra.MatMul.class,
                        a ->
                                made(a.input(0), PositiveDefinite.class)
                                        .filter(k -> k.op() == PositiveDefinite.INVERSE)
                                        .map(k ->
                                                PositiveDefinite.SOLVE.of(k.input(0), a.input(1)))),
                NodeRule.canonical(
                        "MatMul(SolveTriangular(L, I), B) = SolveTriangular(L, B)",
                        LinearAlgebra.MatMul.class,
                        a ->
                                made(a.input(0), LinearAlgebra.SolveTriangular.class)
                                        .filter(s -> MatrixFacts.isIdentity(s.input(1)))
                                        .map(s ->
                                                new Apply(s.op(), List.of(s.input(0), a.input(1)))
                                                        .output())),
                NodeRule.canonical(
                        "MatMul(I, B) = B",
                        LinearAlgebra.MatMul.class,
                        a ->
                                Optional.of(a.input(1))
                                        .filter(_ -> MatrixFacts.isIdentity(a.input(0)))),
                NodeRule.canonical(
                        "MatMul(B, I) = B",
                        LinearAlgebra.MatMul.class,
                        a ->
                                Optional.of(a.input(0))
                                        .filter(_ -> MatrixFacts.isIdentity(a.input(1)))),
                NodeRule.canonical(
                        "MatMul(transpose(Q), Q) = I where Q is orthogonal",
                        LinearAlgebra.MatMul.class,
                        SolutionRules::productOfOrthogonals));
    }

    /// A system to be solved.
    private record System(boolean transposed, Tensor matrix, Tensor right) {}

    private static Rewriter solve(
            String equation, MatrixProperty property, Function<System, Tensor> form) {
        return NodeRule.canonical(
                equation,
                Inversion.Solve.class,
                a -> {
                    var transposed = ((Inversion.Solve) a.op()).transposed();
                    return has(property, a.input(0))
                            ? Optional.of(
                                    form.apply(new System(transposed, a.input(0), a.input(1))))
                            : Optional.empty();
                });
    }

    private static Rewriter inverse(
            String equation, MatrixProperty property, Function<Tensor, Tensor> form) {
        return NodeRule.canonical(
                equation,
                Inversion.Inverse.class,
                a -> Optional.of(a.input(0)).filter(x -> has(property, x)).map(form));
    }

    /// Whether a matrix has the property and is not a constant of which is seen that it is
    /// singular: that is for the solver to tell.
    private static boolean has(MatrixProperty property, Tensor x) {
        if (x.dtype() != DType.FLOAT64 || !MatrixFacts.is(property, x)) return false;
        return !(x instanceof Constant c) || ConstantMatrix.isRegular(c);
    }

    private static Optional<Apply> made(Tensor x, Class<? extends Op> by) {
        return x.owner().filter(a -> by.isInstance(a.op()));
    }

    private static Tensor triangular(boolean transposed, Tensor lower, Tensor b) {
        return new Apply(new LinearAlgebra.SolveTriangular(transposed), List.of(lower, b)).output();
    }

    private static Optional<Tensor> productOfOrthogonals(Apply product) {
        var x = product.input(0);
        var y = product.input(1);
        boolean transposes =
                MatrixFacts.transposed(x).filter(q -> q == y).isPresent()
                        || MatrixFacts.transposed(y).filter(q -> q == x).isPresent();
        return transposes && has(ORTHOGONAL, x)
                ? Optional.of(MatrixTypes.identityLike(x))
                : Optional.empty();
    }
}
