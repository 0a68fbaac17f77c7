package dev.credence.plot;

import dev.credence.plot.Mark.Anchor;

/// Draws a histogram of each chain's ranks among all draws, one lane per chain.
///
/// Chains that agree have uniform ranks (Vehtari et al. 2021, section 4.2). The band holds all bins
/// of a chain in 19 of 20 cases if its draws are independent.
final class RankPanel {
    private static final int MOST_BINS = 20;
    private static final int LEAST_PER_BIN = 8;
    private static final double LANE_GAP = 4;

    private RankPanel() {}

    /// Lanes from top to bottom in the order of the chains, all at one scale.
    static void draw(Drawing drawing, Sample sample, Place place) {
        int chains = sample.chains().length;
        if (sample.isEmpty() || chains == 0) {
            drawing.label(
                    place.left() + place.width() / 2,
                    place.top() + (place.height() - 18) / 2,
                    "no finite draws",
                    Ink.MUTED,
                    Anchor.MIDDLE);
            return;
        }
        double share = (double) sample.pooled().length / chains;
        int bins = (int) Math.clamp(share / LEAST_PER_BIN, 1, MOST_BINS);
        var counts = counts(sample, bins);
        double lane = (place.height() - 18 + LANE_GAP) / chains;
        double highest = 0;
        for (var chain : counts) for (double count : chain) highest = Math.max(highest, count);
        for (int chain = 0; chain < chains; chain++) {
            int draws = Sample.finite(sample.chains()[chain]).length;
            double expected = (double) draws / bins;
            double band = halfBand(draws, sample.pooled().length, bins);
            double top = place.top() + chain * lane;
            var y = new Range(0, Math.max(Math.max(highest, expected + band) * 1.05, 1));
            var axes =
                    new Axes(
                            place.left() + 4,
                            top,
                            place.right() - 4,
                            top + lane - LANE_GAP,
                            new Range(0, bins),
                            y);
            drawLane(drawing, counts[chain], expected, band, sample.ink(chain), axes);
        }
        drawing.label(
                place.left() + place.width() / 2,
                place.bottom() - 4,
                "rank among all draws",
                Ink.MUTED,
                Anchor.MIDDLE);
    }

    /// A histogram over equal bins, the count expected in each and a band about it.
    static void drawLane(
            Drawing drawing, double[] counts, double expected, double band, Ink ink, Axes axes) {
        double low = Math.max(0, expected - band);
        drawing.fill(
                new Points().box(axes.left(), axes.py(expected + band), axes.right(), axes.py(low)),
                Ink.BAND,
                1);
        var bars = new Points();
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] == 0) continue;
            bars.box(
                    axes.px(bin) + 0.5,
                    axes.py(counts[bin]),
                    axes.px(bin + 1) - 0.5,
                    axes.bottom());
        }
        drawing.fill(bars, ink, 0.55);
        var uniform =
                new Points()
                        .segment(axes.left(), axes.py(expected), axes.right(), axes.py(expected));
        drawing.line(uniform, Ink.TEXT, 0.8, 0.7);
        var base = new Points().segment(axes.left(), axes.bottom(), axes.right(), axes.bottom());
        drawing.line(base, Ink.MUTED, 0.6, 0.6);
    }

    /// How many of each chain's draws fall in each of equally wide bins of the pooled ranks; tied
    /// draws are spread evenly over the ranks that they share.
    static double[][] counts(Sample sample, int bins) {
        var pooled = sample.pooled();
        var counts = new double[sample.chains().length][bins];
        for (int chain = 0; chain < counts.length; chain++) {
            for (double draw : sample.chains()[chain]) {
                if (!Double.isFinite(draw)) continue;
                int below = firstAtLeast(pooled, draw);
                boolean tied = below + 1 < pooled.length && pooled[below + 1] == draw;
                if (tied) {
                    int upTo = firstAtLeast(pooled, Math.nextUp(draw));
                    double scale = (double) bins / pooled.length;
                    spread(counts[chain], below * scale, upTo * scale);
                } else {
                    counts[chain][(int) ((below + 0.5) * bins / pooled.length)]++;
                }
            }
        }
        return counts;
    }

    private static void spread(double[] counts, double from, double to) {
        for (int bin = (int) from; bin < counts.length && bin < to; bin++) {
            double shared = Math.min(to, bin + 1) - Math.max(from, bin);
            counts[bin] += shared / (to - from);
        }
    }

    private static int firstAtLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// A bin's count is hypergeometric: `draws` of the pool fall on its share of the ranks.
    static double halfBand(int draws, int pool, int bins) {
        if (draws == 0 || pool < 2) return 0;
        double share = 1.0 / bins;
        double variance = draws * share * (1 - share) * (pool - draws) / (pool - 1);
        return normalQuantile(bins) * Math.sqrt(variance);
    }

    /// The two-sided 95 % bound for the largest of that many standard normal values (Bonferroni).
    static double normalQuantile(int bins) {
        double tail = 0.025 / bins;
        double t = Math.sqrt(-2 * Math.log(tail));
        // Abramowitz and Stegun (1964), 26.2.23; its error is below 4.5e-4.
        return t
                - (2.515517 + t * (0.802853 + t * 0.010328))
                        / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    }
}
