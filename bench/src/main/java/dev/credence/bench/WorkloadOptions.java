package dev.credence.bench;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the benchmarks of the speed workloads have in common: which workloads, and where to write.
final class WorkloadOptions {
    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "One workload, in this process: W1, W2, W3, W4, W5, W6.")
    private Optional<String> only;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all rows there.")
    private Optional<Path> json;

    /// The names of the workloads to measure.
    List<String> names() {
        return names(List.copyOf(Workload.names()));
    }

    /// The names of what to measure, one or all of those.
    List<String> names(List<String> all) {
        if (only.isEmpty()) return all;
        if (all.contains(only.get())) return List.of(only.get());
        throw new IllegalArgumentException(
                "there is no workload '%s'; there are %s".formatted(only.get(), all));
    }

    Optional<Path> json() {
        return json;
    }
}
