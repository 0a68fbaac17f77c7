package dev.credence.checks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs `./credence` as a user does, and keeps what it prints.
final class Launcher {
    /// What a command printed and how it ended.
    record Result(int exitCode, String out, String err) {}

    private Launcher() {}

    static Result run(Path directory, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", Tree.ROOT.resolve("credence").toString()));
        command.addAll(arguments);
        var out = Files.createTempFile("credence", ".out");
        var err = Files.createTempFile("credence", ".err");
        var builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("credence " + arguments + " did not end");
        }
        // The filter of stderr may end a moment after the command.
        Thread.sleep(50);
        var result = new Result(process.exitValue(), read(out), read(err));
        Files.delete(out);
        Files.delete(err);
        return result;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
