package dev.credence.plot;

import dev.credence.posterior.Component;
import dev.credence.posterior.InferenceData;

import java.util.ArrayList;
import java.util.List;

/// Finds what a caller wants to see: the scalars of the variables named.
final class Variables {
    private Variables() {}

    /// All scalars of those variables in order, or of the whole posterior where no name is given.
    ///
    /// @throws IllegalArgumentException if a name does not exist or has no draws
    static List<Component> components(InferenceData data, String... names) {
        if (names.length == 0) return Component.of(data.posterior());
        var components = new ArrayList<Component>();
        for (var name : names) components.addAll(Component.of(data.posterior(), name));
        return components;
    }

    /// Whether the values are counts or truth values.
    static boolean areWhole(Component component) {
        return !component.variable().values().dtype().isFloating();
    }
}
