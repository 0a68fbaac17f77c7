package dev.credence.graph;

import dev.credence.array.DType;

import java.util.List;
import java.util.Optional;

/// Rules of foldings: of joins, which are folded part by part, of what was scaled, and of products
/// of given vectors.
final class PartialFolds {
    /// Longer joins stay, so that they do not become long chains.
    private static final int FEW = 16;

    /// Sums of products of shorter vectors become part of the code around them.
    private static final int LONG = 512;

    private PartialFolds() {}

    static List<Rewriter> all() {
        return List.of(
                ofJoin(
                        "max(Join(x, y)) = maximum(max(x), max(y))",
                        Reduction.Kind.MAX,
                        Elementwise.MAXIMUM),
                ofJoin(
                        "min(Join(x, y)) = minimum(min(x), min(y))",
                        Reduction.Kind.MIN,
                        Elementwise.MINIMUM),
                ofJoin("all(Join(x, y)) = all(x) and all(y)", Reduction.Kind.ALL, Elementwise.AND),
                ofJoin("any(Join(x, y)) = any(x) or any(y)", Reduction.Kind.ANY, Elementwise.OR),
                ofJoin(
                        "prod(Join(x, y)) = prod(x) * prod(y)",
                        Reduction.Kind.PRODUCT,
                        Elementwise.MULTIPLY),
                NodeRule.of(
                        "prod(a * x) = a^n * prod(x)",
                        Rewriter.Stage.CANONICALIZE,
                        Rewriter.Soundness.ASSUMES_FINITE,
                        Reduction.class,
                        PartialFolds::scaled),
                NodeRule.of(
                        "sum(x * y) = MatMul(x, y) where x and y are long vectors that are given",
                        Rewriter.Stage.SPECIALIZE,
                        Rewriter.Soundness.STABILIZES,
                        Reduction.class,
                        PartialFolds::dot));
    }

    private static Rewriter ofJoin(String equation, Reduction.Kind kind, Elementwise both) {
        return NodeRule.canonical(
                equation,
                Reduction.class,
                a -> {
                    var r = (Reduction) a.op();
                    return a.input(0)
                            .owner()
                            .filter(_ -> r.kind() == kind)
                            .filter(j ->
                                    j.op() instanceof View.Concatenate c
                                            && r.axes().contains(c.axis()))
                            .filter(j -> j.inputs().size() <= FEW)
                            .flatMap(j ->
                                    j.inputs().stream()
                                            .map(x -> fold(r, x))
                                            .reduce((x, y) -> Tensors.elementwise(both, x, y)));
                });
    }

    private static Tensor fold(Reduction r, Tensor x) {
        return new Apply(r, List.of(x)).output();
    }

    /// The power may overflow where the product does not, or the product underflow.
    private static Optional<Tensor> scaled(Apply node) {
        var r = (Reduction) node.op();
        var x = node.input(0);
        boolean product =
                r.kind() == Reduction.Kind.PRODUCT
                        && x.shape().isKnown()
                        && x.dtype().isFloating()
                        && x.owner().stream().anyMatch(a -> a.op() == Elementwise.MULTIPLY);
        if (!product) return Optional.empty();
        int n = r.axes().stream().mapToInt(a -> x.shape().dim(a)).reduce(1, Math::multiplyExact);
        var factors = x.owner().orElseThrow().inputs();
        for (int i = 0; i < 2; i++) {
            var single = factors.get(i);
            var other = factors.get(1 - i);
            if (!single.shape().isKnown() || single.shape().size() != 1) continue;
            if (!other.shape().equals(x.shape())) continue;
            var power = Tensors.reshape(single).pow(n);
            return TypeFit.fit(power.times(fold(r, other)), node);
        }
        return Optional.empty();
    }

    /// A sum of products of what is computed stays, since it is part of the loop that computes it.
    private static Optional<Tensor> dot(Apply node) {
        var x = node.input(0);
        boolean sum =
                ((Reduction) node.op()).kind() == Reduction.Kind.SUM
                        && x.rank() == 1
                        && x.dtype() == DType.FLOAT64
                        && x.shape().isKnown()
                        && x.shape().size() >= LONG
                        && node.output().rank() == 0;
        var factors = sum ? factors(x) : List.<Tensor>of();
        boolean given =
                factors.stream()
                        .allMatch(f -> !(f instanceof Output) && f.shape().equals(x.shape()));
        if (factors.isEmpty() || !given) return Optional.empty();
        var row = Tensors.dimShuffle(factors.get(0), -1, 0);
        var column = Tensors.dimShuffle(factors.get(1), 0, -1);
        var product = Tensors.matmul(row, column);
        return Optional.of(Tensors.dimShuffle(product, new Integer[0]));
    }

    private static List<Tensor> factors(Tensor x) {
        var made = x.owner();
        if (made.isEmpty()) return List.of();
        var inputs = made.get().inputs();
        if (made.get().op() == Elementwise.MULTIPLY) return inputs;
        boolean square = made.get().op() == Elementwise.SQUARE;
        return square ? List.of(inputs.getFirst(), inputs.getFirst()) : List.of();
    }
}
