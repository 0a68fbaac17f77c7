package dev.credence.plot;

import java.util.SequencedMap;

/// Shows whether posteriors hold the truth as often as they say.
///
/// One panel per component, with a histogram of the ranks of true values among posterior draws over
/// many simulated data sets. Ranks are uniform if prior, density and sampler agree; a hill says
/// that posteriors are too wide, a valley too narrow, a slope that they are biased. Bars leave the
/// grey band in one panel of twenty by chance (Talts et al. 2018, arXiv:1804.06788).
public final class CalibrationPlot {
    private static final double WIDTH = 780;
    private static final int COLUMNS = 4;
    private static final double GAP = 16;
    private static final double HEADING = 22;
    private static final double HEIGHT = 84;
    private static final double PADDING = 12;

    private CalibrationPlot() {}

    /// Draws histograms.
    ///
    /// @param title what the ranks belong to
    /// @param counts how many ranks fall into each of equally wide bins, by component
    public static Figure of(String title, SequencedMap<String, int[]> counts) {
        var drawing = new Drawing();
        double width = (WIDTH - 2 * PADDING - (COLUMNS - 1) * GAP) / COLUMNS;
        int rows = Math.ceilDiv(counts.size(), COLUMNS);
        double top = PADDING + HEADING;
        drawing.heading(PADDING + 4, PADDING + 12, title, WIDTH - 2 * PADDING);
        int panel = 0;
        for (var component : counts.entrySet()) {
            double left = PADDING + panel % COLUMNS * (width + GAP);
            int row = panel / COLUMNS;
            double y = top + row * (HEADING + HEIGHT + PADDING);
            drawing.label(left + 4, y + 14, component.getKey(), Ink.TEXT, Mark.Anchor.START);
            draw(drawing, component.getValue(), new Place(left, y + HEADING, width, HEIGHT));
            panel++;
        }
        return drawing.figure(title, WIDTH, top + rows * (HEADING + HEIGHT + PADDING));
    }

    private static void draw(Drawing drawing, int[] counts, Place place) {
        int bins = counts.length;
        double total = 0;
        double highest = 0;
        var heights = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            heights[bin] = counts[bin];
            total += counts[bin];
            highest = Math.max(highest, counts[bin]);
        }
        double share = 1.0 / bins;
        double band = RankPanel.normalQuantile(bins) * Math.sqrt(total * share * (1 - share));
        var y = new Range(0, Math.max(1, Math.max(highest, total * share + band) * 1.05));
        var axes =
                new Axes(
                        place.left() + 4,
                        place.top(),
                        place.right() - 4,
                        place.bottom(),
                        new Range(0, bins),
                        y);
        RankPanel.drawLane(drawing, heights, total * share, band, Ink.chain(0), axes);
    }
}
