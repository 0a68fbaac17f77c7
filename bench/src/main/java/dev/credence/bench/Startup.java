package dev.credence.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/// Times whole processes of the command line, from the shell's start to its end.
@Command(
        name = "startup",
        description = "Time whole processes of the command line.",
        mixinStandardHelpOptions = true)
final class Startup implements Callable<Integer> {
    private static final int REPETITIONS = 5;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all rows there.")
    private Optional<Path> json;

    /// Medians, in seconds; `cpuS` is user and system time of all the command's processes.
    private record Row(String command, int repetitions, double wallS, double cpuS) {}

    private record Time(double wall, double cpu) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        var home = Path.of(System.getProperty("credence.home", ".")).toAbsolutePath();
        var output = Files.createTempDirectory("credence-startup");
        try {
            var example = "examples/EightSchools.java";
            var run = List.of("./credence", "run", "--output", output.toString(), example);
            var rows =
                    List.of(
                            measure("credence run " + example, home, run),
                            measure("credence doctor", home, List.of("./credence", "doctor")));
            for (var row : rows) {
                System.out.printf(
                        Locale.ROOT,
                        "%-42s %6.2f s wall, %6.2f s processor%n",
                        row.command(),
                        row.wallS(),
                        row.cpuS());
            }
            json.ifPresent(file -> Results.write(file, rows));
        } finally {
            delete(output);
        }
        return 0;
    }

    /// The first run is not counted: it may build.
    private static Row measure(String name, Path home, List<String> command)
            throws IOException, InterruptedException {
        time(home, command);
        var times = new ArrayList<Time>();
        for (int i = 0; i < REPETITIONS; i++) times.add(time(home, command));
        return new Row(name, REPETITIONS, median(times, Time::wall), median(times, Time::cpu));
    }

    private static double median(List<Time> times, ToDoubleFunction<Time> part) {
        return Results.median(times.stream().mapToDouble(part).toArray());
    }

    /// The shell's `time` tells the processor time of processes that have ended, which Java cannot.
    private static Time time(Path home, List<String> command)
            throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("bash", "-c"));
        line.add("TIMEFORMAT='%U %S'; time \"$@\" >/dev/null 2>&1");
        line.add("bash");
        line.addAll(command);
        long began = System.nanoTime();
        var process =
                new ProcessBuilder(line).directory(home.toFile()).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        double wall = (System.nanoTime() - began) / 1e9;
        if (code != 0) {
            throw new IllegalStateException(
                    "%s ended with exit code %d".formatted(String.join(" ", command), code));
        }
        var parts = said.strip().split(" ", 2);
        return new Time(wall, Double.parseDouble(parts[0]) + Double.parseDouble(parts[1]));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
