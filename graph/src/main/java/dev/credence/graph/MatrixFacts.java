package dev.credence.graph;

import static dev.credence.graph.MatrixProperty.*;

import java.util.List;
import java.util.Optional;

/// Knows properties of some matrices by the way they are made or by what the user assumed; where it
/// does not know, it answers no.
final class MatrixFacts {
    /// How far below a matrix its properties are looked for.
    private static final int DEPTH = 8;

    private static final List<Integer> TRANSPOSED = List.of(1, 0);

    private MatrixFacts() {}

    static boolean is(MatrixProperty property, Tensor x) {
        return x.rank() == 2 && is(property, x, DEPTH);
    }

    /// What `x` is the transpose of, if it is written as one.
    static Optional<Tensor> transposed(Tensor x) {
        return x.owner().filter(MatrixFacts::isTranspose).map(a -> a.input(0));
    }

    private static boolean isTranspose(Apply a) {
        return a.op() instanceof View.DimShuffle d
                && d.order().equals(TRANSPOSED)
                && a.input(0).rank() == 2;
    }

    private static boolean is(MatrixProperty p, Tensor x, int depth) {
        if (x instanceof Constant c) return ConstantMatrix.is(p, c);
        if (depth == 0 || !(x instanceof Output o)) return false;
        var node = o.apply();
        if (node.op() instanceof Assumption a && a.property().implies(p)) return true;
        return switch (p) {
            case SYMMETRIC -> Symmetry.isSymmetric(x) || isSemidefinite(node, depth - 1);
            case POSITIVE_SEMIDEFINITE ->
                    isSemidefinite(node, depth - 1) || is(POSITIVE_DEFINITE, x, depth - 1);
            case POSITIVE_DEFINITE -> isDefinite(node, depth - 1);
            case DIAGONAL -> isTriangular(p, p, o, depth - 1);
            case LOWER_TRIANGULAR -> isTriangular(p, UPPER_TRIANGULAR, o, depth - 1);
            case UPPER_TRIANGULAR -> isTriangular(p, LOWER_TRIANGULAR, o, depth - 1);
            case ORTHOGONAL ->
                    isFactorOfOrthogonals(o) || isGroup(p, node, depth - 1) || isNegated(o, depth);
            case PERMUTATION -> isGroup(p, node, depth - 1);
        };
    }

    /// Diagonal or zero on one side of the diagonal.
    ///
    /// @param transposed what the transpose is
    private static boolean isTriangular(
            MatrixProperty p, MatrixProperty transposed, Output x, int depth) {
        var node = x.apply();
        return switch (node.op()) {
            case LinearAlgebra.DiagonalMatrix _ -> true;
            case LinearAlgebra.Cholesky _ ->
                    p == LOWER_TRIANGULAR || is(DIAGONAL, node.input(0), depth);
            case LinearAlgebra.LowerTriangle l ->
                    p == LOWER_TRIANGULAR && l.diagonal() <= 0 || is(p, node.input(0), depth);
            case Decomposition.Qr _ -> p == UPPER_TRIANGULAR && x.index() == 1;
            case LinearAlgebra.MatMul _ ->
                    is(p, node.input(0), depth) && is(p, node.input(1), depth);
            case Inversion.Inverse _, Assumption _ -> is(p, node.input(0), depth);
            case View.DimShuffle _ -> isTranspose(node) && is(transposed, node.input(0), depth);
            case Elementwise f -> keepsZeros(f, p, node, depth);
            default -> false;
        };
    }

    private static boolean keepsZeros(Elementwise f, MatrixProperty p, Apply node, int depth) {
        var x = node.inputs();
        return switch (f) {
            case NEGATE, ABS, SQUARE, SQRT -> is(p, x.getFirst(), depth);
            case MULTIPLY -> isFull(p, x.get(0), depth) || isFull(p, x.get(1), depth);
            case DIVIDE -> isFull(p, x.get(0), depth);
            case ADD, SUBTRACT -> isFull(p, x.get(0), depth) && isFull(p, x.get(1), depth);
            default -> false;
        };
    }

    /// As [#is] of an operand that is not repeated.
    private static boolean isFull(MatrixProperty p, Tensor x, int depth) {
        return isSquare(x) && (!x.shape().isKnown() || x.shape().size() > 1) && is(p, x, depth);
    }

    private static boolean isSquare(Tensor x) {
        return x.rank() == 2 && !MatrixTypes.differ(x.shape().dim(0), x.shape().dim(1));
    }

