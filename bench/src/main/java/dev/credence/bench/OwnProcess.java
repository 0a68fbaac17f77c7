package dev.credence.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// Measures each workload in a JVM of its own, like this one: what the compiler learned from one
/// workload must not help or hinder the next.
final class OwnProcess {
    private OwnProcess() {}

    /// The rows of a command that is run with `--only` for a workload.
    static <T> List<T> rows(String command, String workload, List<String> options, Class<T> row) {
        try {
            var file = Files.createTempFile("credence-bench", ".json");
            try {
                var line = new ArrayList<String>();
                line.add(ProcessHandle.current().info().command().orElse("java"));
                line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
                line.addAll(List.of("-cp", System.getProperty("java.class.path")));
                line.addAll(List.of(Bench.class.getName(), command, "--only", workload));
                line.addAll(List.of("--json", file.toString()));
                line.addAll(options);
                var builder = new ProcessBuilder(line).redirectError(Redirect.INHERIT);
                int code = builder.redirectOutput(Redirect.DISCARD).start().waitFor();
                if (code != 0) {
                    throw new IllegalStateException(
                            "%s of %s failed with exit code %d".formatted(command, workload, code));
                }
                return Results.read(file, row);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + workload, e);
        }
    }
}
