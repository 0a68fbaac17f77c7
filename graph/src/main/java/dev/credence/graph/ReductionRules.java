package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules of sums and other foldings.
enum ReductionRules implements Rewriter {
    OF_SINGLES("fold(x) over axes of length 1 = x", Soundness.EXACT),
    OF_REDUCTION("sum(sum(x)) = sum(x)", Soundness.EXACT),
    OF_DIMSHUFFLE("sum(DimShuffle(x)) = sum(x)", Soundness.EXACT),
    SUM_OF_NEGATIVE("sum(-x) = -sum(x)", Soundness.EXACT),
    SUM_OF_SCALED("sum(a * x) = a * sum(x)", Soundness.STABILIZES),
    SUM_OF_QUOTIENT("sum(x / a) = sum(x) / a", Soundness.STABILIZES),
    SUM_OF_TERMS("sum(x + a) = sum(x) + n * a where x has one sign", Soundness.STABILIZES),
    SUM_OF_REPEATED("sum(BroadcastTo(x)) = n * sum(x)", Soundness.STABILIZES),
    SUM_OF_SET("sum(SetSlice(zeros, x)) = sum(x)", Soundness.EXACT),
    SUM_OF_SCATTER("sum(ScatterAdd(zeros, i, x)) = sum(x)", Soundness.EXACT);

    private final String equation;
    private final Soundness soundness;

    ReductionRules(String equation, Soundness soundness) {
        this.equation = equation;
        this.soundness = soundness;
    }

    static List<ReductionRules> all() {
        return List.of(values());
    }

    @Override
    public String equation() {
        return equation;
    }

    @Override
    public Stage stage() {
        return Stage.CANONICALIZE;
    }

    @Override
    public Soundness soundness() {
        return soundness;
    }

    @Override
    public List<Object> roots() {
        return List.of(Reduction.class);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        var r = (Reduction) node.op();
        var x = node.input(0);
        boolean sum = r.kind() == Reduction.Kind.SUM;
        boolean plain = sum && !wrapsBelow(x);
        return switch (this) {
            case OF_SINGLES ->
                    r.axes().stream().allMatch(a -> x.shape().dim(a) == 1)
                            ? Optional.of(
                                    (r.keepDims() ? x : without(x, r.axes()))
                                            .cast(node.output().dtype()))
                            : Optional.empty();
            case OF_REDUCTION -> nested(r, x);
            case OF_DIMSHUFFLE -> shuffled(r, x);
            case SUM_OF_NEGATIVE ->
                    plain && Lifting.op(x) == Elementwise.NEGATE
                            ? Optional.of(Tensors.negate(fold(r, Lifting.inputs(x).getFirst())))
                            : Optional.empty();
            case SUM_OF_SCALED -> plain ? scaled(r, x, node) : Optional.empty();
            case SUM_OF_QUOTIENT -> sum ? quotient(r, x, node) : Optional.empty();
            case SUM_OF_TERMS -> sum ? terms(r, x) : Optional.empty();
            case SUM_OF_REPEATED -> sum ? repeated(r, x, node) : Optional.empty();
            case SUM_OF_SET -> sum ? set(r, x) : Optional.empty();
            case SUM_OF_SCATTER -> plain ? scattered(r, x) : Optional.empty();
        };
    }

    /// Whether arithmetic below a sum may wrap around where the sum, which is int64, does not.
    private static boolean wrapsBelow(Tensor x) {
        return x.dtype() == DType.INT32;
    }

    private static Tensor fold(Reduction r, Tensor x) {
        return new Apply(r, List.of(x)).output();
    }

    private static Tensor without(Tensor x, List<Integer> axes) {
        var order = new ArrayList<Integer>();
        for (int axis = 0; axis < x.rank(); axis++) if (!axes.contains(axis)) order.add(axis);
        return new Apply(new View.DimShuffle(order), List.of(x)).output();
    }

    private static boolean isTotal(Reduction r, Tensor x) {
        return !r.keepDims() && r.axes().size() == x.rank();
    }

    private static Optional<Apply> made(Tensor x, Class<? extends Op> by) {
        return x.owner().filter(a -> by.isInstance(a.op()));
    }

    private static Optional<Tensor> nested(Reduction outer, Tensor x) {
        var below = made(x, Reduction.class);
        if (below.isEmpty()) return Optional.empty();
        var inner = (Reduction) below.get().op();
        var source = below.get().input(0);
        if (inner.kind() != outer.kind()) return Optional.empty();
        var axes = new ArrayList<>(inner.axes());
        if (inner.keepDims()) {
            axes.addAll(outer.axes());
            boolean kept = outer.keepDims() || outer.axes().containsAll(inner.axes());
            return kept
                    ? Optional.of(fold(new Reduction(inner.kind(), axes, outer.keepDims()), source))
                    : Optional.empty();
        }
        if (outer.keepDims()) return Optional.empty();
        var left = new ArrayList<Integer>();
        for (int axis = 0; axis < source.rank(); axis++)
            if (!inner.axes().contains(axis)) left.add(axis);
        for (int axis : outer.axes()) axes.add(left.get(axis));
        return Optional.of(fold(new Reduction(inner.kind(), axes, false), source));
    }

    private static Optional<Tensor> shuffled(Reduction r, Tensor x) {
        if (!isTotal(r, x)) return Optional.empty();
        return made(x, View.DimShuffle.class)
                .map(d -> fold(Reduction.all(r.kind(), d.input(0).rank()), d.input(0)));
    }

