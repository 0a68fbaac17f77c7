package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules that take parts before they compute wholes: parts of arrangements, joins, replaced parts,
/// functions and folds.
enum PartRules implements Rewriter {
    OF_DIMSHUFFLE("DimShuffle(x)[r] = DimShuffle(x[r])", Stage.CANONICALIZE, Indexing.Slice.class),
    OF_JOIN("Join(x, y)[a:b] = Join(x[a:n], y[0:b - n])", Stage.CANONICALIZE, Indexing.Slice.class),
    BESIDE_SET(
            "SetSlice{a:b}(x, y)[c:d] = x[c:d] where a:b and c:d do not meet",
            Stage.CANONICALIZE,
            Indexing.Slice.class),
    INSIDE_SET(
            "SetSlice{a:b}(x, y)[c:d] = y[c - a:d - a] where c:d is inside a:b",
            Stage.CANONICALIZE,
            Indexing.Slice.class),
    SET_OF_SET(
            "SetSlice{r}(SetSlice{r}(x, y), z) = SetSlice{r}(x, z)",
            Stage.CANONICALIZE,
            Indexing.SetSlice.class),
    OF_PICKED(
            "x[constant i][constant j] = x[constant i[j]]",
            Stage.CANONICALIZE,
            Indexing.Gather.class),
    SCATTER_AT_RANGE(
            "ScatterAdd(0, constant a, a + b, a + 2 b, ..., x) = SetSlice{a:c:b}(0, x)",
            Stage.CANONICALIZE,
            Indexing.ScatterAdd.class),
    OF_ELEMENTWISE(
            "f(x, y)[r] = f(x[r], y[r]) where r is half or less",
            Stage.SPECIALIZE,
            Indexing.Slice.class),
    OF_FOLD(
            "sum(x, axis a)[r] = sum(x[r], axis a) where r is half or less",
            Stage.SPECIALIZE,
            Indexing.Slice.class);

    private final String equation;
    private final Stage stage;
    private final Object root;

    PartRules(String equation, Stage stage, Object root) {
        this.equation = equation;
        this.stage = stage;
        this.root = root;
    }

    static List<PartRules> all() {
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
        return rewritten(node).filter(y -> TypeFit.fits(y.type(), node.output().type()));
    }

    private Optional<Tensor> rewritten(Apply node) {
        if (!(node.input(0) instanceof Output o)) return scattered(node);
        var made = o.apply();
        return switch (this) {
            case OF_DIMSHUFFLE -> ofDimShuffle(node, made);
            case OF_JOIN -> Span.of(node).flatMap(s -> ofJoin(s, made));
            case BESIDE_SET ->
                    meeting(node, made)
                            .filter(m -> m.part.end <= m.set.start || m.set.end <= m.part.start)
                            .map(m -> slice(made.input(0), m.part, 0));
            case INSIDE_SET ->
                    meeting(node, made)
                            .filter(m -> m.set.start <= m.part.start && m.part.end <= m.set.end)
                            .filter(m -> m.whole)
                            .map(m -> slice(made.input(1), m.part, m.set.start));
            case SET_OF_SET ->
                    made.op().equals(node.op()) && node.input(1).type().equals(made.input(1).type())
                            ? Optional.of(
                                    new Apply(node.op(), List.of(made.input(0), node.input(1)))
                                            .output())
                            : Optional.empty();
            case OF_PICKED -> picked(node, made);
            case SCATTER_AT_RANGE -> scattered(node);
            case OF_ELEMENTWISE ->
                    made.op() instanceof Elementwise && isHalf(node)
                            ? Optional.of(new Apply(made.op(), parts(node, made)).output())
                            : Optional.empty();
            case OF_FOLD -> ofFold(node, made);
        };
    }

    /// Positions of an axis that lie side by side.
    private record Span(int axis, int start, int end) {
        static Optional<Span> of(Apply slice) {
            var s = (Indexing.Slice) slice.op();
            return of(s.axis(), s.range(), slice.input(0).shape().dim(s.axis()));
        }

        static Optional<Span> of(int axis, Indexing.Range r, int length) {
            if (length == Shape.UNKNOWN || r.step() != 1 || r.count(length) == 0)
                return Optional.empty();
            return Optional.of(new Span(axis, r.first(length), r.first(length) + r.count(length)));
        }
    }

    private record Meeting(Span part, Span set, boolean whole) {}

    private static Tensor slice(Tensor x, Span span, int origin) {
        return Tensors.slice(x, span.axis, span.start - origin, span.end - origin, 1);
    }

    private static Tensor again(Indexing.Slice s, int axis, Tensor x) {
        return new Apply(new Indexing.Slice(axis, s.range()), List.of(x)).output();
    }

