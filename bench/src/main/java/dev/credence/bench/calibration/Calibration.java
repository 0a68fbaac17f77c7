package dev.credence.bench.calibration;

import dev.credence.plot.CalibrationPlot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// Simulation-based calibration of models of many families: do posteriors hold the truth as often
/// as they say?
@Command(
        name = "calibration",
        description = "Rank true values among posterior draws, model by model.",
        mixinStandardHelpOptions = true)
public final class Calibration implements Callable<Integer> {
    /// The chance to fail somewhere although all is right.
    private static final double LEVEL = 0.01;

    @Option(names = "--only", paramLabel = "NAME", description = "Only models named like NAME.")
    private String only = "";

    @Option(
            names = "--replications",
            paramLabel = "N",
            description = "How many truths for each model (default 300).")
    private int replications = 300;

    @Option(names = "--seed", paramLabel = "S", description = "The seed of the truths (default 1).")
    private long seed = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the counts there.")
    private Path json;

    @Option(names = "--plots", paramLabel = "DIR", description = "Draw rank histograms there.")
    private Path plots;

    private record Row(
            String model, String component, int replications, int[] counts, double uniformity) {}

    @Override
    public Integer call() throws IOException {
        var rows = new ArrayList<Row>();
        System.out.printf(
                "%-22s %10s %10s %8s %9s%n", "model", "components", "least p", "diverg", "seconds");
        for (var entry : CalibrationModels.all().entrySet()) {
            if (!entry.getKey().contains(only)) continue;
            long began = System.nanoTime();
            var run = new Replications(entry.getValue().get(), replications, seed);
            var ranks = run.run();
            double least = ranks.stream().mapToDouble(Ranks::uniformity).min().orElse(Double.NaN);
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %10d %10.4f %8d %9.1f%n",
                    entry.getKey(),
                    ranks.size(),
                    least,
                    run.divergences(),
                    (System.nanoTime() - began) / 1e9);
            for (var rank : ranks) rows.add(row(entry.getKey(), rank));
            if (plots != null) draw(entry.getKey(), ranks);
        }
        if (json != null) {
            Files.createDirectories(json.toAbsolutePath().getParent());
            JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(json, rows);
        }
        double limit = LEVEL / rows.size();
        long bad = rows.stream().filter(r -> !(r.uniformity() >= limit)).count();
        System.out.printf(
                Locale.ROOT,
                "%d of %d components have ranks that are not uniform (p < %.2g)%n",
                bad,
                rows.size(),
                limit);
        return bad == 0 && !rows.isEmpty() ? 0 : 1;
    }

    private Row row(String model, Ranks ranks) {
        return new Row(model, ranks.component(), replications, ranks.counts(), ranks.uniformity());
    }

    private void draw(String name, List<Ranks> ranks) throws IOException {
        var counts = new LinkedHashMap<String, int[]>();
        for (var rank : ranks) counts.put(rank.component(), rank.counts());
        Files.createDirectories(plots);
        var title = "%s: ranks of %,d true values".formatted(name, replications);
        CalibrationPlot.of(title, counts).save(plots.resolve(name + ".svg"));
    }
}
