package dev.credence.cli;

import dev.credence.posterior.InferenceData;
import dev.credence.run.Reports;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `credence report`: one HTML page of stored draws.
@Command(
        name = "report",
        description = "Write the report of stored draws as one HTML page.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DRAWS",
            description = "The folder that a run wrote, for example eight-schools.zarr.")
    private Path draws;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The page to write (default: report.html beside the draws).")
    private Path output;

    @Override
    public Integer call() throws IOException {
        var data = InferenceData.open(draws);
        var page = output == null ? Reports.besides(draws) : output;
        Reports.write(data, page);
        spec.commandLine().getOut().println("report   " + page);
        return 0;
    }
}
