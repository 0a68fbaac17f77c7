package dev.credence.cli;

import dev.credence.run.FinishedRun;
import dev.credence.run.Reports;
import dev.credence.run.Session;
import dev.credence.run.UserError;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `credence run`: compiles a source file in memory, runs it, and writes what its runs produced.
@Command(
        name = "run",
        description =
                "Run a Java source file; keep the draws of its models and write a report of each.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "Folder for draws and reports (default: a new folder below credence-runs).")
    private Path output;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "The program, one Java source file.")
    private Path file;

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "Arguments of the program.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw UserError.usage(
                    "there is no file %s; give the path of a Java source file".formatted(file));
        }
        if (!file.toString().endsWith(".java")) {
            throw UserError.usage(
                    "%s is not a Java source file; its name must end with .java".formatted(file));
        }
        System.setProperty("credence.program", file.toString());
        try (var session = Session.begin(folder())) {
            var program = SourceProgram.compile(file);
            try {
                program.run(arguments.toArray(String[]::new));
            } finally {
                finish(session);
            }
        }
        return 0;
    }

    private Path folder() {
        if (output != null) return output;
        var name = file.getFileName().toString().replaceFirst("\\.java$", "");
        var runs = Path.of("credence-runs");
        var folder = runs.resolve(name);
        for (int i = 2; Files.exists(folder); i++) folder = runs.resolve(name + "-" + i);
        return folder;
    }

    private static void finish(Session session) throws IOException {
        var out = session.out();
        for (FinishedRun run : session.runs()) {
            for (var warning : run.warnings()) out.println("warning: " + warning);
            Optional<Path> draws = run.draws();
            if (draws.isEmpty()) continue;
            var report = Reports.besides(draws.get());
            Reports.write(run.data(), report);
            out.println("draws    " + draws.get());
            out.println("report   " + report);
        }
    }
}
