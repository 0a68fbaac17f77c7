package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules of slices and of entries at constant positions.
enum IndexingRules implements Rewriter {
    USELESS_SLICE("x[0:n] = x", Indexing.Slice.class),
    SLICE_OF_SLICE("x[a:b][c:d] = x[a + c:a + d]", Indexing.Slice.class),
    SLICE_OF_JOIN("Join(x, y)[part of x] = x[part of x]", Indexing.Slice.class),
    SLICE_OF_SET("SetSlice{r}(x, y)[r] = y", Indexing.Slice.class),
    SLICE_OF_BROADCAST("BroadcastTo(x, s)[r] = BroadcastTo(x, s[r])", Indexing.Slice.class),
    SET_ALL("SetSlice{0:n}(x, y) = y", Indexing.SetSlice.class),
    SETS_SIDE_BY_SIDE(
            "SetSlice{a:b}(0, x) + SetSlice{b:c}(0, y) = SetSlice{a:c}(0, Join(x, y))",
            Elementwise.ADD),
    LOG_OF_JOIN(
            "log(Join(x, y)) = Join(log(x), log(y)) where x is an exp or sigmoid", Elementwise.LOG),
    GATHER_OF_RANGE("x[constant a, a + b, a + 2 b, ...] = x[a:c:b]", Indexing.Gather.class);

    private final String equation;
    private final Object root;

    IndexingRules(String equation, Object root) {
        this.equation = equation;
        this.root = root;
    }

    static List<IndexingRules> all() {
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
        return List.of(root);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        var x = node.input(0);
        return switch (this) {
            case USELESS_SLICE -> {
                var s = (Indexing.Slice) node.op();
                yield isAll(s.range(), x.shape().dim(s.axis())) ? Optional.of(x) : Optional.empty();
            }
            case SLICE_OF_SLICE -> composed((Indexing.Slice) node.op(), x);
            case SLICE_OF_JOIN ->
                    partOfJoin((Indexing.Slice) node.op(), x)
                            .filter(y -> TypeFit.fits(y.type(), node.output().type()));
            case SLICE_OF_SET -> written((Indexing.Slice) node.op(), x);
            case SLICE_OF_BROADCAST -> repeated(node, x);
            case SET_ALL -> {
                var s = (Indexing.SetSlice) node.op();
                boolean all = isAll(s.range(), x.shape().dim(s.axis()));
                yield all ? TypeFit.fit(node.input(1), node) : Optional.empty();
            }
            case SETS_SIDE_BY_SIDE -> joined(node);
            case LOG_OF_JOIN -> logOfParts(x);
            case GATHER_OF_RANGE -> sliced((Indexing.Gather) node.op(), node);
        };
    }

    private static boolean isAll(Indexing.Range r, int length) {
        if (r.step() != 1) return false;
        if (r.start() == 0 && r.stop() == Indexing.Range.END) return true;
        return length != Shape.UNKNOWN && r.first(length) == 0 && r.count(length) == length;
    }

    private static Tensor slice(Tensor x, int axis, int start, int count, int step) {
        int stop = start + count * step;
        return Tensors.slice(x, axis, start, stop < 0 ? Indexing.Range.END : stop, step);
    }

    private static Optional<Tensor> composed(Indexing.Slice outer, Tensor x) {
        if (!(x instanceof Output o && o.apply().op() instanceof Indexing.Slice inner))
            return Optional.empty();
        var source = o.apply().input(0);
        int length = source.shape().dim(inner.axis());
        if (inner.axis() != outer.axis() || length == Shape.UNKNOWN) return Optional.empty();
        int middle = inner.range().count(length);
        if (outer.range().count(middle) == 0)
            return Optional.of(Tensors.slice(source, outer.axis(), 0, 0, 1));
        int start =
                inner.range().first(length) + inner.range().step() * outer.range().first(middle);
        int step = inner.range().step() * outer.range().step();
        return Optional.of(slice(source, outer.axis(), start, outer.range().count(middle), step));
    }

    private static Optional<Tensor> partOfJoin(Indexing.Slice s, Tensor x) {
        if (!(x instanceof Output o
                && o.apply().op() instanceof View.Concatenate join
                && join.axis() == s.axis()
                && s.range().step() == 1)) return Optional.empty();
        int total = x.shape().dim(s.axis());
        if (total == Shape.UNKNOWN) return Optional.empty();
        int first = s.range().first(total);
        int end = first + s.range().count(total);
        int start = 0;
        for (var part : o.apply().inputs()) {
            int length = part.shape().dim(s.axis());
            if (first >= start && end <= start + length && first < end)
                return Optional.of(slice(part, s.axis(), first - start, end - first, 1));
            start += length;
        }
        return Optional.empty();
    }

