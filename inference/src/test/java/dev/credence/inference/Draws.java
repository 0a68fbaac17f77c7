package dev.credence.inference;

import java.util.ArrayList;
import java.util.List;

/// All that a run tells, kept for a test to look at.
final class Draws implements DrawSink {
    final List<List<double[]>> positions = new ArrayList<>();
    final List<List<NutsStatistics>> statistics = new ArrayList<>();
    final List<List<double[]>> warmup = new ArrayList<>();

    Draws(int chains) {
        for (int chain = 0; chain < chains; chain++) {
            positions.add(new ArrayList<>());
            statistics.add(new ArrayList<>());
            warmup.add(new ArrayList<>());
        }
    }

    /// The draws of a whole run from around the origin.
    static Draws of(LogDensity target, SamplingOptions options) {
        var draws = new Draws(options.chains());
        start(target, options, draws).await();
        return draws;
    }

    static SamplingRun start(LogDensity target, SamplingOptions options, DrawSink sink) {
        var origin = new double[target.dimension()];
        return SamplingRun.start(target, origin, options, sink, ProgressListener.none());
    }

    @Override
    public void draw(
            int chain, int index, boolean inWarmup, double[] position, NutsStatistics statistic) {
        var kept = (inWarmup ? warmup : positions).get(chain);
        if (kept.size() != index) {
            throw new IllegalStateException(
                    "chain %d gave draw %d after %d draws".formatted(chain, index, kept.size()));
        }
        kept.add(position.clone());
        if (!inWarmup) statistics.get(chain).add(statistic);
    }

    long divergences() {
        return statistics.stream().flatMap(List::stream).filter(NutsStatistics::diverging).count();
    }

    double meanSteps() {
        return statistics.stream()
                .flatMap(List::stream)
                .mapToInt(NutsStatistics::steps)
                .average()
                .orElseThrow();
    }

    double meanAcceptance() {
        return statistics.stream()
                .flatMap(List::stream)
                .mapToDouble(NutsStatistics::acceptanceRate)
                .average()
                .orElseThrow();
    }
}
