package dev.credence.posterior;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collects the draws of a run of several chains, each on its own thread, and hands them over as
/// [InferenceData].
///
/// Whatever stops the run, every draw that was appended is in the result: a chain that made fewer
/// draws than the longest one is padded (NaN for float64), and the attribute `completed_draws` says
/// how many are real. With a directory, chunks of draws are written as they fill, and a run that is
/// killed leaves a store that [InferenceData#open] reads.
public final class DrawRecorder implements AutoCloseable {
    private final DrawSchema schema;
    private final DrawPhase draws;
    private final DrawPhase warmup;
    private final ChainRecorder[] chains;
    private final Map<String, Dataset> groups = new LinkedHashMap<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private Optional<DrawStore> store = Optional.empty();
    private boolean finished;

    private DrawRecorder(DrawSchema schema) {
        this.schema = schema;
        this.draws = DrawPhase.of(schema, "", schema.draws());
        this.warmup = DrawPhase.of(schema, "warmup_", schema.warmup());
        this.chains = new ChainRecorder[schema.chains()];
        for (int c = 0; c < chains.length; c++) chains[c] = new ChainRecorder(this, c);
    }

    /// A recorder that keeps the draws in memory only.
    public static DrawRecorder inMemory(DrawSchema schema) {
        return new DrawRecorder(schema);
    }

    /// A recorder that also writes the draws to a new directory while the run goes on.
    ///
    /// @throws StorageException if the directory holds files already or cannot be written
    public static DrawRecorder into(Path directory, DrawSchema schema) {
        var recorder = new DrawRecorder(schema);
        recorder.store = Optional.of(new DrawStore(directory, schema, recorder.phases()));
        return recorder;
    }

    private List<DrawPhase> phases() {
        return schema.warmup() > 0 ? List.of(draws, warmup) : List.of(draws);
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
        store.ifPresent(s -> s.putGroup(name, group));
    }

    /// Notes a fact about the run, for example its seed, as an attribute of `posterior`.
    public synchronized void putAttribute(String name, String value) {
        requireOpen();
        attributes.put(name, value);
        store.ifPresent(s -> s.putAttribute(name, value, draws));
    }

    /// Ends the recording and gives all draws; no chain can append any more.
    ///
    /// @throws StorageException if the last draws cannot be written; they stay in memory, and a
    ///   second call returns them
    public synchronized InferenceData finish() {
        requireOpen();
        for (var chain : chains) chain.finish();
        writeRest();
        finished = true;
        var all = new LinkedHashMap<String, Dataset>();
        for (var phase : phases()) {
            var completed = completed(phase);
            for (var buffer : phase.buffers()) {
                var facts = buffer == draws.variables() ? attributes : Map.<String, String>of();
                all.put(buffer.group(), buffer.dataset(completed, schema.coords(), facts));
            }
        }
        all.putAll(groups);
        return new InferenceData(all);
    }

    /// Ends the recording if [#finish] has not; draws on their way to disk are written.
    @Override
    public synchronized void close() {
        if (finished) return;
        for (var chain : chains) chain.finish();
        writeRest();
        finished = true;
    }

    private void writeRest() {
        if (store.isEmpty()) return;
        var open = store.get();
        store = Optional.empty();
        try (open) {
            for (var phase : phases()) open.finish(phase, completed(phase));
        }
    }

    private int[] completed(DrawPhase phase) {
        var completed = new int[chains.length];
        for (int c = 0; c < completed.length; c++) {
            completed[c] = phase == draws ? chains[c].completed() : chains[c].warmupCompleted();
        }
        return completed;
    }

    DrawPhase draws() {
        return draws;
    }

    DrawPhase warmup() {
        return warmup;
    }

    /// Writes the chain's chunks if one has just filled.
    void appended(DrawPhase phase, int chain, int completed) {
        if (store.isPresent() && completed % DrawStore.drawsPerChunk(phase.variables()) == 0) {
            flush(phase, chain, completed);
        }
    }

    void flush(DrawPhase phase, int chain, int completed) {
        if (store.isPresent()) store.get().flush(phase, chain, completed);
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException("the recorder is finished: nothing can be added");
        }
    }
}
