package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Rules of arranging, repeating and casting: views of views are one view, and useless ones go.
enum ViewRules implements Rewriter {
    USELESS_DIMSHUFFLE("DimShuffle{0, 1, ...}(x) = x", View.DimShuffle.class),
    DIMSHUFFLE_OF_DIMSHUFFLE("DimShuffle(DimShuffle(x)) = DimShuffle(x)", View.DimShuffle.class),
    USELESS_RESHAPE("Reshape(x, Shape(x)) = x", View.Reshape.class),
    RESHAPE_OF_SINGLES("Reshape(x) = DimShuffle(x) if only 1s differ", View.Reshape.class),
    RESHAPE_OF_VIEW("Reshape(Reshape(x), s) = Reshape(x, s)", View.Reshape.class),
    USELESS_BROADCAST("BroadcastTo(x, Shape(x)) = x", View.BroadcastTo.class),
    BROADCAST_OF_BROADCAST(
            "BroadcastTo(BroadcastTo(x), s) = BroadcastTo(x, s)", View.BroadcastTo.class),
    BROADCAST_OPERAND("f(BroadcastTo(x, Shape(y)), y) = f(x, y)", (Object[]) Elementwise.values()),
    BROADCAST_RESULT(
            "f(BroadcastTo(x, s), BroadcastTo(y, s)) = BroadcastTo(f(x, y), s)",
            (Object[]) Elementwise.values()),
    DIMSHUFFLE_RESULT(
            "f(DimShuffle(x), DimShuffle(y)) = DimShuffle(f(x, y))",
            (Object[]) Elementwise.values()),
    SHAPE_OF_ELEMENTWISE("Shape(f(x)) = Shape(x)", View.ShapeOf.class),
    KNOWN_SHAPE("Shape(x) = constant", View.ShapeOf.class),
    JOIN_OF_JOIN("Join(Join(x, y), z) = Join(x, y, z)", View.Concatenate.class),
    JOIN_OF_ONE("Join(x) = x", View.Concatenate.class),
    DIMSHUFFLE_OF_KEPT("DimShuffle(sum{keepdims}(x)) = sum(x)", View.DimShuffle.class),
    PASSED_CHECK("Check(x, true) = x", Check.class),
    USELESS_CAST(
            "cast(x) = x",
            Elementwise.TO_FLOAT64,
            Elementwise.TO_INT64,
            Elementwise.TO_BOOL,
            Elementwise.TO_FLOAT32,
            Elementwise.TO_INT32);

    /// Longer joins stay nested, so that joining one part after the other is not quadratic.
    private static final int LONGEST_JOIN = 256;

    private final String equation;
    private final List<Object> roots;

    ViewRules(String equation, Object... roots) {
        this.equation = equation;
        this.roots = List.of(roots);
    }

    static List<ViewRules> all() {
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
        return Soundness.EXACT;
    }

    @Override
    public List<Object> roots() {
        return roots;
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        var x = node.input(0);
        return switch (this) {
            case USELESS_DIMSHUFFLE -> only(x, isIdentity((View.DimShuffle) node.op(), x));
            case DIMSHUFFLE_OF_DIMSHUFFLE -> composed((View.DimShuffle) node.op(), x);
            case USELESS_RESHAPE, USELESS_BROADCAST ->
                    only(x, hasShape(x, node.input(1), node.output().shape()));
            case RESHAPE_OF_SINGLES -> padded(x, node.output().shape());
            case RESHAPE_OF_VIEW -> unreshaped(node, x);
            case BROADCAST_OF_BROADCAST ->
                    repeated(x).map(t -> Tensors.broadcastTo(t, node.input(1)));
            case BROADCAST_OPERAND -> withoutRepetition(node);
            case BROADCAST_RESULT -> repeatedLast(node);
            case DIMSHUFFLE_RESULT -> arrangedLast(node);
            case SHAPE_OF_ELEMENTWISE -> shapeSource(x).map(Tensors::shapeOf);
            case KNOWN_SHAPE ->
                    only(x, x.shape().isKnown())
                            .map(t -> new Constant(ShapeValues.constant(t.shape().dims())));
            case DIMSHUFFLE_OF_KEPT -> dropped((View.DimShuffle) node.op(), x);
            case PASSED_CHECK -> only(x, UniformValue.is(node.input(1), 1));
            case JOIN_OF_JOIN -> flattened(node);
            case JOIN_OF_ONE -> only(x, node.inputs().size() == 1);
            case USELESS_CAST -> only(x, x.dtype() == node.output().dtype());
        };
    }