    /// Outputs of decompositions that are orthogonal if they are square.
    private static boolean isFactorOfOrthogonals(Output x) {
        if (!x.shape().isKnown() || !isSquare(x)) return false;
        return switch (x.apply().op()) {
            case Decomposition.Qr _ -> x.index() == 0;
            case Decomposition.Eigh _ -> x.index() == 1;
            case Decomposition.Svd _ -> x.index() != 1;
            default -> false;
        };
    }

    /// What is closed under products, inverses and transposes.
    private static boolean isGroup(MatrixProperty p, Apply node, int depth) {
        return switch (node.op()) {
            case LinearAlgebra.MatMul _ ->
                    is(p, node.input(0), depth) && is(p, node.input(1), depth);
            case Inversion.Inverse _, Assumption _ -> is(p, node.input(0), depth);
            case View.DimShuffle _ -> isTranspose(node) && is(p, node.input(0), depth);
            default -> false;
        };
    }

    private static boolean isNegated(Output x, int depth) {
        return x.apply().op() == Elementwise.NEGATE
                && is(ORTHOGONAL, x.apply().input(0), depth - 1);
    }

    private static boolean isSemidefinite(Apply node, int depth) {
        return switch (node.op()) {
            case LinearAlgebra.MatMul _ -> isGram(node);
            case LinearAlgebra.DiagonalMatrix _ -> Signs.nonNegative(node.input(0));
            case Inversion.Inverse _, LinearAlgebra.CholeskyInverse _ -> isDefinite(node, depth);
            case Assumption _ -> is(POSITIVE_SEMIDEFINITE, node.input(0), depth);
            case Elementwise f ->
                    switch (f) {
                        case ADD ->
                                node.inputs().stream()
                                        .allMatch(x -> isFull(POSITIVE_SEMIDEFINITE, x, depth));
                        case MULTIPLY -> isScaled(POSITIVE_SEMIDEFINITE, node, depth);
                        default -> false;
                    };
            default -> false;
        };
    }

    private static boolean isDefinite(Apply node, int depth) {
        return switch (node.op()) {
            case LinearAlgebra.MatMul _ ->
                    isGram(node)
                            && (isRegularFactor(node.input(0)) || isRegularFactor(node.input(1)));
            case LinearAlgebra.DiagonalMatrix _ -> Signs.positive(node.input(0));
            case Inversion.Inverse _, Assumption _ -> is(POSITIVE_DEFINITE, node.input(0), depth);
            case LinearAlgebra.CholeskyInverse _ ->
                    node.input(0).owner().stream()
                            .anyMatch(a -> a.op() instanceof LinearAlgebra.Cholesky);
            case PositiveDefinite f -> f == PositiveDefinite.INVERSE;
            case Elementwise f ->
                    switch (f) {
                        case ADD ->
                                isSumDefinite(node.input(0), node.input(1), depth)
                                        || isSumDefinite(node.input(1), node.input(0), depth);
                        case MULTIPLY -> isScaled(POSITIVE_DEFINITE, node, depth);
                        default -> false;
                    };
            default -> false;
        };
    }

    private static boolean isSumDefinite(Tensor definite, Tensor other, int depth) {
        return isFull(POSITIVE_DEFINITE, definite, depth)
                && isFull(POSITIVE_SEMIDEFINITE, other, depth);
    }

    private static boolean isScaled(MatrixProperty p, Apply product, int depth) {
        return isScaled(p, product.input(0), product.input(1), depth)
                || isScaled(p, product.input(1), product.input(0), depth);
    }

    private static boolean isScaled(MatrixProperty p, Tensor factor, Tensor x, int depth) {
        boolean single = factor.shape().isKnown() && factor.shape().size() == 1;
        if (!single || !isFull(p, x, depth)) return false;
        return p == POSITIVE_DEFINITE ? Signs.positive(factor) : Signs.nonNegative(factor);
    }

    /// Whether a product is one of a matrix and its own transpose.
    private static boolean isGram(Apply product) {
        var x = product.input(0);
        var y = product.input(1);
        return transposed(y).filter(a -> a == x).isPresent()
                || transposed(x).filter(a -> a == y).isPresent();
    }

    /// Whether `x` is known to be the identity.
    static boolean isIdentity(Tensor x) {
        if (x instanceof Constant c)
            return c.rank() == 2
                    && ConstantMatrix.is(DIAGONAL, c)
                    && ConstantMatrix.is(PERMUTATION, c);
        return x.owner().stream()
                .anyMatch(a ->
                        a.op() instanceof LinearAlgebra.DiagonalMatrix
                                && UniformValue.is(a.input(0), 1));
    }

    /// A Cholesky factor: what there is one of is positive definite.
    private static boolean isRegularFactor(Tensor x) {
        return x.owner().stream().anyMatch(a -> a.op() instanceof LinearAlgebra.Cholesky);
    }
}
