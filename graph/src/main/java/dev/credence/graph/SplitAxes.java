package dev.credence.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Computes tensors part by part along short axes, so that a batch of small problems becomes a few
/// long arrays: what was `n` times `k` is `k` times `n`, and loops run along the batch.
///
/// Parts keep the rank of the whole; the axes along which they were cut have length one. Parts of
/// what is not computed that way are slices, and a whole of parts is their join.
final class SplitAxes {
    /// The longest axis that is short.
    private static final int SHORT = 4;

    /// The most parts of a tensor.
    private static final int PARTS = 16;

    /// The fewest elements of a part that are worth it.
    private static final int LONG = 16;

    /// How far parts are asked for below before slices are taken.
    private static final int DEPTH = 24;

    private final Map<Tensor, Parts> split = new IdentityHashMap<>();
    private final Map<Tensor, Tensor> whole = new IdentityHashMap<>();
    private final Function<Apply, Optional<List<Parts>>> loops;
    private int joins;

    /// A tensor in parts.
    ///
    /// @param axes the axes that are cut, ascending
    /// @param parts the parts in row-major order
    record Parts(List<Integer> axes, List<Tensor> parts) {
        Parts {
            axes = List.copyOf(axes);
            parts = List.copyOf(parts);
        }
    }

    /// @param loops splits a loop, if that can be
    SplitAxes(Function<Apply, Optional<List<Parts>>> loops) {
        this.loops = loops;
    }

    /// How many tensors had to be joined again.
    int joins() {
        return joins;
    }