    private static Optional<Tensor> ofDimShuffle(Apply node, Apply made) {
        var s = (Indexing.Slice) node.op();
        if (!(made.op() instanceof View.DimShuffle d) || d.order().get(s.axis()) < 0)
            return Optional.empty();
        var part = again(s, d.order().get(s.axis()), made.input(0));
        return Optional.of(new Apply(d, List.of(part)).output());
    }

    /// The parts of a join that a span touches, if it leaves something out.
    private static Optional<Tensor> ofJoin(Span span, Apply made) {
        if (!(made.op() instanceof View.Concatenate join) || join.axis() != span.axis)
            return Optional.empty();
        var parts = new ArrayList<Tensor>();
        int start = 0;
        for (var part : made.inputs()) {
            int length = part.shape().dim(span.axis);
            if (length == Shape.UNKNOWN) return Optional.empty();
            var touched =
                    new Span(
                            span.axis,
                            Math.max(span.start, start) - start,
                            Math.min(span.end, start + length) - start);
            if (touched.start < touched.end) parts.add(slice(part, touched, 0));
            start += length;
        }
        boolean less = span.end - span.start < start;
        return less && parts.size() > 1
                ? Optional.of(Tensors.concatenate(span.axis, parts.toArray(Tensor[]::new)))
                : Optional.empty();
    }

    private static Optional<Meeting> meeting(Apply node, Apply made) {
        if (!(made.op() instanceof Indexing.SetSlice set)) return Optional.empty();
        var part = Span.of(node);
        int length = made.output().shape().dim(set.axis());
        var there = Span.of(set.axis(), set.range(), length);
        if (part.isEmpty() || there.isEmpty() || part.get().axis != set.axis())
            return Optional.empty();
        boolean whole = made.input(1).shape().equals(set.slot(made.output().shape()));
        return Optional.of(new Meeting(part.get(), there.get(), whole));
    }

    private static Optional<Tensor> picked(Apply node, Apply made) {
        if (!made.op().equals(node.op())) return Optional.empty();
        if (!(made.input(1) instanceof Constant i) || i.rank() != 1) return Optional.empty();
        if (!(node.input(1) instanceof Constant j)) return Optional.empty();
        int known = made.input(0).shape().dim(((Indexing.Gather) made.op()).axis());
        if (!areInside(i, known)) return Optional.empty();
        int length = i.value().size();
        if (!areInside(j, length)) return Optional.empty();
        var both = ReferenceLoops.gather(0, i.value(), j.value());
        return Optional.of(
                new Apply(node.op(), List.of(made.input(0), new Constant(both))).output());
    }

    private static boolean areInside(Constant positions, int length) {
        if (length == Shape.UNKNOWN) return false;
        for (int k = 0; k < positions.value().size(); k++) {
            double at = positions.value().element(k);
            if (at < -length || at >= length) return false;
        }
        return true;
    }

    private Optional<Tensor> scattered(Apply node) {
        if (this != SCATTER_AT_RANGE) return Optional.empty();
        int axis = ((Indexing.ScatterAdd) node.op()).axis();
        int length = node.input(0).shape().dim(axis);
        if (!UniformValue.is(node.input(0), 0)
                || !(node.input(1) instanceof Constant c)
                || c.rank() != 1
                || c.value().size() == 0
                || length == Shape.UNKNOWN) return Optional.empty();
        long[] at = c.value().cast(dev.credence.array.DType.INT64).longs();
        long step = at.length > 1 ? at[1] - at[0] : 1;
        for (int i = 0; i < at.length; i++)
            if (step <= 0 || at[i] != at[0] + i * step || at[i] < 0 || at[i] >= length)
                return Optional.empty();
        int end = (int) Math.min(length, at[0] + at.length * step);
        var range = new Indexing.Range((int) at[0], end, (int) step);
        var op = new Indexing.SetSlice(axis, range);
        return Optional.of(new Apply(op, List.of(node.input(0), node.input(2))).output());
    }

    private static boolean isHalf(Apply slice) {
        var s = (Indexing.Slice) slice.op();
        int length = slice.input(0).shape().dim(s.axis());
        return length != Shape.UNKNOWN && 2 * s.range().count(length) <= length;
    }

    private static List<Tensor> parts(Apply slice, Apply made) {
        var s = (Indexing.Slice) slice.op();
        return made.inputs().stream()
                .map(x -> x.shape().dim(s.axis()) == 1 ? x : again(s, s.axis(), x))
                .toList();
    }

    private static Optional<Tensor> ofFold(Apply node, Apply made) {
        if (!(made.op() instanceof Reduction r) || !isHalf(node)) return Optional.empty();
        var s = (Indexing.Slice) node.op();
        int axis = s.axis();
        if (r.keepDims()) {
            if (r.axes().contains(axis)) return Optional.empty();
        } else {
            for (int folded : r.axes()) if (folded <= axis) axis++;
        }
        return Optional.of(new Apply(r, List.of(again(s, axis, made.input(0)))).output());
    }
}
