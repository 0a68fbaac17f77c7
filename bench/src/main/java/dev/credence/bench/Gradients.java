package dev.credence.bench;

import dev.credence.bench.kernels.ValueAndGradient;
import dev.credence.model.ModelDensity;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;

/// Times one value and gradient of the speed workloads against hand-written kernels, in turns in
/// one JVM.
@Command(
        name = "gradients",
        description = "Time value and gradient against hand-written kernels.",
        mixinStandardHelpOptions = true)
final class Gradients implements Callable<Integer> {
    private static final int POSITIONS = 8;
    private static final double TOLERANCE = 1e-9;

    @Mixin private WorkloadOptions workloads;

    @Option(names = "--report", description = "Print what was compiled, for one workload.")
    private boolean report;

    /// @param chains how many positions are computed at once; the other figures are for one of them
    private record Row(
            String workload,
            String title,
            int dimension,
            int chains,
            double usPerGradient,
            double usHandWritten,
            double ratio,
            double allocatedBytes,
            double allocatedBytesHandWritten) {}

    @Override
    public Integer call() {
        var names = workloads.names();
        var rows =
                names.size() == 1
                        ? measure(Workload.of(names.getFirst()))
                        : names.stream().flatMap(name -> measuredApart(name).stream()).toList();
        print(rows);
        workloads.json().ifPresent(file -> Results.write(file, rows));
        return 0;
    }

    private static List<Row> measuredApart(String workload) {
        return OwnProcess.rows("gradients", workload, List.of(), Row.class);
    }

    private List<Row> measure(Workload workload) {
        var density = workload.model().get().density();
        return workload.forms().stream().map(f -> measure(workload, density, f)).toList();
    }

    private Row measure(Workload workload, ModelDensity model, Workload.Form form) {
        var density = form.density().apply(model);
        int chains = form.chains();
        if (report) System.out.println(chains == 1 ? density.report() : reportOf(density, chains));
        var ours = chains == 1 ? one(density) : several(density, chains);
        var byHand = form.byHand().get();
        var positions = positions(density, chains);
        for (double[] position : positions) requireEqual(workload.name(), position, ours, byHand);
        var costs = new Alternation(positions).measure(ours, byHand);
        return new Row(
                workload.name(),
                workload.title() + form.note(),
                density.dimension(),
                chains,
                costs.first().microseconds() / chains,
                costs.second().microseconds() / chains,
                costs.first().microseconds() / costs.second().microseconds(),
                costs.first().bytes() / chains,
                costs.second().bytes() / chains);
    }

    private static String reportOf(ModelDensity density, int chains) {
        return density.newBlockEvaluator(chains).report();
    }

    private static ValueAndGradient one(ModelDensity density) {
        return density.newEvaluator()::logDensity;
    }

    private static ValueAndGradient several(ModelDensity density, int chains) {
        var evaluator = density.newBlockEvaluator(chains);
        var values = new double[chains];
        return (positions, gradients) -> {
            evaluator.logDensities(positions, values, gradients);
            double sum = 0;
            for (double value : values) sum += value;
            return sum;
        };
    }

    private static double[][] positions(ModelDensity density, int chains) {
        var random = new Random(1);
        double[] initial = density.initialPosition();
        var positions = new double[POSITIONS][initial.length * chains];
        for (double[] position : positions) {
            for (int i = 0; i < position.length; i++)
                position[i] = initial[i / chains] + 0.5 * random.nextGaussian();
        }
        return positions;
    }

    private static void requireEqual(
            String workload, double[] position, ValueAndGradient ours, ValueAndGradient byHand) {
        var gradient = new double[position.length];
        var expected = new double[position.length];
        requireNear(
                workload + ": the log-density",
                ours.at(position, gradient),
                byHand.at(position, expected));
        for (int i = 0; i < expected.length; i++) {
            requireNear(
                    "%s: element %d of the gradient".formatted(workload, i),
                    gradient[i],
                    expected[i]);
        }
    }

    private static void requireNear(String what, double actual, double expected) {
        if (Math.abs(actual - expected) <= TOLERANCE * (1 + Math.abs(expected))) return;
        throw new IllegalStateException(
                "%s is %s, but %s by hand; nothing is timed that differs"
                        .formatted(what, actual, expected));
    }

    private static void print(List<Row> rows) {
        System.out.printf(
                "%-26s %4s %11s %11s %6s %8s %10s %10s%n",
                "", "dim", "us/gradient", "by hand", "ratio", "bytes", "CmdStan", "PyMC");
        for (var row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "%s %-23s %4d %11.4g %11.4g %6.2f %8.0f %10.4g %10.4g%n",
                    row.workload(),
                    row.title(),
                    row.dimension(),
                    row.usPerGradient(),
                    row.usHandWritten(),
                    row.ratio(),
                    row.allocatedBytes(),
                    Peer.CMDSTAN.get(row.workload()).microseconds(),
                    Peer.PYMC.get(row.workload()).microseconds());
        }
        System.out.println(Peer.NOTE);
    }
}
