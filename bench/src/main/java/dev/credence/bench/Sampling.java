package dev.credence.bench;

import static dev.credence.Credence.options;
import static dev.credence.Credence.sample;

import com.sun.management.OperatingSystemMXBean;

import dev.credence.posterior.Component;
import dev.credence.posterior.Ess;
import dev.credence.posterior.InferenceData;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/// Times whole runs of the speed workloads by default options: the first draw, the gradients, and
/// what an effective draw costs.
@Command(
        name = "sampling",
        description = "Time whole runs of the speed workloads.",
        mixinStandardHelpOptions = true)
final class Sampling implements Callable<Integer> {
    @Mixin private WorkloadOptions workloads;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Runs to take medians of, default 3.")
    private int repeat = 3;

    @Option(names = "--seed", paramLabel = "N", description = "The first run's seed, default 1.")
    private long seed = 1;

    /// One run. Times are in seconds; `processor` of all threads, the JIT compiler's included.
    private record Run(
            double whole,
            double sampling,
            double processor,
            double drawing,
            double warmupGradients,
            double drawGradients,
            double leastEss,
            double meanEss,
            int covered) {}

    /// Medians over the runs that follow a first one.
    ///
    /// @param draws of each chain, after 1000 of warmup
    /// @param firstDrawColdS from the model's construction to one draw without warmup, in a new JVM
    /// @param firstDrawWarmS the same once more
    /// @param firstRunS from the model's construction to the data, of the first run
    /// @param runS the same, of the runs after it
    /// @param samplingS the wall time of warmup and draws
    /// @param usPerGradient of the draws: the chains' time by their gradients
    /// @param usCpuPerGradient of the whole run: processor time of all threads by all gradients
    /// @param minEss the smallest bulk effective sample size of all parameters
    /// @param msPerEffectiveDraw the whole run's time by the mean effective sample size
    /// @param trueValues how many of the parameters the data were drawn with are known
    /// @param trueValuesCovered how many of these lie in their central 95 % interval
    private record Row(
            String workload,
            String title,
            int chains,
            int draws,
            long seed,
            int repetitions,
            double firstDrawColdS,
            double firstDrawWarmS,
            double firstRunS,
            double runS,
            double samplingS,
            double warmupGradients,
            double drawGradients,
            double usPerGradient,
            double usCpuPerGradient,
            double minEss,
            double meanEss,
            double minEssPerS,
            double minEssPerGradient,
            double msPerEffectiveDraw,
            int trueValues,
            int trueValuesCovered) {}

    @Override
    public Integer call() {
        var names = workloads.names(WholeRun.names());
        var rows =
                names.size() == 1
                        ? List.of(measure(WholeRun.of(names.getFirst())))
                        : names.stream().flatMap(name -> measuredApart(name).stream()).toList();
        print(rows);
        workloads.json().ifPresent(file -> Results.write(file, rows));
        return 0;
    }

    private List<Row> measuredApart(String workload) {
        var options = List.of("--repeat", Integer.toString(repeat), "--seed", Long.toString(seed));
        return OwnProcess.rows("sampling", workload, options, Row.class);
    }

    private Row measure(WholeRun workload) {
        double cold = firstDraw(workload);
        double warm = firstDraw(workload);
        double first = run(workload, seed).whole();
        var runs = new ArrayList<Run>();
        for (int i = 0; i < repeat; i++) runs.add(run(workload, seed + i));
        return new Row(
                workload.name(),
                workload.title(),
                workload.chains(),
                workload.draws(),
                seed,
                repeat,
                cold,
                warm,
                first,
                median(runs, Run::whole),
                median(runs, Run::sampling),
                median(runs, Run::warmupGradients),
                median(runs, Run::drawGradients),
                median(runs, r -> 1e6 * r.drawing() / r.drawGradients()),
                median(runs, r -> 1e6 * r.processor() / (r.warmupGradients() + r.drawGradients())),
                median(runs, Run::leastEss),
                median(runs, Run::meanEss),
                median(runs, r -> r.leastEss() / r.sampling()),
                median(runs, r -> r.leastEss() / r.drawGradients()),
                median(runs, r -> 1e3 * r.whole() / r.meanEss()),
                workload.truth().values().stream().mapToInt(v -> v.length).sum(),
                (int) median(runs, Run::covered));
    }

    private double firstDraw(WholeRun workload) {
        long began = System.nanoTime();
        sample(
                workload.model().get(),
                options().withChains(1).withWarmup(0).withDraws(1).withSeed(seed));
        return (System.nanoTime() - began) / 1e9;
    }

    private static Run run(WholeRun workload, long seed) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long processor = system.getProcessCpuTime();
        long began = System.nanoTime();
        var options =
                options().withChains(workload.chains()).withDraws(workload.draws()).withSeed(seed);
        var data = sample(workload.model().get(), options);
        double whole = (System.nanoTime() - began) / 1e9;
        processor = system.getProcessCpuTime() - processor;
        var ess =
                Component.of(data.posterior()).stream()
                        .mapToDouble(c -> Ess.bulk(c.draws()))
                        .summaryStatistics();
        return new Run(
                whole,
                number(data, "sampling_time"),
                processor / 1e9,
                number(data, "chains_draw_time"),
                number(data, "warmup_gradients"),
                number(data, "draw_gradients"),
                ess.getMin(),
                ess.getAverage(),
                workload.covered(data.posterior()));
    }

    private static double number(InferenceData data, String attribute) {
        return Double.parseDouble(data.posterior().attributes().get(attribute));
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> quantity) {
        return Results.median(runs.stream().mapToDouble(quantity).toArray());
    }

    private static void print(List<Row> rows) {
        System.out.printf(
                "%-23s %11s %8s %15s %8s %8s %7s %7s %10s %8s %8s %8s %7s%n",
                "",
                "first draw",
                "sampling",
                "gradients",
                "us/grad",
                "us CPU",
                "min ESS",
                "mean",
                "min ESS/s",
                "CmdStan",
                "PyMC",
                "ESS/grad",
                "ms/ESS");
        for (var row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "%-3s %-19s %5.2f %5.3f %8.3f %7.0f+%7.0f %8.4g %8.4g %7.0f %7.0f %10.0f"
                            + " %8s %8s %8.3f %7.4f%n",
                    row.workload(),
                    row.title(),
                    row.firstDrawColdS(),
                    row.firstDrawWarmS(),
                    row.samplingS(),
                    row.warmupGradients(),
                    row.drawGradients(),
                    row.usPerGradient(),
                    row.usCpuPerGradient(),
                    row.minEss(),
                    row.meanEss(),
                    row.minEssPerS(),
                    essPerSecond(Peer.CMDSTAN, row),
                    essPerSecond(Peer.PYMC, row),
                    row.minEssPerGradient(),
                    row.msPerEffectiveDraw());
        }
        for (var row : rows) {
            if (row.trueValues() == 0) continue;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d of %d true values in their central 95 %% interval; %.2f s a run%n",
                    row.workload(),
                    row.trueValuesCovered(),
                    row.trueValues(),
                    row.runS());
        }
        System.out.println(Peer.NOTE);
        WholeRun.notes().forEach(System.out::println);
    }

    private static String essPerSecond(Map<String, Peer> peers, Row row) {
        var peer = peers.get(row.workload());
        return peer == null ? "" : "%.4g".formatted(peer.essPerSecond());
    }
}
