package dev.credence.graph;

import dev.credence.array.DType;

import java.util.List;

/// Logarithms of quotients and products by those of the parts, where that costs nothing: one part
/// is constant, or has fewer elements, and has one sign.
///
/// If one part is not negative, the whole is negative only where the other part is.
final class QuotientLogarithms {
    private QuotientLogarithms() {}

    static List<Rewriter> all() {
        return List.of(
                rule(
                        "log(x / y) = log(x) - log(y) where x >= 0 or y >= 0 and one of them is"
                                + " small or constant",
                        Elementwise.DIVIDE),
                rule(
                        "log(x * y) = log(x) + log(y) where x >= 0 or y >= 0 and one of them is"
                                + " small or constant",
                        Elementwise.MULTIPLY));
    }

    private static Rewriter rule(String equation, Elementwise op) {
        return NodeRule.of(
                equation,
                Rewriter.Stage.STABILIZE,
                Rewriter.Soundness.STABILIZES,
                Elementwise.LOG,
                a ->
                        a.input(0)
                                .owner()
                                .filter(q -> q.op() == op && a.output().dtype() == DType.FLOAT64)
                                .filter(QuotientLogarithms::isCheaper)
                                .flatMap(q -> TypeFit.fit(parts(q), a)));
    }

    private static Tensor parts(Apply node) {
        var x = Tensors.log(node.input(0));
        var y = Tensors.log(node.input(1));
        return node.op() == Elementwise.DIVIDE ? x.minus(y) : x.plus(y);
    }

    private static boolean isCheaper(Apply node) {
        var x = node.input(0);
        var y = node.input(1);
        if (!Signs.nonNegative(x) && !Signs.nonNegative(y)) return false;
        return isSmall(x, y) || isSmall(y, x);
    }

    /// Whether the logarithm of a part is constant, or one of many that are needed anyway.
    private static boolean isSmall(Tensor part, Tensor other) {
        if (part instanceof Constant) return true;
        return part.shape().isKnown()
                && part.shape().size() == 1
                && !(other.shape().isKnown() && other.shape().size() == 1);
    }
}
