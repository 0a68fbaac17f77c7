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
            description = "One workload, in this process: W1, W2, W4, W5 or W6.")
    private Optional<String> only;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all rows there.")
    private Optional<Path> json;

    /// The workloads to measure.
    List<Workload> workloads() {
        var all = Workload.all();
        var chosen =
                all.stream().filter(w -> only.isEmpty() || w.name().equals(only.get())).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no workload '%s'; there are %s"
                            .formatted(only.get(), all.stream().map(Workload::name).toList()));
        }
        return chosen;
    }

    Optional<Path> json() {
        return json;
    }
}
