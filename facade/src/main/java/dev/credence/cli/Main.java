package dev.credence.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// The command line `credence`: runs programs, summarises draws, writes reports, examines the
/// machine.
@Command(
        name = "credence",
        description = "Probabilistic programs on the JVM: from a model in Java to its posterior.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            SummaryCommand.class,
            ReportCommand.class,
            DoctorCommand.class
        })
public final class Main {
    private Main() {}

    /// Exit codes: 0 fine, 1 the run failed, 2 bad usage.
    public static void main(String... args) {
        System.exit(execute(args));
    }

    static int execute(String... args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        var line =
                new CommandLine(new Main())
                        .setOut(out)
                        .setErr(err)
                        .setExpandAtFiles(false)
                        .setStopAtPositional(false)
                        .setExecutionExceptionHandler(new Failures());
        line.getSubcommands().get("run").setStopAtPositional(true);
        if (args.length == 0) {
            line.usage(err);
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(args);
    }
}
