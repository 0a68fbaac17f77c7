package dev.credence.graph;

import static dev.credence.graph.MatrixProperty.*;

import dev.credence.array.DType;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Rules of determinants and their logarithms: of matrices with [known properties][MatrixFacts], of
/// inverses and of transposes.
final class DeterminantRules {
    private DeterminantRules() {}

    static List<Rewriter> all() {
        return List.of(
                NodeRule.canonical(
                        "Det(U) = prod(Diagonal(U)) where U is upper triangular",
                        Inversion.Det.class,
                        a ->
                                matrix(UPPER_TRIANGULAR, a)
                                        .map(u -> Tensors.prod(Tensors.diagonal(u), 0))),
                NodeRule.canonical(
                        "abs(Det(Q)) = 1 where Q is orthogonal",
                        Elementwise.ABS,
                        a ->
                                determined(a.input(0))
                                        .filter(q -> MatrixFacts.is(ORTHOGONAL, q))
                                        .map(_ -> Tensors.constant(1.0))),
                NodeRule.of(
                        "Det(K) = sqr(prod(Diagonal(Cholesky(K)))) where K is positive definite",
                        Rewriter.Stage.SPECIALIZE,
                        Rewriter.Soundness.STABILIZES,
                        Inversion.Det.class,
                        a ->
                                matrix(POSITIVE_DEFINITE, a)
                                        .map(k -> Tensors.diagonal(Tensors.cholesky(k)))
                                        .map(d -> Tensors.square(Tensors.prod(d, 0)))),
                log(
                        "log(Det(K)) = logdet(K) where K is positive definite",
                        k ->
                                MatrixFacts.is(POSITIVE_DEFINITE, k)
                                        ? Optional.of(PositiveDefinite.LOG_DETERMINANT.of(k))
                                        : Optional.empty()),
                log(
                        "log(Det(A)) = switch(SlogDet(A)[0] >= 0, SlogDet(A)[1], NaN)",
                        m -> {
                            var both = slogdet(m);
                            var nan = Tensors.constant(Double.NaN);
                            return Optional.of(
                                    Tensors.select(
                                            Tensors.greaterEqual(
                                                    both.get(0), Tensors.constant(0.0)),
                                            both.get(1),
                                            nan));
                        }),
                NodeRule.of(
                        "log(abs(prod(x))) = sum(log(abs(x)))",
                        Rewriter.Stage.STABILIZE,
                        Rewriter.Soundness.STABILIZES,
                        Elementwise.LOG,
                        DeterminantRules::logOfProduct),
                slog(
                        "SlogDet(L) = prod(sign(Diagonal(L))), sum(log(abs(Diagonal(L)))) where L"
                                + " is triangular",
                        m -> isTriangular(m) ? Optional.of(ofTriangle(m)) : Optional.empty()),
                slog(
                        "SlogDet(K) = 1, logdet(K) where K is positive definite",
                        m ->
                                MatrixFacts.is(POSITIVE_DEFINITE, m)
                                        ? Optional.of(
                                                List.of(
                                                        Tensors.constant(1.0),
                                                        PositiveDefinite.LOG_DETERMINANT.of(m)))
                                        : Optional.empty()),
                slog(
                        "SlogDet(Q) = sign(Det(Q)), 0 where Q is orthogonal",
                        m ->
                                MatrixFacts.is(ORTHOGONAL, m)
                                        ? Optional.of(
                                                List.of(
                                                        Tensors.sign(
                                                                applied(new Inversion.Det(), m)),
                                                        Tensors.constant(0.0)))
                                        : Optional.empty()),
                slog(
                        "SlogDet(Inverse(A)) = SlogDet(A)[0], -SlogDet(A)[1]",
                        m ->
                                below(m, Inversion.Inverse.class)
                                        .map(DeterminantRules::slogdet)
                                        .map(d -> List.of(d.get(0), d.get(1).unaryMinus()))),
                slog(
                        "SlogDet(transpose(A)) = SlogDet(A)",
                        m -> MatrixFacts.transposed(m).map(DeterminantRules::slogdet)));
    }

    private static Rewriter slog(String equation, Function<Tensor, Optional<List<Tensor>>> form) {
        return NodeRule.canonicalAll(
                equation,
                Inversion.SlogDet.class,
                a ->
                        a.input(0).dtype() == DType.FLOAT64
                                ? form.apply(a.input(0))
                                : Optional.empty());
    }

    private static Rewriter log(String equation, Function<Tensor, Optional<Tensor>> form) {
        return NodeRule.of(
                equation,
                Rewriter.Stage.STABILIZE,
                Rewriter.Soundness.STABILIZES,
                Elementwise.LOG,
                a -> determined(a.input(0)).flatMap(form));
    }

    /// The matrix whose determinant `x` is.
    private static Optional<Tensor> determined(Tensor x) {
        return below(x, Inversion.Det.class).filter(m -> m.dtype() == DType.FLOAT64);
    }

    private static Optional<Tensor> matrix(MatrixProperty property, Apply node) {
        return Optional.of(node.input(0))
                .filter(m -> m.dtype() == DType.FLOAT64 && MatrixFacts.is(property, m));
    }

    static Optional<Tensor> below(Tensor x, Class<? extends Op> by) {
        return x.owner().filter(a -> by.isInstance(a.op())).map(a -> a.input(0));
    }

    static List<Tensor> slogdet(Tensor m) {
        return new Apply(new Inversion.SlogDet(), List.of(m)).outputs();
    }

    private static Tensor applied(Op op, Tensor x) {
        return new Apply(op, List.of(x)).output();
    }

    private static boolean isTriangular(Tensor m) {
        return MatrixFacts.is(LOWER_TRIANGULAR, m) || MatrixFacts.is(UPPER_TRIANGULAR, m);
    }

    private static List<Tensor> ofTriangle(Tensor m) {
        var d = Tensors.diagonal(m);
        return List.of(
                Tensors.prod(Tensors.sign(d), 0), Tensors.sum(Tensors.log(Tensors.abs(d)), 0));
    }

    private static Optional<Tensor> logOfProduct(Apply log) {
        var x = log.input(0);
        var product =
                x.owner().filter(a -> a.op() == Elementwise.ABS).flatMap(a -> a.input(0).owner());
        if (product.isEmpty() || !(product.get().op() instanceof Reduction r))
            return Optional.empty();
        if (r.kind() != Reduction.Kind.PRODUCT || x.dtype() != DType.FLOAT64)
            return Optional.empty();
        var sum = new Reduction(Reduction.Kind.SUM, r.axes(), r.keepDims());
        return Optional.of(applied(sum, Tensors.log(Tensors.abs(product.get().input(0)))));
    }
}
