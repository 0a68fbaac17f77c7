package dev.credence.run;

import dev.credence.model.Model;
import dev.credence.model.Variable;
import dev.credence.plot.Diagram;

import java.util.ArrayList;
import java.util.stream.Collectors;

/// Turns a model into a diagram: a node for each variable, a plate for each combination of dims.
public final class ModelDiagram {
    private ModelDiagram() {}

    public static Diagram of(Model model) {
        var nodes = new ArrayList<Diagram.Node>();
        var edges = new ArrayList<Diagram.Edge>();
        for (var variable : model.variables()) {
            nodes.add(
                    new Diagram.Node(
                            variable.name(),
                            text(variable),
                            kind(variable),
                            plate(model, variable)));
            for (var parent : model.parents(variable))
                edges.add(new Diagram.Edge(parent.name(), variable.name()));
        }
        return new Diagram(model.name(), nodes, edges);
    }

    private static Diagram.Kind kind(Variable variable) {
        return switch (variable) {
            case Variable.Free v -> Diagram.Kind.UNKNOWN;
            case Variable.Observed v -> Diagram.Kind.OBSERVED;
            case Variable.Marginalized v -> Diagram.Kind.UNKNOWN;
            case Variable.Deterministic v -> Diagram.Kind.DETERMINISTIC;
            case Variable.Potential v -> Diagram.Kind.POTENTIAL;
            case Variable.Data v -> Diagram.Kind.DATA;
        };
    }

    private static String text(Variable variable) {
        return switch (variable) {
            case Variable.Free v -> v.distribution().name();
            case Variable.Observed v -> v.distribution().name();
            case Variable.Marginalized v -> v.distribution().name();
            case Variable.Deterministic v -> "deterministic";
            case Variable.Potential v -> "potential";
            case Variable.Data v -> "data";
        };
    }

    /// For example `school (8)`, or `3 × 2` where axes have no names.
    private static String plate(Model model, Variable variable) {
        if (variable instanceof Variable.Potential) return "";
        var shape = model.shape(variable);
        if (shape.rank() == 0) return "";
        var axes = new ArrayList<String>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            axes.add(
                    variable.dims().isEmpty()
                            ? Integer.toString(shape.dim(axis))
                            : "%s (%d)".formatted(variable.dims().get(axis), shape.dim(axis)));
        }
        return axes.stream().collect(Collectors.joining(" × "));
    }
}
