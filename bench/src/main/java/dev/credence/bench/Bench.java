package dev.credence.bench;

import dev.credence.bench.calibration.Calibration;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The studies and benchmarks that are too slow for the tests, one command each.
@Command(
        name = "bench/run",
        description = "Studies and benchmarks; results are kept under docs/results.",
        mixinStandardHelpOptions = true,
        subcommands = {
            Posteriors.class,
            Calibration.class,
            Gradients.class,
            ChainOfOps.class,
            MatrixKernels.class,
            Sampling.class,
            FirstDraw.class,
            Startup.class,
            RewritingCost.class,
            Fuzz.class
        })
public final class Bench {
    private Bench() {}

    public static void main(String... args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }
}
