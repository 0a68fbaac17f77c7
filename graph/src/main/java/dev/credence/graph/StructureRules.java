package dev.credence.graph;

import dev.credence.array.DType;

import java.util.List;
import java.util.Optional;

/// Rules of linear algebra that use how a matrix was made: as an inverse, a transpose, a triangle,
/// a diagonal, a Cholesky factor or a product.
enum StructureRules implements Rewriter {
    INVERSE_TIMES("MatMul(Inverse(A), B) = Solve(A, B)", LinearAlgebra.MatMul.class),
    TIMES_INVERSE(
            "MatMul(B, Inverse(A)) = transpose(Solve{transposed}(A, transpose(B)))",
            LinearAlgebra.MatMul.class),
    DIAGONAL_TIMES(
            "MatMul(DiagonalMatrix(d), B) = DimShuffle{0,x}(d) * B", LinearAlgebra.MatMul.class),
    TIMES_DIAGONAL(
            "MatMul(A, DiagonalMatrix(d)) = A * DimShuffle{x,0}(d)", LinearAlgebra.MatMul.class),
    FACTOR_TIMES_FACTOR(
            "MatMul(Cholesky(K), transpose(Cholesky(K))) = K where K is symmetric",
            LinearAlgebra.MatMul.class),
    FACTOR_TIMES_SOLUTION(
            "MatMul(L, SolveTriangular(L, b)) = b where L is lower triangular",
            LinearAlgebra.MatMul.class),
    SOLUTION_OF_PRODUCT(
            "SolveTriangular(L, MatMul(L, b)) = b where L is lower triangular",
            LinearAlgebra.SolveTriangular.class),
    SOLVE_OF_PRODUCT("Solve(A, MatMul(A, B)) = B", Inversion.Solve.class),
    SOLVE_TRIANGULAR(
            "Solve(L, b) = SolveTriangular(L, b) where L is lower triangular",
            Inversion.Solve.class),
    SOLVE_TRANSPOSED("Solve(transpose(A), b) = Solve{transposed}(A, b)", Inversion.Solve.class),
    INVERSE_OF_INVERSE("Inverse(Inverse(A)) = A", Inversion.Inverse.class),
    INVERSE_OF_TRANSPOSE("Inverse(transpose(A)) = transpose(Inverse(A))", Inversion.Inverse.class),
    DET_OF_TRIANGLE("Det(L) = prod(Diagonal(L)) where L is lower triangular", Inversion.Det.class),
    DET_OF_TRANSPOSE("Det(transpose(A)) = Det(A)", Inversion.Det.class),
    DET_OF_INVERSE("Det(Inverse(A)) = reciprocal(Det(A))", Inversion.Det.class),
    LOG_ABS_DET("log(abs(Det(A))) = SlogDet(A)[1]", Elementwise.LOG),
    CHOLESKY_OF_PRODUCT(
            "Cholesky(MatMul(L, transpose(L))) = L where L is a Cholesky factor",
            LinearAlgebra.Cholesky.class),
    CHOLESKY_OF_DIAGONAL(
            "Cholesky(DiagonalMatrix(d)) = DiagonalMatrix(sqrt(d))", LinearAlgebra.Cholesky.class),
    TRIANGLE_OF_TRIANGLE(
            "Tril(L) = L where L is lower triangular", LinearAlgebra.LowerTriangle.class),
    DIAGONAL_OF_DIAGONAL("Diagonal(DiagonalMatrix(d)) = d", LinearAlgebra.Diagonal.class),
    DIAGONAL_OF_TRANSPOSE("Diagonal(transpose(A)) = Diagonal(A)", LinearAlgebra.Diagonal.class),
    DIAGONAL_OF_PRODUCT(
            "Diagonal(MatMul(A, B)) = sum(A * transpose(B), axis 1)", LinearAlgebra.Diagonal.class);

    private final String equation;
    private final Object root;

    StructureRules(String equation, Object root) {
        this.equation = equation;
        this.root = root;
    }

