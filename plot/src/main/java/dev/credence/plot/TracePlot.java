package dev.credence.plot;

import dev.credence.plot.Mark.Anchor;
import dev.credence.posterior.InferenceData;

/// The first plot to look at after a run: what each variable's draws look like and how they came.
///
/// One row per scalar component: left a density per chain (Gaussian kernel, mean of the improved
/// Sheather-Jones and Silverman bandwidths, reflected at the ends), right the draws in order. Small
/// black marks on the axes are divergent draws.
public final class TracePlot {
    private static final double WIDTH = 780;
    private static final double DENSITY = 270;
    private static final double GAP = 24;
    private static final double HEADING = 24;
    private static final double PANEL = 116;
    private static final double PADDING = 12;

    private TracePlot() {}

    /// Draws the variables named, or all of the posterior where no name is given.
    ///
    /// @throws IllegalArgumentException if a name does not exist; the message lists those that do
    public static Figure of(InferenceData data, String... names) {
        var components = Variables.components(data, names);
        var flags = Divergences.of(data);
        var drawing = new Drawing();
        double top = PADDING;
        for (var component : components) {
            var sample = new Sample(component);
            drawing.heading(PADDING, top + 12, component.name(), WIDTH - 2 * PADDING);
            var left = new Place(PADDING, top + HEADING, DENSITY, PANEL);
            double start = left.right() + GAP;
            var right = new Place(start, left.top(), WIDTH - PADDING - start, PANEL);
            DensityPanel.draw(drawing, sample, Variables.areWhole(component), flags, left);
            TracePanel.draw(drawing, sample, Variables.areWhole(component), flags, right);
            top += HEADING + PANEL + PADDING;
        }
        if (components.isEmpty()) {
            drawing.label(WIDTH / 2, top + 12, "no variables", Ink.MUTED, Anchor.MIDDLE);
            top += HEADING;
        }
        return drawing.figure("Densities and traces by chain", WIDTH, top);
    }
}
