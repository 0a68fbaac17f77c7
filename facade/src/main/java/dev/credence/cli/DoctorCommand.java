package dev.credence.cli;

import dev.credence.array.Kernels;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `credence doctor`: what this machine offers and what Credence makes of it.
@Command(
        name = "doctor",
        description = "Show the JDK, whether SIMD is used and why, cores, memory and versions.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        var runtime = Runtime.getRuntime();
        row("credence", Version.text());
        row("jdk", "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor")));
        row("jdk home", System.getProperty("java.home"));
        row(
                "system",
                "%s %s, %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")));
        row("cores", Integer.toString(runtime.availableProcessors()));
        row("memory", "%.1f GiB for this process at most".formatted(runtime.maxMemory() / 0x1p30));
        row("kernels", Kernels.fastest().describe());
        row("compiler", dev.credence.graph.CompiledFunction.backendName());
        return 0;
    }

    private void row(String name, String value) {
        spec.commandLine().getOut().printf("%-10s %s%n", name, value);
    }
}
