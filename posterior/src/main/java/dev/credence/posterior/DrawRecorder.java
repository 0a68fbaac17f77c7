package dev.credence.posterior;

import java.util.LinkedHashMap;
import java.util.Map;

/// Collects the draws of a run of several chains, each on its own thread, and hands them over as
/// [InferenceData].
///
/// Whatever stops the run, every draw that was appended is in the result: a chain that made fewer
/// draws than the longest one is padded (NaN for float64), and the attribute `completed_draws` says
/// how many are real.
public final class DrawRecorder implements AutoCloseable {
    private final DrawSchema schema;
    private final ChainRecorder[] chains;
    private final DrawBuffer posterior;
    private final DrawBuffer sampleStats;
    private final DrawBuffer warmupPosterior;
    private final DrawBuffer warmupSampleStats;
    private final Map<String, Dataset> groups = new LinkedHashMap<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private volatile boolean finished;

    private DrawRecorder(DrawSchema schema) {
        this.schema = schema;
        this.posterior = new DrawBuffer(schema.variables(), schema.chains(), schema.draws());
        this.sampleStats = new DrawBuffer(schema.statistics(), schema.chains(), schema.draws());
        this.warmupPosterior = new DrawBuffer(schema.variables(), schema.chains(), schema.warmup());
        this.warmupSampleStats =
                new DrawBuffer(schema.statistics(), schema.chains(), schema.warmup());
        this.chains = new ChainRecorder[schema.chains()];
        for (int c = 0; c < chains.length; c++) chains[c] = new ChainRecorder(this, c);
    }

    /// A recorder that keeps the draws in memory only.
    public static DrawRecorder inMemory(DrawSchema schema) {
        return new DrawRecorder(schema);
    }

    /// What is recorded.
    public DrawSchema schema() {
        return schema;
    }

    /// The recorder of one chain, counted from 0.
    public ChainRecorder chain(int chain) {
        return chains[chain];
    }

    /// Adds a group that is not made of draws of this run, for example `observed_data`.
    public synchronized void putGroup(String name, Dataset group) {
        requireOpen();
        groups.put(name, group);
    }

    /// Notes a fact about the run, for example its seed, as an attribute of `posterior`.
    public synchronized void putAttribute(String name, String value) {
        requireOpen();
        attributes.put(name, value);
    }

    /// Ends the recording and gives all draws; no chain may append any more.
    public synchronized InferenceData finish() {
        requireOpen();
        finished = true;
        int count = chains.length;
        var completed = new int[count];
        var warmup = new int[count];
        for (int c = 0; c < count; c++) {
            completed[c] = chains[c].completed();
            warmup[c] = chains[c].warmupCompleted();
        }
        var all = new LinkedHashMap<String, Dataset>();
        all.put("posterior", posterior.dataset(completed, schema.coords(), attributes));
        all.put("sample_stats", sampleStats.dataset(completed, schema.coords(), Map.of()));
        if (schema.warmup() > 0) {
            all.put("warmup_posterior", warmupPosterior.dataset(warmup, schema.coords(), Map.of()));
            all.put(
                    "warmup_sample_stats",
                    warmupSampleStats.dataset(warmup, schema.coords(), Map.of()));
        }
        all.putAll(groups);
        return new InferenceData(all);
    }

    /// Ends the recording if [#finish] has not.
    @Override
    public synchronized void close() {
        finished = true;
    }

    void write(boolean warmup, int chain, int draw, double[] values, double[] statistics) {
        requireOpen();
        var variables = warmup ? warmupPosterior : posterior;
        var reports = warmup ? warmupSampleStats : sampleStats;
        requireLength("values", values.length, variables.valuesPerDraw());
        requireLength("statistics", statistics.length, reports.valuesPerDraw());
        if (draw >= variables.draws()) {
            throw new IllegalStateException(
                    "chain %d already has its %d %sdraws"
                            .formatted(chain, draw, warmup ? "warmup " : ""));
        }
        variables.write(chain, draw, values);
        reports.write(chain, draw, statistics);
    }

    private void requireOpen() {
        if (finished)
            throw new IllegalStateException("the recorder is finished: nothing can be added");
    }

    private static void requireLength(String what, int length, int wanted) {
        if (length != wanted) {
            throw new IllegalArgumentException(
                    "a draw has %d %s but the schema asks for %d".formatted(length, what, wanted));
        }
    }
}
