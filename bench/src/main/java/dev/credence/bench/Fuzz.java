package dev.credence.bench;

import dev.credence.bench.fuzz.Campaign;
import dev.credence.bench.fuzz.Differential;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Compares backends and rewriting with the interpreter on random graphs.
@Command(
        name = "fuzz",
        description =
                "Compare the compiler and rewriting with the interpreter on random graphs; print a"
                        + " small program for each that differs.",
        mixinStandardHelpOptions = true)
final class Fuzz implements Callable<Integer> {
    /// Graphs of different seeds differ: each has a range of its own.
    private static final long RANGE = 1_000_000_000L;

    private static final int PROGRESS = 1_000;

    @Option(names = "--graphs", defaultValue = "1000", description = "How many graphs.")
    private int graphs;

    @Option(names = "--seed", defaultValue = "1", description = "Other graphs for another seed.")
    private int seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there.")
    private Optional<Path> json;

    private record Row(
            int graphs,
            int seed,
            double seconds,
            Map<String, Long> nodes,
            List<Campaign.Failure> failures) {}

    @Override
    public Integer call() {
        var campaign = new Campaign(new Differential());
        long began = System.nanoTime();
        for (int i = 0; i < graphs; i++) {
            campaign.check(seed * RANGE + i).ifPresent(Fuzz::print);
            if ((i + 1) % PROGRESS == 0) System.err.println(keep(campaign, i + 1, began));
        }
        System.out.println(keep(campaign, graphs, began));
        return campaign.failures().isEmpty() ? 0 : 1;
    }

    /// Writes the result of a run that may be stopped any time.
    private String keep(Campaign campaign, int done, long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        var row = new Row(done, seed, seconds, campaign.nodes(), campaign.failures());
        json.ifPresent(file -> Results.write(file, List.of(row)));
        return String.format(
                Locale.ROOT,
                "%d graphs with %d nodes in %.0f s: %d differ",
                done,
                row.nodes().values().stream().mapToLong(n -> n).sum(),
                seconds,
                row.failures().size());
    }

    private static void print(Campaign.Failure failure) {
        System.out.printf(
                "graph %d, %s: %s%n%s%n",
                failure.graph(), failure.way(), failure.message(), failure.source());
    }
}