    /// The short axes of tensors with a long rest.
    static List<Integer> shortAxes(Shape shape) {
        var axes = new ArrayList<Integer>();
        int parts = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (shape.dim(axis) < 2 || shape.dim(axis) > SHORT) continue;
            axes.add(axis);
            parts *= shape.dim(axis);
        }
        boolean worth = parts <= PARTS && shape.size() / parts >= LONG;
        return worth ? axes : List.of();
    }

    /// Says that a tensor is known in parts.
    void put(Tensor x, Parts parts) {
        split.put(x, parts);
    }

    /// Says what stands for a tensor.
    void put(Tensor x, Tensor now) {
        whole.put(x, now);
    }

    void visit(Apply node) {
        SourceLine.inherit(
                node.where(),
                () -> {
                    compute(node);
                    return null;
                });
    }

    private void compute(Apply node) {
        if (node.op() instanceof Scan) {
            var made = loops.apply(node);
            if (made.isPresent()) {
                for (int i = 0; i < made.get().size(); i++)
                    define(node.outputs().get(i), made.get().get(i));
                return;
            }
        }
        if (node.op() instanceof View.DimShuffle && node.input(0) instanceof Constant c) {
            whole.put(
                    node.output(),
                    new Constant(node.op().perform(node, List.of(c.value())).getFirst()));
            return;
        }
        boolean folds =
                node.op() instanceof Reduction r
                        && shortAxes(node.input(0).shape()).stream().anyMatch(r.axes()::contains);
        if (folds || node.inputs().stream().anyMatch(split::containsKey)) {
            var made = parts(node, wanted(node), 0);
            if (made.isPresent()) {
                define(node.output(), made.get());
                return;
            }
        }
        var inputs = node.inputs().stream().map(this::whole).toList();
        var copy = new Apply(node.op(), inputs, node.where());
        for (int i = 0; i < copy.outputs().size(); i++)
            whole.put(
                    node.outputs().get(i),
                    copy.outputs().get(i).named(node.outputs().get(i).name()));
    }

    private void define(Tensor x, Parts parts) {
        if (parts.axes().isEmpty()) whole.put(x, parts.parts().getFirst());
        else split.put(x, parts);
    }

    /// The axes along which the result of a node is best cut, given how its operands are.
    private List<Integer> wanted(Apply node) {
        var axes = new TreeSet<Integer>();
        switch (node.op()) {
            case Elementwise _ -> {
                for (var x : node.inputs())
                    if (split.containsKey(x)) axes.addAll(split.get(x).axes());
                axes.addAll(shortAxes(node.output().shape()));
            }
            case Reduction r -> {
                int next = 0;
                var cut = cut(node.input(0));
                for (int axis = 0; axis < node.input(0).rank(); axis++) {
                    boolean folded = r.axes().contains(axis);
                    if (!folded && cut.contains(axis)) axes.add(next);
                    if (!folded || r.keepDims()) next++;
                }
            }
            case View.DimShuffle d -> {
                for (int i = 0; i < d.order().size(); i++)
                    if (cut(node.input(0)).contains(d.order().get(i))) axes.add(i);
            }
            default -> node.inputs().forEach(x -> axes.addAll(cut(x)));
        }
        return List.copyOf(axes);
    }

    private List<Integer> cut(Tensor x) {
        return split.containsKey(x) ? split.get(x).axes() : List.of();
    }

    /// A tensor in parts along the given axes; where it has length one there, all share a part.
    Parts parts(Tensor x, List<Integer> axes) {
        return parts(x, axes, 0);
    }

    private Parts parts(Tensor x, List<Integer> axes, int depth) {
        var own = axes.stream().filter(a -> x.shape().dim(a) != 1).toList();
        var known = split.get(x);
        if (known != null && known.axes().equals(own)) return known;
        if (own.isEmpty()) return new Parts(own, List.of(whole(x)));
        boolean open = !(whole.get(x) instanceof Constant) && depth < DEPTH;
        if (known == null && x instanceof Output o && open) {
            var made = parts(o.apply(), own, depth + 1);
            if (made.isPresent()) {
                split.put(x, made.get());
                return made.get();
            }
        }
        var full = whole(x);
        return new Parts(own, each(x.shape(), own, at -> sliced(full, own, at)));
    }

    private static Tensor sliced(Tensor x, List<Integer> axes, int... at) {
        var part = x;
        for (int i = 0; i < at.length; i++)
            part = Tensors.slice(part, axes.get(i), at[i], at[i] + 1, 1);
        return part;
    }

    /// Something for each position along the cut axes, in row-major order.
    private static List<Tensor> each(Shape shape, List<Integer> axes, Function<int[], Tensor> f) {
        int count = 1;
        for (int axis : axes) count *= shape.dim(axis);
        var made = new ArrayList<Tensor>();
        for (int k = 0; k < count; k++) {
            var at = new int[axes.size()];
            int rest = k;
            for (int i = at.length - 1; i >= 0; i--) {
                at[i] = rest % shape.dim(axes.get(i));
                rest /= shape.dim(axes.get(i));
            }
            made.add(f.apply(at));
        }
        return made;
    }

    /// The part of `x` at a position along `axes`.
    private static Tensor at(Parts x, Shape shape, List<Integer> axes, int... at) {
        int k = 0;
        for (int axis : x.axes()) k = k * shape.dim(axis) + at[axes.indexOf(axis)];
        return x.parts().get(k);
    }

    /// The result of a node in parts, if it can be computed in parts.
    private Optional<Parts> parts(Apply node, List<Integer> axes, int depth) {
        if (node.outputs().size() != 1) return Optional.empty();
        var shape = node.output().shape();
        IntFunction<Parts> operand = i -> parts(node.input(i), axes, depth);
        return switch (node.op()) {
            case Elementwise f -> {
                var operands = new ArrayList<Parts>();
                for (int i = 0; i < f.arity(); i++) operands.add(operand.apply(i));
                yield Optional.of(
                        new Parts(
                                axes,
                                each(
                                        shape,
                                        axes,
                                        at -> {
                                            var inputs = new ArrayList<Tensor>();
                                            for (int i = 0; i < f.arity(); i++)
                                                inputs.add(
                                                        at(
                                                                operands.get(i),
                                                                node.input(i).shape(),
                                                                axes,
                                                                at));
                                            return new Apply(f, inputs).output();
                                        })));
            }
            case Reduction r -> reduced(r, node, axes, depth);
            case View.DimShuffle d -> {
                var from = axes.stream().map(a -> d.order().get(a)).toList();
                var sorted = from.stream().sorted().toList();
                if (from.contains(View.DimShuffle.NEW_AXIS)) yield Optional.empty();
                var x = parts(node.input(0), sorted, depth);
                yield Optional.of(
                        new Parts(
                                axes,
                                each(
                                        shape,
                                        axes,
                                        at -> {
                                            var part = at(x, node.input(0).shape(), from, at);
                                            return new Apply(d, List.of(part)).output();
                                        })));
            }
            case View.BroadcastTo _ -> {
                if (!(node.input(1) instanceof Constant)) yield Optional.empty();
                var x = operand.apply(0);
                int[] dims = shape.dims();
                for (int axis : axes) dims[axis] = 1;
                yield Optional.of(
                        new Parts(
                                axes,
                                each(
                                        shape,
                                        axes,
                                        at ->
                                                Tensors.broadcastTo(
                                                        at(x, node.input(0).shape(), axes, at),
                                                        dims))));
            }
            case View.Concatenate c -> {
                if (axes.contains(c.axis())) yield Optional.empty();
                var operands = new ArrayList<Parts>();
                for (int i = 0; i < node.inputs().size(); i++) operands.add(operand.apply(i));
                yield Optional.of(
                        new Parts(
                                axes,
                                each(
                                        shape,
                                        axes,
                                        at ->
                                                new Apply(
                                                                c,
                                                                operands.stream()
                                                                        .map(x ->
                                                                                at(
                                                                                        x, shape,
                                                                                        axes, at))
                                                                        .toList())
                                                        .output())));
            }
            case Indexing.Slice s -> {
                if (axes.contains(s.axis())) yield Optional.empty();
                var x = operand.apply(0);
                yield Optional.of(
                        new Parts(
                                axes,
                                each(
                                        shape,
                                        axes,
                                        at ->
                                                new Apply(s, List.of(at(x, shape, axes, at)))
                                                        .output())));
            }
            case Indexing.SetSlice s -> {
                if (axes.contains(s.axis())) yield Optional.empty();
                var x = operand.apply(0);
                var part = operand.apply(1);
                yield Optional.of(
                        new Parts(
                                axes,
                                each(
                                        shape,
                                        axes,
                                        at ->
                                                new Apply(
                                                                s,
                                                                List.of(
                                                                        at(x, shape, axes, at),
                                                                        at(
                                                                                part,
                                                                                node.input(1)
                                                                                        .shape(),
                                                                                axes,
                                                                                at)))
                                                        .output())));
            }
            default -> Optional.empty();
        };
    }

    /// Folds parts with each other, then what is left.
    private Optional<Parts> reduced(Reduction r, Apply node, List<Integer> axes, int depth) {
        var x = node.input(0);
        var inputAxes = new TreeSet<>(cut(x));
        if (inputAxes.isEmpty()) inputAxes.addAll(shortAxes(x.shape()));
        inputAxes.removeIf(a -> !r.axes().contains(a));
        var kept = new ArrayList<Integer>();
        for (int axis = 0; axis < x.rank(); axis++)
            if (!r.axes().contains(axis) || r.keepDims()) kept.add(axis);
        for (int axis : axes) inputAxes.add(kept.get(axis));
        var all = List.copyOf(inputAxes);
        var folded = all.stream().filter(r.axes()::contains).toList();
        var parts = parts(x, all, depth);
        return Optional.of(
                new Parts(
                        axes,
                        each(
                                node.output().shape(),
                                axes,
                                at -> {
                                    Tensor sum = null;
                                    for (var part :
                                            along(parts, x.shape(), all, folded, kept, axes, at))
                                        sum = sum == null ? part : fold(r.kind(), sum, part);
                                    return new Apply(r, List.of(sum)).output();
                                })));
    }

    private static List<Tensor> along(
            Parts parts,
            Shape shape,
            List<Integer> all,
            List<Integer> folded,
            List<Integer> kept,
            List<Integer> axes,
            int... at) {
        return each(
                shape,
                folded,
                fold -> {
                    var position = new int[all.size()];
                    for (int i = 0; i < fold.length; i++)
                        position[all.indexOf(folded.get(i))] = fold[i];
                    for (int i = 0; i < at.length; i++)
                        position[all.indexOf(kept.get(axes.get(i)))] = at[i];
                    return at(parts, shape, all, position);
                });
    }

    private static Tensor fold(Reduction.Kind kind, Tensor a, Tensor b) {
        var f =
                switch (kind) {
                    case SUM -> Elementwise.ADD;
                    case PRODUCT -> Elementwise.MULTIPLY;
                    case MAX -> Elementwise.MAXIMUM;
                    case MIN -> Elementwise.MINIMUM;
                    case ALL -> Elementwise.AND;
                    case ANY -> Elementwise.OR;
                };
        return new Apply(f, List.of(a, b)).output();
    }

    /// A tensor as one.
    Tensor whole(Tensor x) {
        var known = whole.get(x);
        if (known != null) return known;
        var parts = split.get(x);
        if (parts == null) return x;
        joins++;
        var joined = joined(parts, x.shape(), 0, new int[parts.axes().size()]);
        whole.put(x, joined);
        return joined;
    }

    private static Tensor joined(Parts parts, Shape shape, int level, int... at) {
        if (level == at.length) return at(parts, shape, parts.axes(), at);
        var pieces = new Tensor[shape.dim(parts.axes().get(level))];
        for (int i = 0; i < pieces.length; i++) {
            int[] next = Arrays.copyOf(at, at.length);
            next[level] = i;
            pieces[i] = joined(parts, shape, level + 1, next);
        }
        return Tensors.concatenate(parts.axes().get(level), pieces);
    }
}
