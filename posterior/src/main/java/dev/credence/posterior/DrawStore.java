package dev.credence.posterior;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The half of a [DrawRecorder] that is on disk: chunks of draws of one chain each, written as they
/// fill, so that a run killed at any moment leaves a readable store.
///
/// A chunk is complete on disk before the attribute `completed_draws` counts its draws.
final class DrawStore implements AutoCloseable {
    private static final int DRAWS_PER_CHUNK = 100;
    private static final int MOST_ELEMENTS = 1 << 20;

    private final DrawSchema schema;
    private final ZarrWriter writer;
    private final ChunkCodec[] codecs;
    private final Map<String, int[]> flushed = new LinkedHashMap<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();

    DrawStore(Path directory, DrawSchema schema, List<DrawPhase> phases) {
        requireNew(directory);
        this.schema = schema;
        this.writer = new ZarrWriter(directory);
        this.codecs = new ChunkCodec[schema.chains()];
        for (int chain = 0; chain < codecs.length; chain++) codecs[chain] = new ChunkCodec();
        for (var phase : phases) {
            flushed.put(phase.prefix(), new int[schema.chains()]);
            for (var buffer : phase.buffers()) describe(buffer, buffer.draws());
        }
        writer.consolidate();
        for (var phase : phases) attributes(phase);
    }

    private static void requireNew(Path directory) {
        if (!Files.exists(directory)) return;
        try (var files = Files.list(directory)) {
            if (files.findAny().isEmpty()) return;
        } catch (IOException e) {
            throw new StorageException(
                    "cannot list %s: %s".formatted(directory, e.getMessage()), e);
        }
        throw new StorageException(
                "%s already holds files; a run is stored in a new directory".formatted(directory));
    }

    private void describe(DrawBuffer buffer, int draws) {
        var group = buffer.group();
        writer.group(group, Map.of());
        var lengths = new LinkedHashMap<String, Integer>();
        for (int k = 0; k < buffer.schemas().size(); k++) {
            var array = array(buffer, k).withShape(buffer.shape(k, draws));
            var dims = buffer.dims(k);
            writer.array(group, buffer.schemas().get(k).name(), array, dims);
            for (int axis = 0; axis < dims.size(); axis++) {
                lengths.put(dims.get(axis), array.grid().shape()[axis]);
            }
        }
        writer.coordinates(group, lengths, schema.coords(), codecs[0]);
    }

    /// How many draws of a buffer's chain go into one chunk.
    static int drawsPerChunk(DrawBuffer buffer) {
        int rows = MOST_ELEMENTS / Math.max(1, buffer.valuesPerDraw());
        return Math.clamp(rows, 1, Math.clamp(buffer.draws(), 1, DRAWS_PER_CHUNK));
    }

    private static ZarrArray array(DrawBuffer buffer, int variable) {
        var shape = buffer.shape(variable, buffer.draws());
        var chunks = shape.clone();
        for (int axis = 0; axis < chunks.length; axis++) chunks[axis] = Math.max(1, chunks[axis]);
        chunks[0] = 1;
        chunks[1] = drawsPerChunk(buffer);
        return ZarrArray.of(ElementType.of(buffer.schemas().get(variable).dtype()), shape, chunks);
    }

    /// Writes the draws of a chain that are not on disk yet; called by the chain's thread.
    void flush(DrawPhase phase, int chain, int completed) {
        int done = flushed(phase)[chain];
        if (done == completed) return;
        for (var buffer : phase.buffers()) {
            int rows = drawsPerChunk(buffer);
            int end = Math.ceilDiv(completed, rows);
            for (int chunk = done / rows; chunk < end; chunk++) {
                write(buffer, chain, chunk, completed);
            }
        }
        count(phase, chain, completed);
    }

    private synchronized void count(DrawPhase phase, int chain, int completed) {
        flushed(phase)[chain] = completed;
        attributes(phase);
    }

    /// While the run goes on, counts are kept out of the consolidated metadata, where they would
    /// soon be wrong.
    private void attributes(DrawPhase phase) {
        for (var buffer : phase.buffers()) {
            writer.interimAttributes(buffer.group(), attributes(buffer, flushed(phase)));
        }
    }

    private Map<String, String> attributes(DrawBuffer buffer, int[] completed) {
        var facts = new LinkedHashMap<String, String>();
        if (buffer.group().equals("posterior")) facts.putAll(attributes);
        facts.put(CompletedDraws.ATTRIBUTE, CompletedDraws.text(completed));
        return facts;
    }

    private int[] flushed(DrawPhase phase) {
        return flushed.get(phase.prefix());
    }

    private void write(DrawBuffer buffer, int chain, int chunk, int completed) {
        int rows = drawsPerChunk(buffer);
        int from = chunk * rows;
        int present = Math.clamp(completed - from, 0, rows);
        int index = chain * Math.ceilDiv(buffer.draws(), rows) + chunk;
        var codec = codecs[chain];
        for (int k = 0; k < buffer.schemas().size(); k++) {
            var schema = buffer.schemas().get(k);
            int size = schema.size();
            if (size == 0) continue;
            var array = array(buffer, k);
            var type = array.type();
            var bytes = codec.buffer(rows * size * type.bytes());
            type.put(
                    buffer.storage(k),
                    (chain * buffer.draws() + from) * size,
                    present * size,
                    bytes);
            int missing = (rows - present) * size;
            type.put(type.allocate(missing), 0, missing, bytes);
            var key = array.grid().key(index, ".");
            var path = buffer.group() + "/" + schema.name() + "/" + key;
            writer.chunk(path, codec.pack(bytes));
        }
    }

    synchronized void putGroup(String name, Dataset group) {
        writer.dataset(name, group);
        writer.consolidate();
    }

    synchronized void putAttribute(String name, String value, DrawPhase phase) {
        attributes.put(name, value);
        attributes(phase);
    }

    /// Writes what is left of a phase, cut to the longest chain; no chain may append any more.
    synchronized void finish(DrawPhase phase, int[] completed) {
        int length = CompletedDraws.longest(completed);
        for (int chain = 0; chain < completed.length; chain++) {
            flush(phase, chain, completed[chain]);
            for (var buffer : phase.buffers()) {
                int rows = drawsPerChunk(buffer);
                int end = Math.ceilDiv(length, rows);
                for (int chunk = Math.ceilDiv(completed[chain], rows); chunk < end; chunk++) {
                    write(buffer, chain, chunk, completed[chain]);
                }
            }
        }
        for (var buffer : phase.buffers()) {
            if (length < buffer.draws()) describe(buffer, length);
            writer.group(buffer.group(), attributes(buffer, completed));
        }
    }

    @Override
    public synchronized void close() {
        writer.consolidate();
        for (var codec : codecs) codec.close();
    }
}
