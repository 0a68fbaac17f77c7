package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.MathText;
import dev.credence.graph.Tensor;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes tensors and distributions as a person would in a model: `Normal(mu, [15, 10, 16, …])`.
final class Formula {
    private static final int SHOWN = 3;

    private Formula() {}

    /// A name, a number, or the formula of what has neither.
    static String of(Tensor x) {
        if (!x.name().isEmpty()) return x.name();
        return x instanceof Constant c ? number(c.value()) : MathText.of(x);
    }

    /// A distribution with its parameters, for example `Normal(0, 5)`.
    static String of(Distribution distribution) {
        return distribution.parameters().values().stream()
                .map(Formula::of)
                .collect(Collectors.joining(", ", distribution.name() + "(", ")"));
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
