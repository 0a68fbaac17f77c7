package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Where a function spends its time: each piece of work with its calls, time and memory, as a
/// table.
///
/// What a piece is depends on the backend: a node for the interpreter, a group of fused nodes for
/// compiled code. Pieces inside of loops count in the loop too. The clock itself costs some 30 ns a
/// piece, so pieces much shorter than that look longer than they are.
public final class Profile {
    private final List<Entry> entries = new ArrayList<>();
    private final LongAdder calls = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    Profile() {}

    /// One piece of work.
    public static final class Entry {
        private final String work;
        private final long bytes;
        private final LongAdder calls = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        Entry(String work, long bytes) {
            this.work = work;
            this.bytes = bytes;
        }

        /// Counts one run of the piece.
        public void add(long time) {
            calls.increment();
            nanos.add(time);
        }

        /// What is done, in words.
        public String work() {
            return work;
        }

        /// The bytes of the results of one run.
        public long bytes() {
            return bytes;
        }

        public long calls() {
            return calls.sum();
        }

        public long nanos() {
            return nanos.sum();
        }
    }

    /// A new piece of work.
    ///
    /// @param bytes the size of its results
    public Entry entry(String work, long bytes) {
        var entry = new Entry(work, bytes);
        synchronized (entries) {
            entries.add(entry);
        }
        return entry;
    }

    /// The pieces, the longest in total first.
    public List<Entry> entries() {
        synchronized (entries) {
            return entries.stream()
                    .sorted(Comparator.comparingLong(Entry::nanos).reversed())
                    .toList();
        }
    }

    /// How often the function was called.
    public long calls() {
        return calls.sum();
    }

    /// The time of all calls together.
    public long nanos() {
        return nanos.sum();
    }

    void called(long time) {
        calls.increment();
        nanos.add(time);
    }

    /// A monitor that has an entry for each node.
    NodeMonitor ofNodes() {
        Map<Apply, Entry> byNode = Collections.synchronizedMap(new IdentityHashMap<>());
        return e ->
                byNode.computeIfAbsent(e.node(), node -> entry(describe(node), bytes(e)))
                        .add(e.nanos());
    }

    private static String describe(Apply node) {
        var text = "%s: %s".formatted(node.op(), MathText.of(node.output(), 40));
        return node.where().map(line -> "%s, made at %s".formatted(text, line)).orElse(text);
    }

    private static long bytes(NodeMonitor.Evaluation e) {
        return e.outputs().stream().mapToLong(y -> y.size() * width(y.storage())).sum();
    }

    private static long width(Object storage) {
        return switch (storage) {
            case boolean[] _ -> 1;
            case float[] _, int[] _ -> 4;
            default -> 8;
        };
    }

    /// The table: total time, its share of all calls, runs, time of one run, bytes of its results.
    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append("%d calls, %s\n".formatted(calls(), time(nanos())));
        text.append("      time   share      runs      each     bytes  work\n");
        for (var e : entries()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%10s %5.1f %% %9d %9s %9d  %s\n",
                            time(e.nanos()),
                            100.0 * e.nanos() / Math.max(1, nanos()),
                            e.calls(),
                            time(e.nanos() / Math.max(1, e.calls())),
                            e.bytes(),
                            e.work()));
        }
        return text.toString();
    }

    private static String time(long nanos) {
        if (nanos < 10_000) return nanos + " ns";
        if (nanos < 10_000_000) return nanos / 1000 + " us";
        return nanos / 1_000_000 + " ms";
    }
}
