package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Rules of entries at given positions and of parts that are written or reshaped: what was written
/// is read as it is, and what is picked is picked before it is computed.
final class PickRules {
    private PickRules() {}

    static List<Rewriter> all() {
        return List.of(
                exact(
                        "ScatterSet(x, i, y)[i] = y where i has no position twice",
                        Indexing.Gather.class,
                        a -> readBack(a, ScatterSet.class)),
                exact(
                        "ScatterAdd(0, i, y)[i] = y where i has no position twice",
                        Indexing.Gather.class,
                        a ->
                                readBack(a, Indexing.ScatterAdd.class)
                                        .filter(_ -> isZero(made(a).input(0)))),
                exact(
                        "ScatterSet(x, i, x[i] + y) = ScatterAdd(x, i, y) where i has no position"
                                + " twice",
                        ScatterSet.class,
                        PickRules::incremented),
                exact(
                        "SetSlice{r}(x, x[r]) = x",
                        Indexing.SetSlice.class,
                        a ->
                                a.input(1).owner().stream()
                                        .filter(p ->
                                                p.op().equals(read((Indexing.SetSlice) a.op())))
                                        .map(p -> p.input(0))
                                        .filter(x -> x == a.input(0))
                                        .findFirst()),
                exact(
                        "SetSlice{a:b}(SetSlice{c:d}(x, y), z) = SetSlice{a:b}(x, z) where c:d is"
                                + " inside a:b",
                        Indexing.SetSlice.class,
                        PickRules::overwritten),
                exact(
                        "Reshape(x)[a:b] = Reshape(x[c:d]) where a:b is made of whole rows of x",
                        Indexing.Slice.class,
                        PickRules::reshaped),
                exact(
                        "x[0, 1, ..., n - 1] = x[0:n] where n <= Shape(x)",
                        Indexing.Gather.class,
                        PickRules::counted),
                exact(
                        "BroadcastTo(x, s)[constant i] = BroadcastTo(x, s[i])",
                        Indexing.Gather.class,
                        PickRules::repeated),
                exact(
                        "Join(x, y)[constant i] = x[constant i] where i is inside x",
                        Indexing.Gather.class,
                        PickRules::joined),
                NodeRule.of(
                        "f(x, y)[i] = f(x[i], y[i]) where i picks half or less",
                        Rewriter.Stage.SPECIALIZE,
                        Rewriter.Soundness.EXACT,
                        Indexing.Gather.class,
                        PickRules::ofFunction));
    }

    private static Rewriter exact(
            String equation, Object root, Function<Apply, Optional<Tensor>> form) {
        return NodeRule.of(
                equation, Rewriter.Stage.CANONICALIZE, Rewriter.Soundness.EXACT, root, form);
    }

    /// The node that made the first input, which is there.
    private static Apply made(Apply node) {
        return node.input(0).owner().orElseThrow();
    }

    private static boolean isMadeBy(Class<? extends Op> op, Apply node) {
        return node.input(0).owner().stream().anyMatch(a -> op.isInstance(a.op()));
    }

    private static boolean isZero(Tensor x) {
        return UniformValue.is(x, 0);
    }

    private static int axis(Op op) {
        return switch (op) {
            case Indexing.Gather g -> g.axis();
            case Indexing.ScatterAdd s -> s.axis();
            case ScatterSet s -> s.axis();
            default -> -1;
        };
    }

    private static Optional<Tensor> readBack(Apply gather, Class<? extends Op> by) {
        if (!isMadeBy(by, gather)) return Optional.empty();
        var scatter = made(gather);
        int axis = axis(gather.op());
        boolean same =
                axis(scatter.op()) == axis
                        && scatter.input(1) == gather.input(1)
                        && scatter.input(2).type().equals(gather.output().type());
        return same && Positions.areDistinct(gather.input(1), scatter.output().shape().dim(axis))
                ? Optional.of(scatter.input(2))
                : Optional.empty();
    }

    private static Optional<Tensor> incremented(Apply set) {
        var sum = set.input(2).owner().filter(a -> a.op() == Elementwise.ADD);
        int axis = axis(set.op());
        if (sum.isEmpty() || !Positions.areDistinct(set.input(1), set.input(0).shape().dim(axis)))
            return Optional.empty();
        for (int i = 0; i < 2; i++) {
            var added = sum.get().input(1 - i);
            boolean reads =
                    sum.get().input(i).owner().stream()
                            .anyMatch(a ->
                                    a.op().equals(new Indexing.Gather(axis))
                                            && a.input(0) == set.input(0)
                                            && a.input(1) == set.input(1));
            if (reads && added.type().equals(set.input(2).type()))
                return Optional.of(
                        new Apply(
                                        new Indexing.ScatterAdd(axis),
                                        List.of(set.input(0), set.input(1), added))
                                .output());
        }
        return Optional.empty();
    }

    private static Op read(Indexing.SetSlice set) {
        return new Indexing.Slice(set.axis(), set.range());
    }

