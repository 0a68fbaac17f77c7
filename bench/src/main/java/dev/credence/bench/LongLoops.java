package dev.credence.bench;

import static dev.credence.Credence.*;

import com.sun.management.ThreadMXBean;

import dev.credence.bench.kernels.RecurrenceLoop;
import dev.credence.bench.kernels.ValueAndGradient;
import dev.credence.graph.CompiledProgram;
import dev.credence.graph.Shape;
import dev.credence.graph.TensorType;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;

/// Times gradients of loops of more and more steps, as they are and with checkpoints, against loops
/// by hand, and counts the bytes that they need.
@Command(
        name = "loops",
        description = "Time gradients of loops of up to a million steps.",
        mixinStandardHelpOptions = true)
final class LongLoops implements Callable<Integer> {
    private static final int[] STEPS = {25_000, 50_000, 100_000, 1_000_000};
    private static final double TOLERANCE = 1e-12;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all rows there.")
    private Optional<Path> json;

    /// Nanoseconds of a value with its gradient by step, and bytes of all arrays by step.
    private record Row(
            int steps,
            double ns,
            double nsCheckpoints,
            double nsByHand,
            double bytes,
            double bytesCheckpoints) {}

    @Override
    public Integer call() {
        var rows = new ArrayList<Row>();
        System.out.printf(
                "%10s %8s %11s %8s %8s %11s%n",
                "steps", "ns/step", "checkpoints", "by hand", "bytes", "checkpoints");
        for (int n : STEPS) {
            var row = measure(n);
            rows.add(row);
            System.out.printf(
                    Locale.ROOT,
                    "%10d %8.2f %11.2f %8.2f %8.2f %11.2f%n",
                    row.steps(),
                    row.ns(),
                    row.nsCheckpoints(),
                    row.nsByHand(),
                    row.bytes(),
                    row.bytesCheckpoints());
        }
        json.ifPresent(file -> Results.write(file, rows));
        return 0;
    }

    private static Row measure(int n) {
        double[] x = new Random(1).doubles(n, -2, 2).toArray();
        var plain = program(n, false);
        var checkpoints = program(n, true);
        var byHand = new RecurrenceLoop(n);
        var ours = running(plain);
        var sparing = running(checkpoints);
        requireEqual(x, ours, byHand);
        requireEqual(x, sparing, byHand);
        var costs = new Alternation(new double[][] {x}).measure(ours, sparing, byHand);
        return new Row(
                n,
                costs.get(0).microseconds() * 1e3 / n,
                costs.get(1).microseconds() * 1e3 / n,
                costs.get(2).microseconds() * 1e3 / n,
                bytes(plain) / n,
                bytes(checkpoints) / n);
    }

    private static CompiledProgram program(int n, boolean checkpoints) {
        var x = tensor("x", TensorType.float64(n));
        var described = loop().over(x).carry(constant(0.5));
        if (checkpoints) described = described.checkpoints();
        var last =
                described
                        .run((c, e) -> Step.of(sin(c.getFirst().times(0.9).plus(e.getFirst()))))
                        .carry();
        return function(List.of(x), List.of(last, grad(last, x))).program(List.of(Shape.of(n)));
    }

    private static ValueAndGradient running(CompiledProgram program) {
        var executable = program.newExecutable();
        var inputs = new Object[1];
        var value = new double[1];
        var outputs = new Object[] {value, null};
        return (position, gradient) -> {
            inputs[0] = position;
            outputs[1] = gradient;
            executable.execute(inputs, outputs);
            return value[0];
        };
    }

    private static double bytes(CompiledProgram program) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        program.newExecutable();
        long before = thread.getCurrentThreadAllocatedBytes();
        program.newExecutable();
        return thread.getCurrentThreadAllocatedBytes() - before;
    }

    private static void requireEqual(double[] x, ValueAndGradient ours, ValueAndGradient byHand) {
        var actual = new double[x.length];
        var expected = new double[x.length];
        double difference = Math.abs(ours.at(x, actual) - byHand.at(x, expected));
        for (int i = 0; i < x.length; i++)
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        if (difference > TOLERANCE) {
            throw new IllegalStateException(
                    "a loop of %d steps differs by %s from the one by hand; nothing is timed that differs"
                            .formatted(x.length, difference));
        }
    }
}