    private static Optional<Tensor> only(Tensor x, boolean holds) {
        return holds ? Optional.of(x) : Optional.empty();
    }

    private static Optional<Apply> made(Tensor x, Class<? extends Op> by) {
        return x.owner().filter(a -> by.isInstance(a.op()));
    }

    /// Whether every axis stays in its place, or is a new one of length one in the place of such.
    private static boolean isIdentity(View.DimShuffle d, Tensor x) {
        if (d.order().size() != x.rank()) return false;
        for (int axis = 0; axis < x.rank(); axis++) {
            int from = d.order().get(axis);
            if (from != axis && (from >= 0 || x.shape().dim(axis) != 1)) return false;
        }
        return true;
    }

    private static Optional<Tensor> composed(View.DimShuffle outer, Tensor x) {
        return made(x, View.DimShuffle.class)
                .map(inner -> {
                    var order = ((View.DimShuffle) inner.op()).order();
                    var both = outer.order().stream().map(a -> a < 0 ? a : order.get(a));
                    return new Apply(new View.DimShuffle(both.toList()), List.of(inner.input(0)))
                            .output();
                });
    }

    /// A reduction that keeps its axes, all of which are then dropped.
    private static Optional<Tensor> dropped(View.DimShuffle d, Tensor x) {
        var below = made(x, Reduction.class);
        if (below.isEmpty()) return Optional.empty();
        var r = (Reduction) below.get().op();
        var left = IntStream.range(0, x.rank()).filter(a -> !r.axes().contains(a)).boxed().toList();
        if (!r.keepDims() || !d.order().equals(left)) return Optional.empty();
        var plain = new Reduction(r.kind(), r.axes(), false);
        return Optional.of(new Apply(plain, below.get().inputs()).output());
    }

    private static Optional<Tensor> flattened(Apply node) {
        var parts = new ArrayList<Tensor>();
        for (var x : node.inputs()) {
            var below = made(x, View.Concatenate.class).filter(a -> a.op().equals(node.op()));
            below.ifPresentOrElse(a -> parts.addAll(a.inputs()), () -> parts.add(x));
        }
        return parts.size() == node.inputs().size() || parts.size() > LONGEST_JOIN
                ? Optional.empty()
                : Optional.of(new Apply(node.op(), parts).output());
    }

    /// Whether a shape operand, which gives `shape`, is the shape that `x` has anyway.
    private static boolean hasShape(Tensor x, Tensor operand, Shape shape) {
        if (x.shape().isKnown()) return x.shape().equals(shape);
        return made(operand, View.ShapeOf.class).filter(s -> s.input(0) == x).isPresent();
    }

    private static Optional<Tensor> unreshaped(Apply node, Tensor x) {
        return x.owner()
                .filter(a -> a.op() instanceof View.Reshape || keepsElements(a))
                .map(a -> new Apply(node.op(), List.of(a.input(0), node.input(1))).output());
    }

    /// A reshape that only adds or drops axes of length one.
    private static Optional<Tensor> padded(Tensor x, Shape to) {
        if (!x.shape().isKnown() || !to.isKnown()) return Optional.empty();
        var order = new ArrayList<Integer>();
        int next = 0;
        for (int length : to.dims()) {
            while (length != 1 && next < x.rank() && x.shape().dim(next) == 1) next++;
            boolean taken = next < x.rank() && x.shape().dim(next) == length;
            if (!taken && length != 1) return Optional.empty();
            order.add(taken ? next++ : View.DimShuffle.NEW_AXIS);
        }
        for (; next < x.rank(); next++) if (x.shape().dim(next) != 1) return Optional.empty();
        return Optional.of(new Apply(new View.DimShuffle(order), List.of(x)).output());
    }

    /// Whether a node adds or drops axes of length one only.
    private static boolean keepsElements(Apply node) {
        if (!(node.op() instanceof View.DimShuffle d)) return false;
        var kept = d.order().stream().filter(a -> a >= 0).toList();
        return kept.equals(kept.stream().sorted().toList());
    }

