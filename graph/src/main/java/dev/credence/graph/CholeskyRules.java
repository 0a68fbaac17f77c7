package dev.credence.graph;

import dev.credence.array.DType;

import java.util.List;
import java.util.Optional;

/// Rules between Cholesky factors and functions of the matrix itself: the one form has the cheaper
/// gradient, the other is what is computed.
enum CholeskyRules implements Rewriter {
    LOG_DETERMINANT(
            "sum(log(Diagonal(Cholesky(K)))) = 0.5 * logdet(K)",
            Stage.DIFFERENTIATE,
            Reduction.class),
    QUADRATIC_FORM(
            "sum(sqr(SolveTriangular(Cholesky(K), b))) = quadratic_form(K, b)",
            Stage.DIFFERENTIATE,
            Reduction.class),
    SOLUTION(
            "SolveTriangular{transposed}(L, SolveTriangular(L, b)) = solve(K, b), L = Cholesky(K)",
            Stage.DIFFERENTIATE,
            LinearAlgebra.SolveTriangular.class),
    FACTORED_LOG_DETERMINANT(
            "logdet(K) = 2 * sum(log(Diagonal(Cholesky(K))))",
            Stage.SPECIALIZE,
            PositiveDefinite.class),
    FACTORED_QUADRATIC_FORM(
            "quadratic_form(K, b) = sum(sqr(SolveTriangular(Cholesky(K), b)))",
            Stage.SPECIALIZE,
            PositiveDefinite.class),
    FACTORED_SOLUTION(
            "solve(K, b) = SolveTriangular{transposed}(L, SolveTriangular(L, b)), L = Cholesky(K)",
            Stage.SPECIALIZE,
            PositiveDefinite.class),
    FACTORED_INVERSE(
            "inverse(K) = CholeskyInverse(Cholesky(K))", Stage.SPECIALIZE, PositiveDefinite.class);

    private final String equation;
    private final Stage stage;
    private final Object root;

    CholeskyRules(String equation, Stage stage, Object root) {
        this.equation = equation;
        this.stage = stage;
        this.root = root;
    }

    static List<CholeskyRules> all() {
        return List.of(values());
    }

    @Override
    public String equation() {
        return equation;
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public Soundness soundness() {
        return Soundness.EXACT;
    }

    @Override
    public List<Object> roots() {
        return List.of(root);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        if (node.input(0).dtype() != DType.FLOAT64) return Optional.empty();
        return switch (this) {
            case LOG_DETERMINANT ->
                    summed(node, Elementwise.LOG)
                            .flatMap(x -> made(x, LinearAlgebra.Diagonal.class))
                            .flatMap(d -> made(d.input(0), LinearAlgebra.Cholesky.class))
                            .map(c -> PositiveDefinite.LOG_DETERMINANT.of(c.input(0)).times(0.5));
            case QUADRATIC_FORM ->
                    summed(node, Elementwise.SQUARE)
                            .flatMap(x -> made(x, LinearAlgebra.SolveTriangular.class))
                            .filter(s -> !isTransposed(s))
                            .flatMap(s ->
                                    matrix(s)
                                            .map(k ->
                                                    PositiveDefinite.QUADRATIC_FORM.of(
                                                            k, s.input(1))));
            case SOLUTION -> solution(node);
            case FACTORED_LOG_DETERMINANT -> factored(node, PositiveDefinite.LOG_DETERMINANT);
            case FACTORED_QUADRATIC_FORM -> factored(node, PositiveDefinite.QUADRATIC_FORM);
            case FACTORED_SOLUTION -> factored(node, PositiveDefinite.SOLVE);
            case FACTORED_INVERSE -> factored(node, PositiveDefinite.INVERSE);
        };
    }

    private static Optional<Apply> made(Tensor x, Class<? extends Op> by) {
        return x.owner().filter(a -> by.isInstance(a.op()));
    }

    /// What `f` is applied to in a sum of all elements of `f(x)`.
    private static Optional<Tensor> summed(Apply node, Elementwise f) {
        var r = (Reduction) node.op();
        var x = node.input(0);
        boolean total =
                r.kind() == Reduction.Kind.SUM && !r.keepDims() && r.axes().size() == x.rank();
        if (!total || Lifting.op(x) != f) return Optional.empty();
        var below = Lifting.inputs(x).getFirst();
        return Optional.of(made(below, View.DimShuffle.class).map(d -> d.input(0)).orElse(below));
    }

    private static boolean isTransposed(Apply solve) {
        return ((LinearAlgebra.SolveTriangular) solve.op()).transposed();
    }

    /// The matrix whose factor a solution is for.
    private static Optional<Tensor> matrix(Apply solve) {
        return made(solve.input(0), LinearAlgebra.Cholesky.class).map(c -> c.input(0));
    }

    private static Optional<Tensor> solution(Apply node) {
        if (!isTransposed(node)) return Optional.empty();
        return made(node.input(1), LinearAlgebra.SolveTriangular.class)
                .filter(s -> !isTransposed(s) && s.input(0) == node.input(0))
                .flatMap(s -> matrix(node).map(k -> PositiveDefinite.SOLVE.of(k, s.input(1))));
    }

    private static Optional<Tensor> factored(Apply node, PositiveDefinite op) {
        return node.op() == op
                ? Optional.of(op.factored(node.inputs().toArray(Tensor[]::new)))
                : Optional.empty();
    }
}
