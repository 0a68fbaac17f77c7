package dev.credence.plot;

import dev.credence.plot.Mark.Anchor;
import dev.credence.posterior.Component;
import dev.credence.posterior.InferenceData;

import java.util.ArrayList;
import java.util.List;

/// Compares estimates side by side: a median with its central 50 % (thick) and 94 % (thin)
/// intervals for each scalar component, all on one axis.
public final class ForestPlot {
    private static final double WIDTH = 520;
    private static final double ROW = 20;
    private static final double TOP = 10;
    private static final double WIDEST_LABEL = 180;
    private static final double[] PROBABILITIES = {0.03, 0.25, 0.5, 0.75, 0.97};

    private ForestPlot() {}

    /// Draws the variables named, or all of the posterior where no name is given.
    ///
    /// @throws IllegalArgumentException if a name does not exist; the message lists those that do
    public static Figure of(InferenceData data, String... names) {
        var components = Variables.components(data, names);
        var samples = new ArrayList<Sample>();
        for (var component : components) samples.add(new Sample(component));
        return of(components, samples);
    }

    /// @param samples the draws of each component
    static Figure of(List<Component> components, List<Sample> samples) {
        var quantiles = new double[components.size()][];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double labels = 40;
        for (int i = 0; i < quantiles.length; i++) {
            labels = Math.max(labels, TextWidth.of(components.get(i).name(), Drawing.SMALL));
            quantiles[i] = quantiles(samples.get(i));
            if (quantiles[i].length == 0) continue;
            low = Math.min(low, quantiles[i][0]);
            high = Math.max(high, quantiles[i][4]);
        }
        var x = low <= high ? Range.around(low, high).widened(0.04) : new Range(0, 1);
        double left = 12 + Math.min(labels, WIDEST_LABEL) + 12;
        double bottom = TOP + ROW * quantiles.length + 4;
        var axes = new Axes(left, TOP, WIDTH - 16, bottom, x, new Range(0, 1));
        var drawing = new Drawing();
        drawGuides(drawing, axes);
        for (int i = 0; i < quantiles.length; i++) {
            double y = TOP + ROW * (i + 0.5);
            var name = TextWidth.shorten(components.get(i).name(), Drawing.SMALL, WIDEST_LABEL);
            drawing.label(left - 10, y + 3.5, name, Ink.TEXT, Anchor.END);
            if (quantiles[i].length > 0) drawRow(drawing, quantiles[i], y, axes);
        }
        axes.drawX(drawing, 0);
        return drawing.figure("Medians with central 50 % and 94 % intervals", WIDTH, bottom + 24);
    }

    private static double[] quantiles(Sample sample) {
        if (sample.isEmpty()) return new double[0];
        var quantiles = new double[PROBABILITIES.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = sample.quantile(PROBABILITIES[i]);
        }
        return quantiles;
    }

    private static void drawGuides(Drawing drawing, Axes axes) {
        var guides = new Points();
        for (double tick : Ticks.along(axes.x(), axes.width(), Drawing.SMALL, 0).values()) {
            guides.segment(axes.px(tick), axes.top(), axes.px(tick), axes.bottom());
        }
        drawing.line(guides, Ink.HAIRLINE, 1, 1);
    }

    private static void drawRow(Drawing drawing, double[] quantiles, double y, Axes axes) {
        var whole = new Points().segment(axes.px(quantiles[0]), y, axes.px(quantiles[4]), y);
        var half = new Points().segment(axes.px(quantiles[1]), y, axes.px(quantiles[3]), y);
        drawing.line(whole, Ink.CHAIN_0, 1.2, 1);
        drawing.line(half, Ink.CHAIN_0, 3.6, 1);
        var median = new Points().add(axes.px(quantiles[2]), y);
        drawing.dots(median, 4.4, Ink.PAPER);
        drawing.dots(median, 3, Ink.CHAIN_0);
    }
}
