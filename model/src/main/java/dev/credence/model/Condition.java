package dev.credence.model;

import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

/// What must hold of a distribution's parameters, for example `sigma > 0`.
///
/// @param holds a bool tensor of any shape, true everywhere if the condition holds
/// @param text the condition in words of the parameters' names
public record Condition(Tensor holds, String text) {
    /// `name > 0`.
    public static Condition positive(String name, Tensor parameter) {
        return new Condition(Tensors.greater(parameter, Tensors.constant(0)), name + " > 0");
    }

    /// `0 <= name <= 1`.
    public static Condition probability(String name, Tensor parameter) {
        var holds =
                Tensors.and(
                        Tensors.greaterEqual(parameter, Tensors.constant(0)),
                        Tensors.lessEqual(parameter, Tensors.constant(1)));
        return new Condition(holds, "0 <= %s <= 1".formatted(name));
    }
}
