package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a gradient takes as given, and what it does where there is none; start from [#standard].
///
/// @param disconnected what to do about a tensor that the cost does not depend on
/// @param undefined what to do about an op on the way that has no gradient
/// @param constants tensors whose value counts as given: no gradient flows through them
/// @param known cotangents of some tensors, in place of what would flow to them from above
public record GradientOptions(
        Gradient.Disconnected disconnected,
        Gradient.Undefined undefined,
        List<Tensor> constants,
        Map<Tensor, Tensor> known) {
    public GradientOptions {
        constants = List.copyOf(constants);
        known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
    }

    /// Refuse what is not connected and what has no gradient; nothing is given.
    public static GradientOptions standard() {
        return new GradientOptions(
                Gradient.Disconnected.RAISE, Gradient.Undefined.RAISE, List.of(), Map.of());
    }

    public GradientOptions withDisconnected(Gradient.Disconnected other) {
        return new GradientOptions(other, undefined, constants, known);
    }

    public GradientOptions withUndefined(Gradient.Undefined other) {
        return new GradientOptions(disconnected, other, constants, known);
    }

    /// With a tensor whose value counts as given.
    public GradientOptions withConstant(Tensor given) {
        var more = new ArrayList<>(constants);
        more.add(given);
        return new GradientOptions(disconnected, undefined, more, known);
    }

    /// With the cotangent of a tensor, of its shape: the gradient of some cost that need not be
    /// known itself.
    ///
    /// @throws GraphException if it is of another type
    public GradientOptions withKnown(Tensor y, Tensor cotangent) {
        if (y.type().unified(cotangent.type()).isEmpty()) {
            throw new GraphException(
                            "the known gradient of '%s' must be of its type %s, but '%s' is %s"
                                    .formatted(y, y.type(), cotangent, cotangent.type()))
                    .at(SourceLine.here());
        }
        var more = new LinkedHashMap<>(known);
        more.put(y, cotangent);
        return new GradientOptions(disconnected, undefined, constants, more);
    }
}