    /// Whether `a` is the same along all folded axes.
    private static boolean isFactor(Reduction r, Tensor a) {
        return r.axes().stream().allMatch(axis -> a.shape().dim(axis) == 1);
    }

    /// Whether there is nothing to fold. The sum of nothing is 0 even where the factor is not
    /// finite.
    private static boolean foldsNothing(Reduction r, Tensor x) {
        return r.axes().isEmpty() || r.axes().stream().anyMatch(a -> x.shape().dim(a) == 0);
    }

    private static Tensor factor(Reduction r, Tensor a) {
        return r.keepDims() ? a : without(a, r.axes());
    }

    private static Optional<Tensor> scaled(Reduction r, Tensor x, Apply node) {
        if (Lifting.op(x) != Elementwise.MULTIPLY || foldsNothing(r, x)) return Optional.empty();
        var factors = Lifting.inputs(x);
        for (int i = 0; i < 2; i++) {
            if (!isFactor(r, factors.get(i))) continue;
            var rest = fold(r, factors.get(1 - i));
            return TypeFit.fit(Tensors.multiply(factor(r, factors.get(i)), rest), node);
        }
        return Optional.empty();
    }

    private static Optional<Tensor> quotient(Reduction r, Tensor x, Apply node) {
        if (Lifting.op(x) != Elementwise.DIVIDE || foldsNothing(r, x)) return Optional.empty();
        var parts = Lifting.inputs(x);
        if (!isFactor(r, parts.get(1))) return Optional.empty();
        return TypeFit.fit(Tensors.divide(fold(r, parts.get(0)), factor(r, parts.get(1))), node);
    }

    /// Splits off a term that is the same along all folded axes, or constant. That is done only if
    /// what is left has one sign, so that the terms themselves do not cancel.
    private static Optional<Tensor> terms(Reduction r, Tensor x) {
        boolean minus = Lifting.op(x) == Elementwise.SUBTRACT;
        if (!minus && Lifting.op(x) != Elementwise.ADD || x.dtype() != DType.FLOAT64)
            return Optional.empty();
        var operands = Lifting.inputs(x);
        for (int i = 1; i >= 0; i--) {
            var term = operands.get(i);
            var rest = operands.get(1 - i);
            boolean apart = isFactor(r, term) || term instanceof Constant;
            if (!apart || !rest.shape().equals(x.shape()) || !hasLengths(r, x)) continue;
            if (!hasOneSign(r, rest)) continue;
            var left = fold(r, operands.get(0) == rest ? rest : repeatedTo(x.shape(), term));
            var right = fold(r, operands.get(0) == rest ? repeatedTo(x.shape(), term) : rest);
            return Optional.of(minus ? left.minus(right) : left.plus(right));
        }
        return Optional.empty();
    }

    private static Tensor repeatedTo(Shape shape, Tensor term) {
        return Tensors.broadcastTo(term, shape.dims());
    }

    private static boolean hasLengths(Reduction r, Tensor x) {
        return x.shape().isKnown() && x.shape().size() > 0 && !r.axes().isEmpty();
    }

    /// Whether what is left of `x` without such terms is nowhere negative or nowhere positive.
    private static boolean hasOneSign(Reduction r, Tensor x) {
        if (Signs.nonNegative(x) || Signs.nonPositive(x)) return true;
        if (Lifting.op(x) != Elementwise.SUBTRACT && Lifting.op(x) != Elementwise.ADD) return false;
        var operands = Lifting.inputs(x);
        for (int i = 0; i < 2; i++) {
            boolean apart = isFactor(r, operands.get(i)) || operands.get(i) instanceof Constant;
            if (apart && hasOneSign(r, operands.get(1 - i))) return true;
        }
        return false;
    }

    private static Optional<Tensor> repeated(Reduction r, Tensor x, Apply node) {
        var below = made(x, View.BroadcastTo.class);
        if (below.isEmpty()) return Optional.empty();
        var source = below.get().input(0);
        double n = 1;
        for (int axis : r.axes()) {
            int length = x.shape().dim(axis);
            if (length == Shape.UNKNOWN || source.shape().dim(axis) == Shape.UNKNOWN)
                return Optional.empty();
            if (source.shape().dim(axis) == 1) n *= length;
        }
        if (n <= 1) return Optional.empty();
        var times = new Constant(NdArray.scalar(n).cast(node.output().dtype()));
        return TypeFit.fit(Tensors.multiply(times, fold(r, source)), node);
    }

    private static Optional<Tensor> set(Reduction r, Tensor x) {
        var below = made(x, Indexing.SetSlice.class);
        if (below.isEmpty() || !isTotal(r, x) || !x.shape().isKnown()) return Optional.empty();
        var s = (Indexing.SetSlice) below.get().op();
        var part = below.get().input(1);
        var slot = s.slot(x.shape());
        boolean plain = UniformValue.is(below.get().input(0), 0) && part.shape().equals(slot);
        return plain ? Optional.of(Tensors.sum(part)) : Optional.empty();
    }

    private static Optional<Tensor> scattered(Reduction r, Tensor x) {
        return made(x, Indexing.ScatterAdd.class)
                .filter(a -> isTotal(r, x) && UniformValue.is(a.input(0), 0))
                .map(a -> Tensors.sum(a.input(2)));
    }
}