    private static Optional<Tensor> overwritten(Apply node) {
        if (!isMadeBy(Indexing.SetSlice.class, node)) return Optional.empty();
        var outer = (Indexing.SetSlice) node.op();
        var inner = (Indexing.SetSlice) made(node).op();
        int length = node.output().shape().dim(outer.axis());
        boolean fits =
                inner.axis() == outer.axis()
                        && length != Shape.UNKNOWN
                        && outer.range().step() == 1
                        && inner.range().step() == 1;
        if (!fits) return Optional.empty();
        int start = outer.range().first(length);
        int begin = inner.range().first(length);
        boolean inside =
                start <= begin
                        && begin + inner.range().count(length)
                                <= start + outer.range().count(length);
        return inside
                ? Optional.of(
                        new Apply(outer, List.of(made(node).input(0), node.input(1))).output())
                : Optional.empty();
    }

    /// A part of a reshaped tensor, where the axes before it are the same as before reshaping.
    private static Optional<Tensor> reshaped(Apply node) {
        var s = (Indexing.Slice) node.op();
        int k = s.axis();
        if (!isMadeBy(View.Reshape.class, node) || s.range().step() != 1) return Optional.empty();
        var x = made(node).input(0);
        var after = node.input(0).shape();
        if (!x.shape().isKnown() || !after.isKnown() || x.rank() <= k) return Optional.empty();
        for (int i = 0; i < k; i++) if (x.shape().dim(i) != after.dim(i)) return Optional.empty();
        long row = size(x.shape(), k + 1);
        long entry = size(after, k + 1);
        int count = s.range().count(after.dim(k));
        long start = s.range().first(after.dim(k)) * entry;
        if (row == 0 || start % row != 0 || count * entry % row != 0) return Optional.empty();
        if (count == after.dim(k)) return Optional.empty();
        var part =
                Tensors.slice(x, k, (int) (start / row), (int) ((start + count * entry) / row), 1);
        return Optional.of(Tensors.reshape(part, node.output().shape().dims()));
    }

    private static long size(Shape shape, int from) {
        long size = 1;
        for (int i = from; i < shape.rank(); i++) size *= shape.dim(i);
        return size;
    }

    private static Optional<Tensor> counted(Apply gather) {
        var x = gather.input(0);
        int axis = axis(gather.op());
        var i = gather.input(1);
        boolean counts = i.owner().stream().anyMatch(a -> a.op() instanceof Numbers);
        int length = x.shape().dim(axis);
        int n = counts ? i.shape().dim(0) : Shape.UNKNOWN;
        return n != Shape.UNKNOWN && length != Shape.UNKNOWN && n <= length
                ? Optional.of(Tensors.slice(x, axis, 0, n, 1))
                : Optional.empty();
    }

    private static Optional<Tensor> repeated(Apply gather) {
        int axis = axis(gather.op());
        var shape = gather.output().shape();
        boolean fits =
                isMadeBy(View.BroadcastTo.class, gather)
                        && gather.input(1).rank() == 1
                        && shape.isKnown()
                        && made(gather).input(0).rank() == shape.rank()
                        && made(gather).input(0).shape().dim(axis) == 1
                        && Positions.areInside(gather.input(1), gather.input(0).shape().dim(axis));
        return fits
                ? Optional.of(Tensors.broadcastTo(made(gather).input(0), shape.dims()))
                : Optional.empty();
    }

    private static Optional<Tensor> joined(Apply gather) {
        int axis = axis(gather.op());
        if (!(gather.input(1) instanceof Constant i) || !isMadeBy(View.Concatenate.class, gather))
            return Optional.empty();
        int total = gather.input(0).shape().dim(axis);
        boolean along = ((View.Concatenate) made(gather).op()).axis() == axis;
        if (!along || i.value().size() == 0 || !Positions.areInside(i, total))
            return Optional.empty();
        long[] at = i.value().cast(DType.INT64).longs().clone();
        for (int k = 0; k < at.length; k++) if (at[k] < 0) at[k] += total;
        long low = Arrays.stream(at).min().orElseThrow();
        long high = Arrays.stream(at).max().orElseThrow();
        int start = 0;
        for (var part : made(gather).inputs()) {
            int end = start + part.shape().dim(axis);
            if (start <= low && high < end) {
                for (int k = 0; k < at.length; k++) at[k] -= start;
                var inside = new Constant(NdArray.of(at, i.value().shape()));
                return Optional.of(new Apply(gather.op(), List.of(part, inside)).output());
            }
            start = end;
        }
        return Optional.empty();
    }

    private static Optional<Tensor> ofFunction(Apply gather) {
        int axis = axis(gather.op());
        var positions = gather.input(1).shape();
        int length = gather.input(0).shape().dim(axis);
        boolean few =
                isMadeBy(Elementwise.class, gather)
                        && length > 1
                        && positions.isKnown()
                        && positions.rank() == 1
                        && 2L * positions.size() <= length;
        if (!few) return Optional.empty();
        var f = made(gather);
        var picked =
                f.inputs().stream()
                        .map(x ->
                                x.shape().dim(axis) == 1
                                        ? x
                                        : Tensors.gather(x, gather.input(1), axis))
                        .toList();
        return Optional.of(new Apply(f.op(), picked).output());
    }
}
