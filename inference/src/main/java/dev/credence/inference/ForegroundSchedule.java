package dev.credence.inference;

/// Says when [GradientAdaptation] forgets: the estimate in use is replaced by a younger one that
/// was filled beside it.
///
///     draw   0 ........ 0.3 T ........................... 0.85 T ....... T
///            every 10    windows of 80, 120, 180, 270, …   step size only
///
/// The constants are those of nutpie.
final class ForegroundSchedule {
    private static final double EARLY_SHARE = 0.3;
    private static final double FINAL_SHARE = 0.15;
    private static final int EARLY_WINDOW = 10;
    private static final int FIRST_WINDOW = 80;
    private static final double GROWTH = 1.5;

    /// What to do with the estimates at a draw.
    enum Phase {
        /// Go on with the estimate in use.
        KEEP,
        /// The background estimate takes over.
        SWITCH,
        /// Go on: a new background estimate would not be filled in time.
        LATE,
        /// The metric stays as it is.
        FINAL
    }

    private final int earlyEnd;
    private final int finalStart;
    private int window;

    ForegroundSchedule(int warmup) {
        earlyEnd = (int) (EARLY_SHARE * warmup);
        finalStart = warmup - (int) (FINAL_SHARE * warmup);
    }

    /// The phase of that draw; asked once for each draw, in order.
    ///
    /// @param backgroundCount how many draws the background estimate has, this one included
    Phase advance(int draw, int backgroundCount) {
        if (draw >= finalStart) return Phase.FINAL;
        boolean early = draw < earlyEnd;
        if (!early && window == 0) window = Math.max(FIRST_WINDOW, backgroundCount);
        int current = early ? EARLY_WINDOW : window;
        int next = early ? EARLY_WINDOW : grown(window);
        if (next + draw > finalStart) return Phase.LATE;
        if (backgroundCount < current) return Phase.KEEP;
        if (!early) window = next;
        return Phase.SWITCH;
    }

    private static int grown(int window) {
        return Math.max(window + 1, (int) Math.round(GROWTH * window));
    }
}
