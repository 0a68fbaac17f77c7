package dev.credence.posterior;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The result of an inference run: named groups of labelled arrays, as ArviZ lays them out.
///
/// The usual groups are `posterior`, `sample_stats`, `observed_data`, `prior`, `prior_predictive`
/// and `posterior_predictive`; arrays of draws have the leading dims `chain` and `draw`.
public final class InferenceData {
    private final Map<String, Dataset> groups;

    public InferenceData(Map<String, Dataset> groups) {
        this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /// All groups by name, in order.
    public Map<String, Dataset> groups() {
        return groups;
    }

    /// The group of that name.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists the groups that exist
    public Dataset group(String name) {
        var found = groups.get(name);
        if (found == null)
            throw new IllegalArgumentException(
                    "no group '" + name + "'; there are " + groups.keySet());
        return found;
    }

    /// The draws of the model's variables.
    public Dataset posterior() {
        return group("posterior");
    }

    /// What the sampler reported with each draw.
    public Dataset sampleStats() {
        return group("sample_stats");
    }

    /// The same data with a group added or replaced.
    public InferenceData with(String name, Dataset group) {
        var copy = new LinkedHashMap<>(groups);
        copy.put(name, group);
        return new InferenceData(copy);
    }
}
