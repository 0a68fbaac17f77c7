package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Indexing;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.Output;
import dev.credence.graph.Reduction;
import dev.credence.graph.Tensor;
import dev.credence.graph.View;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes a graph as the short formula a person would write, for models and messages: `mu + tau *
/// eta`.
final class Formula {
    private static final int DEPTH = 8;
    private static final int SHOWN = 3;
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int ATOM = 3;

    private Formula() {}

    /// The formula, stopping at named tensors.
    static String of(Tensor x) {
        return text(x, DEPTH, 0);
    }

    /// The formula of a tensor that has a name itself.
    static String definition(Tensor x) {
        return x instanceof Output y ? text(y.apply(), DEPTH, 0) : of(x);
    }

    /// A distribution with its parameters, for example `Normal(0, 5)`.
    static String of(Distribution distribution) {
        return distribution.parameters().values().stream()
                .map(Formula::of)
                .collect(Collectors.joining(", ", distribution.name() + "(", ")"));
    }

    private static String text(Tensor x, int depth, int binding) {
        if (!x.name().isEmpty()) return x.name();
        return switch (x) {
            case Constant c -> number(c.value());
            case Output y when depth == 0 -> "…";
            case Output y -> text(y.apply(), depth, binding);
            default -> x.toString();
        };
    }

    private static String text(Apply node, int depth, int binding) {
        var x = node.inputs();
        return switch (node.op()) {
            case Elementwise f -> elementwise(f, x, depth, binding);
            case View.DimShuffle d
                    when x.getFirst().rank() == node.output().rank() && !isIdentity(d) ->
                    text(x.getFirst(), depth, ATOM) + "ᵀ";
            case View.DimShuffle d -> text(x.getFirst(), depth, binding);
            case View.BroadcastTo b -> text(x.getFirst(), depth, binding);
            case View.Reshape r -> text(x.getFirst(), depth, binding);
            case Indexing.Gather g ->
                    "%s[%s]"
                            .formatted(
                                    text(x.get(0), depth - 1, ATOM), text(x.get(1), depth - 1, 0));
            case Indexing.Slice s -> {
                var range = s.range();
                var index =
                        range.stop() == range.start() + 1 ? range.start() + "" : range.toString();
                yield "%s[%s]".formatted(text(x.getFirst(), depth - 1, ATOM), index);
            }
            case Reduction r ->
                    "%s(%s)"
                            .formatted(
                                    r.kind().name().toLowerCase(java.util.Locale.ROOT),
                                    text(x.getFirst(), depth - 1, 0));
            case LinearAlgebra.MatMul m ->
                    wrap(
                            "%s @ %s"
                                    .formatted(
                                            text(x.get(0), depth - 1, PRODUCT),
                                            text(x.get(1), depth - 1, ATOM)),
                            binding > PRODUCT);
            default -> call(node.op().toString(), x, depth);
        };
    }

    private static boolean isIdentity(View.DimShuffle d) {
        return IntStream.range(0, d.order().size()).allMatch(i -> d.order().get(i) == i);
    }

    private static String elementwise(Elementwise f, List<Tensor> x, int depth, int binding) {
        return switch (f) {
            case ADD -> infix(x, " + ", SUM, SUM, depth, binding);
            case SUBTRACT -> infix(x, " - ", SUM, PRODUCT, depth, binding);
            case MULTIPLY -> infix(x, " * ", PRODUCT, PRODUCT, depth, binding);
            case DIVIDE -> infix(x, " / ", PRODUCT, ATOM, depth, binding);
            case POWER -> text(x.get(0), depth - 1, ATOM) + "^" + text(x.get(1), depth - 1, ATOM);
            case SQUARE -> text(x.getFirst(), depth - 1, ATOM) + "²";
            case NEGATE -> wrap("-" + text(x.getFirst(), depth - 1, PRODUCT), binding > SUM);
            case TO_FLOAT64, TO_INT64, TO_BOOL -> text(x.getFirst(), depth, binding);
            default -> call(f.toString(), x, depth);
        };
    }

    private static String infix(
            List<Tensor> x, String sign, int own, int right, int depth, int binding) {
        var text = text(x.get(0), depth - 1, own) + sign + text(x.get(1), depth - 1, right);
        return wrap(text, binding > own);
    }

    private static String call(String function, List<Tensor> x, int depth) {
        return x.stream()
                .map(t -> text(t, depth - 1, 0))
                .collect(Collectors.joining(", ", function + "(", ")"));
    }

    private static String wrap(String text, boolean parentheses) {
        return parentheses ? "(" + text + ")" : text;
    }

    /// A scalar in full, the first entries of a vector, the shape of anything larger.
    static String number(NdArray value) {
        if (value.rank() == 0) return number(value, 0);
        if (value.rank() > 1) return "<%s>".formatted(NdArray.shapeText(value.shape()));
        var shown =
                IntStream.range(0, Math.min(SHOWN, value.size()))
                        .mapToObj(i -> number(value, i))
                        .collect(Collectors.joining(", "));
        return value.size() > SHOWN ? "[%s, …]".formatted(shown) : "[%s]".formatted(shown);
    }

    private static String number(NdArray value, int index) {
        double x = value.element(index);
        return x == Math.rint(x) && Math.abs(x) < 1e15
                ? Long.toString((long) x)
                : Double.toString(x);
    }
}
