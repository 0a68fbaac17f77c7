package dev.credence.graph;

import dev.credence.array.DType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Rules of extremes, products and sums of what was negated, repeated or joined, and of what draws
/// and casts are made of.
enum FoldRules implements Rewriter {
    OF_REPEATED("max(BroadcastTo(x)) = max(x)", Soundness.EXACT, Reduction.class),
    MAX_OF_NEGATIVE("max(-x) = -min(x)", Soundness.EXACT, Reduction.class),
    MIN_OF_NEGATIVE("min(-x) = -max(x)", Soundness.EXACT, Reduction.class),
    PRODUCT_OF_NEGATIVE("prod(-x) = (-1)^n * prod(x)", Soundness.EXACT, Reduction.class),
    LOG_OF_PRODUCT(
            "log(prod(x)) = sum(log(x)) where x >= 0", Soundness.STABILIZES, Elementwise.LOG),
    LOG_OF_SIGNED_PRODUCT(
            "log(prod(x)) = sum(log(abs(x))) + log(prod(sign(x)))",
            Soundness.STABILIZES,
            Elementwise.LOG),
    SUM_OF_JOIN("sum(Join(x, y)) = sum(x) + sum(y)", Soundness.STABILIZES, Reduction.class),
    DIMSHUFFLE_OF_REPEATED(
            "DimShuffle(BroadcastTo(x)) = BroadcastTo(DimShuffle(x))",
            Soundness.EXACT,
            View.DimShuffle.class),
    CAST_OF_TRUTH(
            "cast{float64}(cast{int64}(b)) = cast{float64}(b) where b is bool",
            Soundness.EXACT,
            Elementwise.TO_FLOAT64),
    REPEATED_PARAMETER(
            "Draw(key, s, BroadcastTo(p, s)) = Draw(key, s, p)", Soundness.EXACT, Draw.class);

    /// Sums of longer joins stay, so that they do not become long chains.
    private static final int FEW = 16;

    private final String equation;
    private final Soundness soundness;
    private final Object root;

    FoldRules(String equation, Soundness soundness, Object root) {
        this.equation = equation;
        this.soundness = soundness;
        this.root = root;
    }

    static List<FoldRules> all() {
        return List.of(values());
    }

    @Override
    public String equation() {
        return equation;
    }

    @Override
    public Stage stage() {
        return this == LOG_OF_PRODUCT || this == LOG_OF_SIGNED_PRODUCT
                ? Stage.STABILIZE
                : Stage.CANONICALIZE;
    }

    @Override
    public Soundness soundness() {
        return soundness;
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
        return switch (this) {
            case OF_REPEATED -> repeated(node, (Reduction) node.op());
            case MAX_OF_NEGATIVE -> negated(node, Reduction.Kind.MAX, Reduction.Kind.MIN);
            case MIN_OF_NEGATIVE -> negated(node, Reduction.Kind.MIN, Reduction.Kind.MAX);
            case PRODUCT_OF_NEGATIVE -> product(node, (Reduction) node.op());
            case LOG_OF_PRODUCT ->
                    product(x)
                            .filter(a -> Signs.nonNegative(a.input(0)))
                            .map(a -> sumOfLogs((Reduction) a.op(), a.input(0)));
            case LOG_OF_SIGNED_PRODUCT ->
                    product(x)
                            .filter(a -> Lifting.op(a.input(0)) != Elementwise.SIGN)
                            .map(a -> signed((Reduction) a.op(), a.input(0)));
            case SUM_OF_JOIN -> joined(node, (Reduction) node.op());
            case DIMSHUFFLE_OF_REPEATED ->
                    made(x, View.BroadcastTo.class)
                            .filter(_ -> node.output().shape().isKnown())
                            .filter(a -> a.input(0).rank() == x.rank())
                            .map(a ->
                                    Tensors.broadcastTo(
                                            new Apply(node.op(), List.of(a.input(0))).output(),
                                            node.output().shape().dims()));
            case CAST_OF_TRUTH ->
                    Lifting.op(x) == Elementwise.TO_INT64
                                    && Lifting.inputs(x).getFirst().dtype() == DType.BOOL
                            ? Optional.of(
                                    Tensors.elementwise(
                                            Elementwise.TO_FLOAT64, Lifting.inputs(x).getFirst()))
                            : Optional.empty();
            case REPEATED_PARAMETER -> drawn(node);
        };
    }

