package dev.credence.run;

import dev.credence.inference.ProgressListener;
import dev.credence.inference.SamplingEvent;
import dev.credence.inference.SamplingEvent.ChainFinished;
import dev.credence.inference.SamplingEvent.ChainProgress;
import dev.credence.inference.SamplingEvent.ChainStarted;
import dev.credence.inference.SamplingEvent.RunFinished;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Shows how a run goes: one line that is written over on a terminal, plain lines elsewhere.
final class ProgressDisplay implements ProgressListener {
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
    private static final long PLAIN_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private final ChainProgress[] latest;
    private final int total;
    private final long began = System.nanoTime();
    private long shown = began;

    /// @param total the draws of each chain, warmup included
    ProgressDisplay(PrintStream out, boolean terminal, int chains, int total) {
        this.out = out;
        this.terminal = terminal;
        this.latest = new ChainProgress[chains];
        this.total = total;
    }

    @Override
    public void on(SamplingEvent event) {
        switch (event) {
            case ChainStarted _ -> {}
            case ChainProgress progress -> {
                latest[progress.chain()] = progress;
                show();
            }
            case ChainFinished finished -> {
                erase();
                var report = finished.report();
                double perDraw =
                        (double) (report.warmupGradients() + report.drawGradients())
                                / Math.max(1, report.warmupDraws() + report.draws());
                out.printf(
                        Locale.ROOT,
                        "chain %d: %,d draws after %,d of warmup, %d divergence%s, step size %.3g,"
                                + " %.1f gradients a draw, %.2f s%n",
                        report.chain(),
                        report.draws(),
                        report.warmupDraws(),
                        report.divergences(),
                        report.divergences() == 1 ? "" : "s",
                        report.stepSize(),
                        perDraw,
                        seconds(report.warmupTime().plus(report.drawTime())));
            }
            case RunFinished _ -> erase();
        }
    }

    private void show() {
        long now = System.nanoTime();
        if (now - shown < (terminal ? REDRAW_NANOS : PLAIN_NANOS)) return;
        shown = now;
        if (terminal) {
            var line = line(now);
            out.print(
                    "\r"
                            + line.substring(0, Math.min(line.length(), Terminal.width() - 1))
                            + "\033[K");
            out.flush();
        } else {
            out.println(line(now));
        }
    }

    private String line(long now) {
        long done = 0;
        var text = new StringBuilder();
        for (var p : latest) {
            if (p == null) continue;
            done += p.iteration();
            text.append(
                    " | chain %d %s%,d/%,d, %d div, step %.2g, %d grad"
                            .formatted(
                                    p.chain(),
                                    p.warmup() ? "warmup " : "",
                                    p.iteration(),
                                    p.total(),
                                    p.divergences(),
                                    p.stepSize(),
                                    p.lastGradients()));
        }
        double share = (double) done / Math.max(1L, (long) total * latest.length);
        double left = share > 0 ? (now - began) / 1e9 * (1 - share) / share : Double.NaN;
        return String.format(Locale.ROOT, "%3.0f%% %s left%s", 100 * share, time(left), text);
    }

    private void erase() {
        if (terminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static String time(double seconds) {
        if (!(seconds < 1e7)) return "?";
        long s = Math.round(seconds);
        if (s < 60) return s + " s";
        return s < 3600
                ? "%d min %02d s".formatted(s / 60, s % 60)
                : "%d h %02d min".formatted(s / 3600, s / 60 % 60);
    }
}
