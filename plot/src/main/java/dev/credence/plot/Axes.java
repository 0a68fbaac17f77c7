package dev.credence.plot;

import dev.credence.plot.Mark.Anchor;

/// Maps numbers to pixels inside a rectangle and draws quiet axes around it.
record Axes(double left, double top, double right, double bottom, Range x, Range y) {
    double px(double value) {
        return left + (value - x.low()) / x.length() * (right - left);
    }

    double py(double value) {
        return bottom - (value - y.low()) / y.length() * (bottom - top);
    }

    double width() {
        return right - left;
    }

    /// A base line with ticks and labels below, no closer than `leastStep`.
    void drawX(Drawing drawing, double leastStep) {
        var lines = new Points().segment(left, bottom, right, bottom);
        var ticks = Ticks.along(x, width(), Drawing.SMALL, leastStep);
        for (int i = 0; i < ticks.values().size(); i++) {
            double at = px(ticks.values().get(i));
            lines.segment(at, bottom, at, bottom + 3);
            drawing.label(at, bottom + 14, ticks.labels().get(i), Ink.MUTED, Anchor.MIDDLE);
        }
        drawing.line(lines, Ink.MUTED, 0.6, 1);
    }

    /// Hairlines across with labels to the left, no closer than `leastStep`.
    void drawY(Drawing drawing, double leastStep) {
        var lines = new Points();
        var ticks = yTicks(y, bottom - top, leastStep);
        for (int i = 0; i < ticks.values().size(); i++) {
            double at = py(ticks.values().get(i));
            lines.segment(left, at, right, at);
            drawing.label(left - 6, at + 3.5, ticks.labels().get(i), Ink.MUTED, Anchor.END);
        }
        drawing.line(lines, Ink.HAIRLINE, 1, 1);
    }

    /// The room that the labels of [#drawY] need to the left.
    static double marginFor(Range y, double height, double leastStep) {
        return Math.max(38, yTicks(y, height, leastStep).widestLabel(Drawing.SMALL) + 10);
    }

    private static Ticks yTicks(Range y, double height, double leastStep) {
        return Ticks.within(y, Math.max(2, (int) (height / 24)), leastStep);
    }
}
