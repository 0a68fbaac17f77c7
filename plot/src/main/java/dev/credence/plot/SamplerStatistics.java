package dev.credence.plot;

import dev.credence.posterior.Component;
import dev.credence.posterior.InferenceData;

import java.util.Optional;

/// Reads what the sampler reported, where it did: a statistic by its name.
final class SamplerStatistics {
    private final InferenceData data;

    SamplerStatistics(InferenceData data) {
        this.data = data;
    }

    /// The statistic of that name, or nothing where the sampler does not report it for each draw.
    Optional<Component> find(String name) {
        var group = data.groups().get("sample_stats");
        if (group == null || !group.variables().containsKey(name)) return Optional.empty();
        if (!group.get(name).isDrawn()) return Optional.empty();
        var components = Component.of(group, name);
        return components.size() == 1 ? Optional.of(components.getFirst()) : Optional.empty();
    }
}
