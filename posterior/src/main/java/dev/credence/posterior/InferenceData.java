package dev.credence.posterior;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The result of an inference run: named groups of labelled arrays, as ArviZ lays them out.
///
/// The usual groups are `posterior`, `sample_stats`, `observed_data`, `prior`, `prior_predictive`
/// and `posterior_predictive`; arrays of draws have the leading dims `chain` and `draw`.
public final class InferenceData {
    /// The attribute of `sample_stats` or `posterior` with the acceptance rate that the sampler
    /// adapted its step size to; without it, acceptance is not checked.
    public static final String TARGET_ACCEPTANCE = "target_acceptance";

    private final Map<String, Dataset> groups;
    private volatile Summary summary;

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

    /// Writes all groups as a Zarr version 2 directory, which xarray opens as it is.
    ///
    /// A store that is already there is replaced once the new one is whole; any other directory
    /// with files in it is left alone.
    ///
    /// @throws StorageException if the directory holds something else or cannot be written
    public void save(Path directory) {
        StoreFiles.replace(
                directory,
                place -> {
                    var writer = new ZarrWriter(place);
                    groups.forEach(writer::dataset);
                    writer.consolidate();
                });
    }

    /// Reads a directory written by [#save] or by a [DrawRecorder], finished or not.
    ///
    /// @throws StorageException if there is no store or it cannot be read
    public static InferenceData open(Path directory) {
        return ZarrReader.read(directory);
    }

    /// Mean, spread, errors and convergence of every scalar of the posterior.
    public Summary summary() {
        var known = summary;
        if (known == null) summary = known = Summary.of(Component.of(posterior()));
        return known;
    }

    /// The summary of some variables only.
    ///
    /// @throws IllegalArgumentException if the posterior has no variable of such a name
    public Summary summary(String... names) {
        var components = new ArrayList<Component>();
        for (var name : names) components.addAll(Component.of(posterior(), name));
        return Summary.of(components);
    }

    /// One sentence for each reason not to trust the draws yet; empty if there is none.
    public List<String> warnings() {
        return Convergence.warnings(this);
    }

    /// The same data with a group added or replaced.
    public InferenceData with(String name, Dataset group) {
        var copy = new LinkedHashMap<>(groups);
        copy.put(name, group);
        return new InferenceData(copy);
    }
}
