package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.MathText;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;

/// Writes a model as people write models, one line for each variable.
final class ModelText {
    private static final int WIDTH = 72;

    private ModelText() {}

    static String of(List<Variable> variables) {
        int width = variables.stream().mapToInt(v -> v.name().length()).max().orElse(0);
        var lines = new ArrayList<String>();
        for (var variable : variables) {
            lines.add(
                    "%s %s%s"
                            .formatted(
                                    " ".repeat(width - variable.name().length()) + variable.name(),
                                    definition(variable),
                                    axes(variable)));
        }
        return String.join("\n", lines);
    }

    /// For example `~ Normal(mu, sigma)`, cut where it is too long for a line.
    static String definition(Variable variable) {
        return shortened(
                switch (variable) {
                    case Variable.Free v when v.distribution() instanceof Unobserved u ->
                            "~ %s, missing entries".formatted(Formula.of(u.whole()));
                    case Variable.Free v -> "~ " + Formula.of(v.distribution());
                    case Variable.Observed v ->
                            "~ %s, observed".formatted(Formula.of(v.distribution()));
                    case Variable.Marginalized v ->
                            "~ %s, summed out".formatted(Formula.of(v.distribution()));
                    case Variable.Deterministic v -> "= " + MathText.of(v.tensor());
                    case Variable.Potential v -> "+ " + MathText.of(v.tensor());
                    case Variable.Data v -> "= data";
                });
    }

    private static String axes(Variable variable) {
        if (!variable.dims().isEmpty())
            return "  (%s)".formatted(String.join(", ", variable.dims()));
        Tensor tensor = variable.tensor();
        if (tensor.rank() == 0) return "";
        return "  " + NdArray.shapeText(Extent.of(tensor).concrete());
    }

    private static String shortened(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
    }
}
