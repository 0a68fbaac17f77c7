package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;

/// What rewriting did to a graph and why it stopped: the explanation of a compiled graph.
///
/// @param entries every replacement, in order
/// @param stopped why rewriting ended
public record RewriteLog(List<Entry> entries, StopReason stopped) {
    /// How much of an expression an entry shows.
    private static final int WIDTH = 60;

    /// Nothing done.
    static final RewriteLog NONE = new RewriteLog(List.of(), StopReason.SETTLED);

    /// Why rewriting ended.
    public enum StopReason {
        /// No rule applies any more.
        SETTLED,
        /// The budget of replacements was used up; the graph is right but may be longer than need
        /// be.
        BUDGET,
        /// Rules undid each other's work; the graph was left as it was.
        CYCLE
    }

    /// One replacement.
    public static final class Entry {
        private final Rewriter rule;
        private final Tensor before;
        private final Tensor after;

        Entry(Rewriter rule, Tensor before, Tensor after) {
            this.rule = rule;
            this.before = before;
            this.after = after;
        }

        /// The rule, for example `log(exp(x)) = x`.
        public String equation() {
            return rule.equation();
        }

        Rewriter.Stage stage() {
            return rule.stage();
        }

        public Tensor before() {
            return before;
        }

        public Tensor after() {
            return after;
        }

        /// Whether only axes were arranged or repeated, which the short form does not show.
        boolean readsTheSame() {
            if (rule instanceof LoopRewrite) return false;
            return MathText.of(before, WIDTH).equals(MathText.of(after, WIDTH))
                    && !MathText.of(before, WIDTH).contains("…");
        }

        /// For example `log(exp(x)) = x: log(exp(a + b)) -> a + b`.
        @Override
        public String toString() {
            return "%s: %s -> %s"
                    .formatted(equation(), MathText.of(before, WIDTH), MathText.of(after, WIDTH));
        }
    }

    public RewriteLog {
        entries = List.copyOf(entries);
    }

    /// Both logs, one after the other.
    RewriteLog then(RewriteLog next) {
        if (entries.isEmpty() && stopped == StopReason.SETTLED) return next;
        var all = new ArrayList<>(entries);
        all.addAll(next.entries);
        return new RewriteLog(all, stopped == StopReason.SETTLED ? next.stopped : stopped);
    }

    /// One line a replacement, then how many others only rearranged or repeated axes, which reads
    /// the same before and after, and the reason for stopping if it is not that all was done.
    @Override
    public String toString() {
        var shown = entries.stream().filter(e -> !e.readsTheSame()).map(Entry::toString).toList();
        var lines = new ArrayList<>(shown);
        int others = entries.size() - shown.size();
        if (others > 0)
            lines.add("%s that only rearranged or repeated axes".formatted(counted(others)));
        switch (stopped) {
            case SETTLED -> {}
            case BUDGET -> lines.add("stopped: the budget of replacements was used up");
            case CYCLE -> lines.add("stopped: rules undid each other's work");
        }
        return String.join("\n", lines);
    }

    private static String counted(int others) {
        return others == 1 ? "1 rewrite" : others + " rewrites";
    }
}
