package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Rules of random draws, which stay the same numbers: parameters in their smallest form, fewer
/// numbers where only the first are read, and axes of length one in the shape that is asked for.
final class DrawRules {
    private DrawRules() {}

    static List<Rewriter> all() {
        return List.of(
                exact(
                        "Draw(key, s, DimShuffle{x, 0}(p)) = Draw(key, s, p)",
                        Draw.class,
                        DrawRules::withoutAxes),
                exact(
                        "Draw(key, s, p, p, ...) = Draw(key, s, p)",
                        Draw.class,
                        DrawRules::withUniformParameters),
                exact(
                        "DimShuffle{x, 0}(Draw(key, s, p)) = Draw(key, 1 and s, DimShuffle{x,"
                                + " 0}(p))",
                        View.DimShuffle.class,
                        a -> below(a).filter(_ -> addsAxes(a)).map(d -> arranged(a, d))),
                exact(
                        "Reshape(Draw(key, s), t) = Draw(key, t)",
                        View.Reshape.class,
                        a ->
                                below(a).filter(d -> d.inputs().size() == 2)
                                        .map(d -> drawn(d, a.input(1), List.of()))
                                        .filter(d -> TypeFit.fits(d.type(), a.output().type()))),
                NodeRule.of(
                        "Draw(key, s, p)[0:n] = Draw(key, s[0:n], p[0:n]) where n is half or less",
                        Rewriter.Stage.SPECIALIZE,
                        Rewriter.Soundness.EXACT,
                        Indexing.Slice.class,
                        a -> below(a).flatMap(d -> firstOf(a, d))));
    }

    private static Rewriter exact(
            String equation, Object root, Function<Apply, Optional<Tensor>> form) {
        return NodeRule.of(
                equation, Rewriter.Stage.CANONICALIZE, Rewriter.Soundness.EXACT, root, form);
    }

    /// The draw that a node is applied to.
    private static Optional<Apply> below(Apply node) {
        return node.input(0).owner().filter(a -> a.op() instanceof Draw d && d != Draw.FOLD_KEY);
    }

    private static List<Tensor> parameters(Apply draw) {
        return draw.inputs().subList(2, draw.inputs().size());
    }

    private static Tensor drawn(Apply draw, Tensor shape, List<Tensor> parameters) {
        var inputs = new ArrayList<>(List.of(draw.input(0), shape));
        inputs.addAll(parameters);
        return new Apply(draw.op(), inputs).output();
    }

    private static Optional<Tensor> changed(Apply draw, List<Tensor> parameters) {
        return parameters.equals(parameters(draw))
                ? Optional.empty()
                : Optional.of(drawn(draw, draw.input(1), parameters));
    }

    /// Parameters without the axes before their first own one, which broadcasting adds.
    private static Optional<Tensor> withoutAxes(Apply draw) {
        if (draw.op() == Draw.FOLD_KEY) return Optional.empty();
        return changed(draw, parameters(draw).stream().map(DrawRules::withoutAxes).toList());
    }

    private static Tensor withoutAxes(Tensor x) {
        var added = x.owner().filter(a -> a.op() instanceof View.DimShuffle);
        if (added.isEmpty()) return x;
        var order = ((View.DimShuffle) added.get().op()).order();
        int first = 0;
        while (first < order.size() && order.get(first) < 0) first++;
        if (first == 0) return x;
        var rest = order.subList(first, order.size());
        return new Apply(new View.DimShuffle(rest), added.get().inputs()).output();
    }

    private static Optional<Tensor> withUniformParameters(Apply draw) {
        if (draw.op() == Draw.FOLD_KEY) return Optional.empty();
        return changed(draw, parameters(draw).stream().map(DrawRules::single).toList());
    }

    private static Tensor single(Tensor x) {
        if (!(x instanceof Constant c) || c.rank() == 0 || c.value().size() == 0) return x;
        double first = c.value().element(0);
        return c.isAll(first) ? new Constant(NdArray.scalar(first).cast(c.dtype())) : x;
    }

    /// Whether axes stay in order and only those of length one are added or dropped.
    private static boolean addsAxes(Apply shuffle) {
        var kept = ((View.DimShuffle) shuffle.op()).order().stream().filter(i -> i >= 0).toList();
        return shuffle.output().shape().isKnown() && kept.equals(kept.stream().sorted().toList());
    }

    private static Tensor arranged(Apply shuffle, Apply draw) {
        var shape = new Constant(ShapeValues.constant(shuffle.output().shape().dims()));
        int rank = draw.output().rank();
        var parameters =
                parameters(draw).stream()
                        .map(p ->
                                p.rank() == 0
                                        ? p
                                        : new Apply(
                                                        shuffle.op(),
                                                        List.of(Broadcasting.padTo(p, rank)))
                                                .output())
                        .toList();
        return drawn(draw, shape, parameters);
    }

    /// The first entries of the first axis are the first numbers drawn.
    private static Optional<Tensor> firstOf(Apply slice, Apply draw) {
        var s = (Indexing.Slice) slice.op();
        var whole = draw.output().shape();
        var part = slice.output().shape();
        if (!part.isKnown() || !whole.isKnown() || s.axis() != 0 || s.range().step() != 1)
            return Optional.empty();
        int length = whole.dim(0);
        if (s.range().first(length) != 0 || 2 * part.dim(0) > length) return Optional.empty();
        var parameters =
                parameters(draw).stream()
                        .map(p ->
                                p.rank() < whole.rank() || p.shape().dim(0) == 1
                                        ? p
                                        : new Apply(s, List.of(p)).output())
                        .toList();
        return Optional.of(
                drawn(draw, new Constant(ShapeValues.constant(part.dims())), parameters));
    }
}
