package dev.credence.bench;

import static dev.credence.Credence.*;

import dev.credence.bench.kernels.ChainLoop;
import dev.credence.bench.kernels.ValueAndGradient;
import dev.credence.graph.CompiledProgram;
import dev.credence.graph.Shape;
import dev.credence.graph.TensorType;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;

/// Times a chain of twenty elementwise operations against a plain loop, and against a copy of the
/// array, which is as fast as memory gives and takes.
@Command(
        name = "chain",
        description = "Time 20 elementwise operations in one function against a plain loop.",
        mixinStandardHelpOptions = true)
final class ChainOfOps implements Callable<Integer> {
    private static final int[] SIZES = {1_000, 100_000, 10_000_000};
    private static final double TOLERANCE = 1e-13;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all rows there.")
    private Optional<Path> json;

    /// @param gbPerS what one element read and one written make of the time
    /// @param gbPerSCopy the same of a copy
    private record Row(
            int elements,
            double us,
            double usHandWritten,
            double ratio,
            double nsPerElement,
            double gbPerS,
            double gbPerSCopy,
            double allocatedBytes) {}

    @Override
    public Integer call() {
        var rows = new ArrayList<Row>();
        System.out.printf(
                "%10s %11s %11s %6s %10s %8s %8s %8s%n",
                "elements", "us", "by hand", "ratio", "ns/element", "GB/s", "copy", "bytes");
        for (int n : SIZES) {
            var row = measure(n);
            rows.add(row);
            System.out.printf(
                    Locale.ROOT,
                    "%10d %11.4g %11.4g %6.2f %10.2f %8.2f %8.2f %8.0f%n",
                    row.elements(),
                    row.us(),
                    row.usHandWritten(),
                    row.ratio(),
                    row.nsPerElement(),
                    row.gbPerS(),
                    row.gbPerSCopy(),
                    row.allocatedBytes());
        }
        json.ifPresent(file -> Results.write(file, rows));
        return 0;
    }

    private static Row measure(int n) {
        var random = new Random(1);
        double[] x = random.doubles(n, -2, 2).toArray();
        var ours = compiled(n);
        var byHand = new ChainLoop();
        requireEqual(x, ours, byHand);
        ValueAndGradient copy =
                (position, out) -> {
                    System.arraycopy(position, 0, out, 0, position.length);
                    return out[0];
                };
        var costs = new Alternation(new double[][] {x}).measure(ours, byHand, copy);
        double us = costs.getFirst().microseconds();
        double bytes = 2.0 * Double.BYTES * n;
        return new Row(
                n,
                us,
                costs.get(1).microseconds(),
                us / costs.get(1).microseconds(),
                us * 1e3 / n,
                bytes / us / 1e3,
                bytes / costs.get(2).microseconds() / 1e3,
                costs.getFirst().bytes());
    }

    private static ValueAndGradient compiled(int n) {
        var executable = program(n).newExecutable();
        var inputs = new Object[1];
        var outputs = new Object[1];
        return (position, out) -> {
            inputs[0] = position;
            outputs[0] = out;
            executable.execute(inputs, outputs);
            return out[0];
        };
    }

    private static CompiledProgram program(int n) {
        var x = tensor("x", TensorType.float64(n));
        var a = x.times(0.5).plus(1);
        var b = a.times(a);
        var c = b.plus(x);
        var e = exp(b.unaryMinus());
        var d = c.times(e);
        var f = log(d.times(d).plus(1));
        var t = tanh(f.minus(a).times(c));
        var k = t.times(e).plus(f).minus(x.times(0.25));
        var y = k.times(k).plus(t).times(0.1);
        return function(List.of(x), y).program(List.of(Shape.of(n)));
    }

    private static void requireEqual(double[] x, ValueAndGradient ours, ValueAndGradient byHand) {
        var actual = new double[x.length];
        var expected = new double[x.length];
        ours.at(x, actual);
        byHand.at(x, expected);
        for (int i = 0; i < x.length; i++) {
            if (Math.abs(actual[i] - expected[i]) <= TOLERANCE * (1 + Math.abs(expected[i])))
                continue;
            throw new IllegalStateException(
                    "element %d of the chain is %s, but %s by hand; nothing is timed that differs"
                            .formatted(i, actual[i], expected[i]));
        }
    }
}