    static List<StructureRules> all() {
        return List.of(values());
    }

    @Override
    public String equation() {
        return equation;
    }

    @Override
    public Stage stage() {
        return this == LOG_ABS_DET ? Stage.STABILIZE : Stage.CANONICALIZE;
    }

    @Override
    public Soundness soundness() {
        return switch (this) {
            case SOLVE_TRANSPOSED,
                    INVERSE_OF_TRANSPOSE,
                    DET_OF_TRANSPOSE,
                    TRIANGLE_OF_TRIANGLE,
                    DIAGONAL_OF_DIAGONAL,
                    DIAGONAL_OF_TRANSPOSE,
                    DIAGONAL_OF_PRODUCT ->
                    Soundness.EXACT;
            default -> Soundness.STABILIZES;
        };
    }

    @Override
    public List<Object> roots() {
        return List.of(root);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        return rewritten(node).filter(y -> TypeFit.fits(y.type(), node.output().type()));
    }

    private Optional<Tensor> rewritten(Apply node) {
        var x = node.input(0);
        if (x.dtype() != DType.FLOAT64) return Optional.empty();
        return switch (this) {
            case INVERSE_TIMES ->
                    below(x, Inversion.Inverse.class).map(a -> solve(false, a, node.input(1)));
            case TIMES_INVERSE ->
                    below(node.input(1), Inversion.Inverse.class)
                            .map(a -> solve(true, a, x.transpose()).transpose());
            case DIAGONAL_TIMES ->
                    below(x, LinearAlgebra.DiagonalMatrix.class)
                            .map(d -> Tensors.dimShuffle(d, 0, -1).times(node.input(1)))
                            .filter(y -> y.type().equals(node.output().type()));
            case TIMES_DIAGONAL ->
                    below(node.input(1), LinearAlgebra.DiagonalMatrix.class)
                            .map(d -> x.times(Tensors.dimShuffle(d, -1, 0)))
                            .filter(y -> y.type().equals(node.output().type()));
            case FACTOR_TIMES_FACTOR ->
                    below(x, LinearAlgebra.Cholesky.class)
                            .filter(k -> isTranspose(node.input(1), x) && Symmetry.isSymmetric(k));
            case FACTOR_TIMES_SOLUTION -> factorTimesSolution(x, node.input(1));
            case SOLUTION_OF_PRODUCT -> solutionOfProduct(node);
            case SOLVE_OF_PRODUCT ->
                    isTransposed(node)
                            ? Optional.empty()
                            : made(node.input(1), LinearAlgebra.MatMul.class)
                                    .filter(m -> m.input(0) == x)
                                    .map(m -> m.input(1));
            case SOLVE_TRIANGULAR ->
                    isLower(x)
                            ? Optional.of(triangular(isTransposed(node), x, node.input(1)))
                            : Optional.empty();
            case SOLVE_TRANSPOSED ->
                    transposed(x).map(a -> solve(!isTransposed(node), a, node.input(1)));
            case INVERSE_OF_INVERSE -> below(x, Inversion.Inverse.class);
            case INVERSE_OF_TRANSPOSE ->
                    transposed(x).map(a -> apply(new Inversion.Inverse(), a).transpose());
            case DET_OF_TRIANGLE ->
                    isLower(x)
                            ? Optional.of(Tensors.prod(Tensors.diagonal(x), 0))
                            : Optional.empty();
            case DET_OF_TRANSPOSE -> transposed(x).map(a -> apply(new Inversion.Det(), a));
            case DET_OF_INVERSE ->
                    below(x, Inversion.Inverse.class)
                            .map(a -> Tensors.reciprocal(apply(new Inversion.Det(), a)));
            case LOG_ABS_DET ->
                    Lifting.op(x) == Elementwise.ABS && x.rank() == 0
                            ? below(Lifting.inputs(x).getFirst(), Inversion.Det.class)
                                    .map(a ->
                                            new Apply(new Inversion.SlogDet(), List.of(a))
                                                    .outputs()
                                                    .get(1))
                            : Optional.empty();
            case CHOLESKY_OF_PRODUCT ->
                    made(x, LinearAlgebra.MatMul.class)
                            .filter(m ->
                                    below(m.input(0), LinearAlgebra.Cholesky.class).isPresent()
                                            && isTranspose(m.input(1), m.input(0)))
                            .map(m -> m.input(0));
            case CHOLESKY_OF_DIAGONAL ->
                    below(x, LinearAlgebra.DiagonalMatrix.class)
                            .map(d -> Tensors.diagonalMatrix(Tensors.sqrt(d)));
            case TRIANGLE_OF_TRIANGLE ->
                    ((LinearAlgebra.LowerTriangle) node.op()).diagonal() >= 0 && isLower(x)
                            ? Optional.of(x)
                            : Optional.empty();
            case DIAGONAL_OF_DIAGONAL -> below(x, LinearAlgebra.DiagonalMatrix.class);
            case DIAGONAL_OF_TRANSPOSE -> transposed(x).map(Tensors::diagonal);
            case DIAGONAL_OF_PRODUCT ->
                    made(x, LinearAlgebra.MatMul.class)
                            .map(m -> Tensors.sum(m.input(0).times(m.input(1).transpose()), 1));
        };
    }

