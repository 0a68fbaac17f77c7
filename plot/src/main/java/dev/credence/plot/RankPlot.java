package dev.credence.plot;

import dev.credence.plot.Mark.Anchor;
import dev.credence.posterior.InferenceData;

/// Shows whether the chains explored the same distribution, more sharply than a trace.
///
/// One panel per scalar component, with a histogram per chain of its draws' ranks among the draws
/// of all chains. The line is what chains in agreement would show; bars leave the grey band in one
/// chain of twenty if its draws are independent (Vehtari et al. 2021, Bayesian Analysis 16(2)).
public final class RankPlot {
    private static final double WIDTH = 780;
    private static final int COLUMNS = 3;
    private static final double GAP = 20;
    private static final double HEADING = 22;
    private static final double PADDING = 12;

    private RankPlot() {}

    /// Draws the variables named, or all of the posterior where no name is given.
    ///
    /// @throws IllegalArgumentException if a name does not exist; the message lists those that do
    public static Figure of(InferenceData data, String... names) {
        var components = Variables.components(data, names);
        var drawing = new Drawing();
        double width = (WIDTH - 2 * PADDING - (COLUMNS - 1) * GAP) / COLUMNS;
        double top = PADDING;
        double rowHeight = 0;
        for (int i = 0; i < components.size(); i++) {
            if (i > 0 && i % COLUMNS == 0) top += rowHeight;
            var component = components.get(i);
            double left = PADDING + i % COLUMNS * (width + GAP);
            drawing.heading(left + 4, top + 12, component.name(), width - 8);
            var place = new Place(left, top + HEADING, width, height(component.chains().length));
            RankPanel.draw(drawing, new Sample(component), place);
            rowHeight = HEADING + place.height() + PADDING;
        }
        if (components.isEmpty()) {
            drawing.label(WIDTH / 2, top + 12, "no variables", Ink.MUTED, Anchor.MIDDLE);
            rowHeight = HEADING;
        }
        return drawing.figure("Rank histograms by chain", WIDTH, top + rowHeight);
    }

    private static double height(int chains) {
        return Math.clamp(24 + 26 * chains, 76, 400);
    }
}
