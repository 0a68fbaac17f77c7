package dev.credence.inference;

/// Divides the warmup of [WindowedAdaptation] as Stan does.
///
///     |--75--|-25-|--50--|---100---|------200------|---- … ----|--50--|
///      step   the metric is renewed at the end of each window    step
///      size                                                      size
///
/// A warmup too short for this has shares of 15, 75 and 10 %; below 20 draws it has no window.
final class WindowSchedule {
    private static final int SHORTEST = 20;

    private final int collectFrom;
    private final int collectTo;
    private int window;
    private int windowEnd;

    WindowSchedule(int warmup) {
        int initial = 75;
        int base = 25;
        int last = 50;
        if (warmup < SHORTEST) {
            collectFrom = 0;
            collectTo = 0;
            windowEnd = -1;
            return;
        }
        if (initial + base + last > warmup) {
            initial = (int) (0.15 * warmup);
            last = (int) (0.1 * warmup);
            base = warmup - initial - last;
        }
        collectFrom = initial;
        collectTo = warmup - last;
        window = base;
        windowEnd = initial + base - 1;
    }

    /// Whether that draw counts for the metric.
    boolean collects(int draw) {
        return draw >= collectFrom && draw < collectTo;
    }

    /// Whether a window ends with that draw; if so the next window begins.
    boolean ends(int draw) {
        if (draw != windowEnd) return false;
        int last = collectTo - 1;
        if (windowEnd != last) {
            window *= 2;
            windowEnd = draw + window;
            // A window that would not have room for its successor takes all that is left.
            if (windowEnd != last && windowEnd + 2 * window >= collectTo) windowEnd = last;
        }
        return true;
    }
}