    private static Optional<Apply> made(Tensor x, Class<? extends Op> by) {
        return x.owner().filter(a -> by.isInstance(a.op()));
    }

    private static Optional<Apply> product(Tensor x) {
        return made(x, Reduction.class)
                .filter(a -> ((Reduction) a.op()).kind() == Reduction.Kind.PRODUCT)
                .filter(a -> a.input(0).dtype().isFloating());
    }

    private static Tensor sumOfLogs(Reduction r, Tensor x) {
        return fold(r, Reduction.Kind.SUM, Tensors.log(x));
    }

    /// The second term is 0 or NaN, as the product is positive or negative.
    private static Tensor signed(Reduction r, Tensor x) {
        return sumOfLogs(r, Tensors.abs(x)).plus(Tensors.log(fold(r, r.kind(), Tensors.sign(x))));
    }

    private static Tensor fold(Reduction r, Reduction.Kind kind, Tensor x) {
        return new Apply(new Reduction(kind, r.axes(), r.keepDims()), List.of(x)).output();
    }

    /// Folds that do not count how often something occurs, of something.
    private static Optional<Tensor> repeated(Apply node, Reduction r) {
        boolean counts = r.kind() == Reduction.Kind.SUM || r.kind() == Reduction.Kind.PRODUCT;
        var shape = node.input(0).shape();
        if (counts || !shape.isKnown() || shape.size() == 0) return Optional.empty();
        return made(node.input(0), View.BroadcastTo.class)
                .filter(a -> a.input(0).rank() == shape.rank())
                .filter(a -> r.axes().stream().anyMatch(i -> a.input(0).shape().dim(i) == 1))
                .flatMap(a -> TypeFit.fit(fold(r, r.kind(), a.input(0)), node));
    }

    private static Optional<Tensor> negated(Apply node, Reduction.Kind from, Reduction.Kind to) {
        var r = (Reduction) node.op();
        var x = node.input(0);
        if (r.kind() != from || Lifting.op(x) != Elementwise.NEGATE || x.dtype() != DType.FLOAT64)
            return Optional.empty();
        return Optional.of(Tensors.negate(fold(r, to, Lifting.inputs(x).getFirst())));
    }

    private static Optional<Tensor> product(Apply node, Reduction r) {
        var x = node.input(0);
        boolean fits =
                r.kind() == Reduction.Kind.PRODUCT
                        && x.shape().isKnown()
                        && Lifting.op(x) == Elementwise.NEGATE;
        if (!fits) return Optional.empty();
        int n = r.axes().stream().mapToInt(a -> x.shape().dim(a)).reduce(1, (a, b) -> a * b);
        var rest = fold(r, r.kind(), Lifting.inputs(x).getFirst());
        return Optional.of(n % 2 == 0 ? rest : Tensors.negate(rest));
    }

    private static Optional<Tensor> joined(Apply node, Reduction r) {
        if (r.kind() != Reduction.Kind.SUM) return Optional.empty();
        return made(node.input(0), View.Concatenate.class)
                .filter(a -> a.inputs().size() <= FEW)
                .filter(a -> r.axes().contains(((View.Concatenate) a.op()).axis()))
                .flatMap(a ->
                        a.inputs().stream().map(x -> fold(r, r.kind(), x)).reduce(Tensor::plus));
    }

    private static Optional<Tensor> drawn(Apply node) {
        if (node.op() == Draw.FOLD_KEY) return Optional.empty();
        var inputs = new Tensor[node.inputs().size()];
        boolean changed = false;
        for (int i = 0; i < inputs.length; i++) {
            var repetition = made(node.input(i), View.BroadcastTo.class);
            boolean drop =
                    i >= 2
                            && repetition.isPresent()
                            && node.input(i).shape().equals(node.output().shape());
            inputs[i] = drop ? repetition.get().input(0) : node.input(i);
            changed |= drop;
        }
        return changed
                ? Optional.of(new Apply(node.op(), Arrays.asList(inputs)).output())
                : Optional.empty();
    }
}