    private static Optional<Tensor> written(Indexing.Slice s, Tensor x) {
        if (!(x instanceof Output o
                && o.apply().op() instanceof Indexing.SetSlice set
                && set.axis() == s.axis()
                && set.range().equals(s.range()))) return Optional.empty();
        int length = x.shape().dim(s.axis());
        var part = o.apply().input(1);
        boolean fits =
                length != Shape.UNKNOWN
                        && part.shape().equals(x.shape().with(s.axis(), s.range().count(length)));
        return fits ? Optional.of(part) : Optional.empty();
    }

    /// A part written into zeros.
    private record Written(Apply node, int axis, int start, int stop) {
        static Optional<Written> of(Tensor x) {
            if (!(x instanceof Output o && o.apply().op() instanceof Indexing.SetSlice set))
                return Optional.empty();
            int length = x.shape().dim(set.axis());
            var part = o.apply().input(1);
            if (!x.shape().isKnown()
                    || set.range().step() != 1
                    || !UniformValue.is(o.apply().input(0), 0)
                    || !part.shape().equals(set.slot(x.shape()))) return Optional.empty();
            int start = set.range().first(length);
            int stop = start + set.range().count(length);
            return Optional.of(new Written(o.apply(), set.axis(), start, stop));
        }
    }

    private static Optional<Tensor> joined(Apply node) {
        var one = Written.of(node.input(0));
        var two = Written.of(node.input(1));
        if (one.isEmpty() || two.isEmpty() || one.get().axis != two.get().axis)
            return Optional.empty();
        boolean ordered = one.get().stop == two.get().start;
        if (!ordered && two.get().stop != one.get().start) return Optional.empty();
        if (!node.input(0).shape().equals(node.input(1).shape())) return Optional.empty();
        var first = ordered ? one.get() : two.get();
        var last = ordered ? two.get() : one.get();
        var parts = Tensors.concatenate(first.axis, first.node.input(1), last.node.input(1));
        var range = new Indexing.Range(first.start, last.stop, 1);
        return Optional.of(
                new Apply(
                                new Indexing.SetSlice(first.axis, range),
                                List.of(first.node.input(0), parts))
                        .output());
    }

    private static Optional<Tensor> logOfParts(Tensor x) {
        if (!(x instanceof Output o && o.apply().op() instanceof View.Concatenate join))
            return Optional.empty();
        var parts = o.apply().inputs();
        if (parts.stream().noneMatch(IndexingRules::isExponential)) return Optional.empty();
        return Optional.of(
                Tensors.concatenate(
                        join.axis(), parts.stream().map(Tensors::log).toArray(Tensor[]::new)));
    }

    private static boolean isExponential(Tensor x) {
        return Lifting.op(x) == Elementwise.EXP || Lifting.op(x) == Elementwise.SIGMOID;
    }

    private static Optional<Tensor> repeated(Apply node, Tensor x) {
        if (!(x instanceof Output o && o.apply().op() instanceof View.BroadcastTo))
            return Optional.empty();
        var source = o.apply().input(0);
        int axis = ((Indexing.Slice) node.op()).axis();
        if (source.shape().dim(axis) != 1 || !node.output().shape().isKnown())
            return Optional.empty();
        return Optional.of(Tensors.broadcastTo(source, node.output().shape().dims()));
    }

    private static Optional<Tensor> sliced(Indexing.Gather gather, Apply node) {
        var x = node.input(0);
        int length = x.shape().dim(gather.axis());
        if (!(node.input(1) instanceof Constant c)
                || c.rank() > 1
                || c.value().size() == 0
                || length == Shape.UNKNOWN) return Optional.empty();
        long[] at = c.value().longs().clone();
        for (int i = 0; i < at.length; i++) if (at[i] < 0) at[i] += length;
        long step = at.length > 1 ? at[1] - at[0] : 1;
        for (int i = 0; i < at.length; i++)
            if (step == 0 || at[i] != at[0] + i * step || at[i] < 0 || at[i] >= length)
                return Optional.empty();
        var part = slice(x, gather.axis(), (int) at[0], at.length, (int) step);
        return Optional.of(c.rank() == 1 ? part : withoutAxis(part, gather.axis()));
    }

    private static Tensor withoutAxis(Tensor x, int axis) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < x.rank(); i++) if (i != axis) order.add(i);
        return new Apply(new View.DimShuffle(order), List.of(x)).output();
    }
}