    private static Optional<Tensor> repeated(Tensor x) {
        return made(x, View.BroadcastTo.class).map(a -> a.input(0));
    }

    /// What is repeated in `x`; in a constant that is its one value.
    private static Optional<Tensor> repeatedOrUniform(Tensor x) {
        if (!(x instanceof Constant c)) return repeated(x);
        if (c.value().size() < 2 || !c.isAll(c.value().element(0))) return Optional.empty();
        var one = NdArray.scalar(c.value().element(0)).cast(c.dtype());
        return Optional.of(Broadcasting.padTo(new Constant(one), c.rank()));
    }

    /// Drops repetitions that the other operands bring about anyway.
    private static Optional<Tensor> withoutRepetition(Apply node) {
        var inputs = new ArrayList<>(node.inputs());
        boolean changed = false;
        for (int i = 0; i < inputs.size(); i++) {
            var x = repeatedOrUniform(inputs.get(i));
            if (x.isEmpty() || !x.get().shape().isKnown()) continue;
            var kept = inputs.set(i, x.get());
            var shape = Broadcasting.broadcast(node.op().toString(), inputs);
            if (shape.equals(node.output().shape())) changed = true;
            else inputs.set(i, kept);
        }
        return changed ? Optional.of(new Apply(node.op(), inputs).output()) : Optional.empty();
    }

    /// Repeats the result where all operands are repeated to one shape or are single elements.
    private static Optional<Tensor> repeatedLast(Apply node) {
        Optional<Tensor> shape = Optional.empty();
        var inputs = new ArrayList<Tensor>();
        for (var x : node.inputs()) {
            var repetition = made(x, View.BroadcastTo.class);
            if (repetition.isEmpty()) {
                if (!isSingle(x.shape())) return Optional.empty();
                inputs.add(x);
                continue;
            }
            var operand = repetition.get().input(1);
            if (shape.isPresent() && !sameShape(shape.get(), operand)) return Optional.empty();
            if (!repetition.get().input(0).shape().isKnown()) return Optional.empty();
            shape = Optional.of(operand);
            inputs.add(repetition.get().input(0));
        }
        return shape.map(s -> Tensors.broadcastTo(new Apply(node.op(), inputs).output(), s));
    }

    /// Arranges the result where all operands are arranged in one way or are single elements.
    private static Optional<Tensor> arrangedLast(Apply node) {
        Optional<View.DimShuffle> order = Optional.empty();
        int rank = 0;
        for (var x : node.inputs()) {
            var arrangement = made(x, View.DimShuffle.class);
            if (arrangement.isEmpty()) {
                if (x instanceof Constant && isSingle(x.shape())) continue;
                return Optional.empty();
            }
            var d = (View.DimShuffle) arrangement.get().op();
            if (order.isPresent() && !(order.get().equals(d))) return Optional.empty();
            if (order.isPresent() && rank != arrangement.get().input(0).rank())
                return Optional.empty();
            order = Optional.of(d);
            rank = arrangement.get().input(0).rank();
        }
        if (order.isEmpty()) return Optional.empty();
        var inputs = new ArrayList<Tensor>();
        for (var x : node.inputs())
            inputs.add(
                    x instanceof Constant c ? single(c, rank) : x.owner().orElseThrow().input(0));
        var result = new Apply(node.op(), inputs).output();
        return Optional.of(new Apply(order.get(), List.of(result)).output());
    }

    private static Tensor single(Constant c, int rank) {
        return Broadcasting.padTo(new Constant(c.value().reshape()), rank);
    }

    private static boolean sameShape(Tensor a, Tensor b) {
        return a == b
                || a instanceof Constant c
                        && b instanceof Constant d
                        && c.value().equals(d.value());
    }

    private static boolean isSingle(Shape shape) {
        return shape.isKnown() && Arrays.stream(shape.dims()).allMatch(d -> d == 1);
    }

    /// An input of the elementwise node that computes `x` with the same shape.
    private static Optional<Tensor> shapeSource(Tensor x) {
        return made(x, Elementwise.class)
                .flatMap(a ->
                        a.inputs().stream().filter(i -> i.shape().equals(x.shape())).findFirst());
    }
}
