package dev.credence.cli;

import dev.credence.posterior.InferenceData;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `credence summary`: the table of means, intervals and diagnostics of stored draws.
@Command(
        name = "summary",
        description = "Print the summary table of stored draws, with warnings.",
        mixinStandardHelpOptions = true)
final class SummaryCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DRAWS",
            description = "The folder that a run wrote, for example eight-schools.zarr.")
    private Path draws;

    @Override
    public Integer call() {
        var data = InferenceData.open(draws);
        var out = spec.commandLine().getOut();
        out.println(data.summary());
        for (var warning : data.warnings()) out.println("warning: " + warning);
        return 0;
    }
}