    private static Optional<Apply> made(Tensor x, Class<? extends Op> by) {
        return x.owner().filter(a -> by.isInstance(a.op()));
    }

    /// What an op of that class was applied to, if `x` was made by one.
    private static Optional<Tensor> below(Tensor x, Class<? extends Op> by) {
        return made(x, by).map(a -> a.input(0));
    }

    private static Tensor apply(Op op, Tensor... inputs) {
        return new Apply(op, List.of(inputs)).output();
    }

    private static Tensor solve(boolean transposed, Tensor a, Tensor b) {
        return apply(new Inversion.Solve(transposed), a, b);
    }

    private static Tensor triangular(boolean transposed, Tensor lower, Tensor b) {
        return apply(new LinearAlgebra.SolveTriangular(transposed), lower, b);
    }

    private static boolean isTransposed(Apply solve) {
        return solve.op() instanceof Inversion.Solve s
                ? s.transposed()
                : ((LinearAlgebra.SolveTriangular) solve.op()).transposed();
    }

    /// What `x` is the transpose of, if it is written as one.
    private static Optional<Tensor> transposed(Tensor x) {
        return made(x, View.DimShuffle.class)
                .filter(a -> ((View.DimShuffle) a.op()).order().equals(List.of(1, 0)))
                .map(a -> a.input(0))
                .filter(a -> a.rank() == 2);
    }

    private static boolean isTranspose(Tensor x, Tensor of) {
        return transposed(x).filter(a -> a == of).isPresent();
    }

    private static boolean isLower(Tensor x) {
        return MatrixFacts.is(MatrixProperty.LOWER_TRIANGULAR, x);
    }

    private static Optional<Tensor> factorTimesSolution(Tensor factor, Tensor solution) {
        var solve = made(solution, LinearAlgebra.SolveTriangular.class);
        if (solve.isEmpty()) return Optional.empty();
        var lower = solve.get().input(0);
        boolean fits =
                isLower(lower)
                        && (isTransposed(solve.get())
                                ? isTranspose(factor, lower)
                                : factor == lower);
        return fits ? Optional.of(solve.get().input(1)) : Optional.empty();
    }

    private static Optional<Tensor> solutionOfProduct(Apply solve) {
        var product = made(solve.input(1), LinearAlgebra.MatMul.class);
        var lower = solve.input(0);
        if (product.isEmpty() || !isLower(lower)) return Optional.empty();
        var left = product.get().input(0);
        boolean fits = isTransposed(solve) ? isTranspose(left, lower) : left == lower;
        return fits ? Optional.of(product.get().input(1)) : Optional.empty();
    }
}
