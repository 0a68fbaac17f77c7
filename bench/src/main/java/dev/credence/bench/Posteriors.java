package dev.credence.bench;

import static dev.credence.Credence.*;

import dev.credence.array.NdArray;
import dev.credence.posterior.Component;
import dev.credence.posterior.Ess;
import dev.credence.posterior.InferenceData;
import dev.credence.posterior.Mcse;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// Samples the reference posteriors through the public API and compares means and second moments
/// with the references: `|z| <= 4` for all, z in combined Monte Carlo standard errors.
@Command(
        name = "posteriors",
        description = "Compare posteriors with their references.",
        mixinStandardHelpOptions = true)
final class Posteriors implements Callable<Integer> {
    private static final double LIMIT = 4;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "Only posteriors whose name contains NAME.")
    private String only = "";

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many seeds, from 1 (default 3).")
    private int seeds = 3;

    @Option(names = "--draws", paramLabel = "N", description = "Draws a chain (default 2000).")
    private int draws = 2000;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all rows there.")
    private Path json;

    private record Row(
            String posterior,
            long seed,
            String parameter,
            double mean,
            double z,
            Double zSquare,
            double ess,
            double seconds,
            long divergences) {}

    @Override
    public Integer call() throws IOException {
        var rows = new ArrayList<Row>();
        System.out.printf(
                "%-46s %4s %9s %9s %8s %6s%n",
                "posterior", "seed", "worst z", "min ESS", "seconds", "diverg");
        for (var entry : ReferenceModels.all().entrySet()) {
            if (!entry.getKey().contains(only)) continue;
            for (long seed = 1; seed <= seeds; seed++) rows.addAll(run(entry.getKey(), seed));
        }
        if (json != null) {
            Files.createDirectories(json.toAbsolutePath().getParent());
            JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(json, rows);
        }
        long bad = rows.stream().filter(r -> !(worst(r) <= LIMIT)).count();
        System.out.printf(
                "%d of %d components beyond %.0f combined standard errors%n",
                bad, rows.size(), LIMIT);
        return bad == 0 && !rows.isEmpty() ? 0 : 1;
    }

    private List<Row> run(String name, long seed) {
        var model = ReferenceModels.all().get(name).get();
        boolean funnel = name.endsWith("_centered");
        var options =
                options().withSeed(seed).withDraws(draws).withTargetAcceptance(funnel ? 0.99 : 0.8);
        long began = System.nanoTime();
        var data = sample(model, options);
        double seconds = (System.nanoTime() - began) / 1e9;
        long divergences = count(data.sampleStats().get("diverging").values());
        var rows = new ArrayList<Row>();
        for (var reference : Reference.of(name))
            rows.add(compare(name, seed, reference, data, seconds, divergences));
        System.out.printf(
                Locale.ROOT,
                "%-46s %4d %9.2f %9.0f %8.2f %6d%n",
                name,
                seed,
                rows.stream().mapToDouble(Posteriors::worst).max().orElse(Double.NaN),
                rows.stream().mapToDouble(Row::ess).min().orElse(Double.NaN),
                seconds,
                divergences);
        return rows;
    }

    private static Row compare(
            String name,
            long seed,
            Reference reference,
            InferenceData data,
            double seconds,
            long divergences) {
        double[][] draws = draws(data, reference.parameter());
        double[][] squares = new double[draws.length][];
        for (int c = 0; c < draws.length; c++)
            squares[c] = Arrays.stream(draws[c]).map(x -> x * x).toArray();
        return new Row(
                name,
                seed,
                reference.parameter(),
                mean(draws),
                z(draws, reference.mean()),
                reference.square().map(square -> z(squares, square)).orElse(null),
                Ess.bulk(draws),
                seconds,
                divergences);
    }

    /// The draws of a reference's parameter, for example `beta[2]`, counted from 1.
    private static double[][] draws(InferenceData data, String parameter) {
        int bracket = parameter.indexOf('[');
        if (bracket < 0) return Component.of(data.posterior(), parameter).getFirst().draws();
        int index = Integer.parseInt(parameter.substring(bracket + 1, parameter.length() - 1)) - 1;
        return Component.of(data.posterior(), parameter.substring(0, bracket)).get(index).draws();
    }

    private static double z(double[][] draws, Reference.Moment reference) {
        return (mean(draws) - reference.value()) / Math.hypot(Mcse.mean(draws), reference.error());
    }

    private static double mean(double[][] draws) {
        return Arrays.stream(draws).flatMapToDouble(Arrays::stream).average().orElse(Double.NaN);
    }

    private static double worst(Row row) {
        return row.zSquare() == null
                ? Math.abs(row.z())
                : Math.max(Math.abs(row.z()), Math.abs(row.zSquare()));
    }

    private static long count(NdArray flags) {
        long count = 0;
        for (boolean flag : flags.booleans()) if (flag) count++;
        return count;
    }
}
