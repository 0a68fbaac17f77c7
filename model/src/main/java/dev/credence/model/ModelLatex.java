package dev.credence.model;

import static dev.credence.graph.Tensors.latex;

import dev.credence.graph.Input;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.stream.Collectors;

/// Writes a model as LaTeX mathematics, one line for each variable but data.
final class ModelLatex {
    private static final int WIDTH = 400;

    private ModelLatex() {}

    static String of(List<Variable> variables) {
        return variables.stream()
                .filter(v -> !(v instanceof Variable.Data))
                .map(v -> "%s &%s".formatted(symbol(v.name(), v.tensor()), definition(v)))
                .collect(Collectors.joining(" \\\\\n", "\\begin{aligned}\n", "\n\\end{aligned}"));
    }

    static String definition(Variable variable) {
        return switch (variable) {
            case Variable.Free v -> "\\sim " + of(v.distribution());
            case Variable.Observed v -> "\\sim " + of(v.distribution());
            case Variable.Marginalized v -> "\\sim " + of(v.distribution());
            case Variable.Deterministic v -> "= " + shortened(v.tensor());
            case Variable.Potential v -> "\\text{ adds } " + shortened(v.tensor());
            case Variable.Data v -> "\\text{ data}";
        };
    }

    private static String of(Distribution distribution) {
        return distribution.parameters().values().stream()
                .map(x -> x.name().isEmpty() ? shortened(x) : symbol(x.name(), x))
                .collect(
                        Collectors.joining(
                                ", ",
                                "\\operatorname{%s}\\left(".formatted(distribution.name()),
                                "\\right)"));
    }

    private static String symbol(String name, Tensor x) {
        return latex(new Input(name, x.type()));
    }

    /// Cut mathematics would not be mathematics.
    private static String shortened(Tensor x) {
        var text = latex(x);
        return text.length() <= WIDTH ? text : "\\cdots";
    }
}
