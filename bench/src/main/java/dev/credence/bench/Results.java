package dev.credence.bench;

import dev.credence.array.Kernels;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows of a benchmark as a JSON file, with when and on what they were measured.
final class Results {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private Results() {}

    /// @param load how many processes wanted to run, in the minute before; negative if unknown
    private record File(
            String measuredAt,
            String java,
            String system,
            int processors,
            double load,
            String kernels,
            List<?> rows) {}

    static void write(Path path, List<?> rows) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        var file =
                new File(
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                        Runtime.version().toString(),
                        "%s %s".formatted(system.getName(), system.getArch()),
                        system.getAvailableProcessors(),
                        system.getSystemLoadAverage(),
                        Kernels.fastest().describe(),
                        rows);
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            JSON.writerWithDefaultPrettyPrinter().writeValue(path, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> List<T> read(Path path, Class<T> row) {
        var rows = new ArrayList<T>();
        for (var node : JSON.readTree(path).get("rows")) rows.add(JSON.treeToValue(node, row));
        return rows;
    }

    static double median(double... values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
