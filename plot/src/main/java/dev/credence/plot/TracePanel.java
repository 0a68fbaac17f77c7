package dev.credence.plot;

/// Draws one component's values in the order they were drawn, one thin line per chain.
final class TracePanel {
    private TracePanel() {}

    /// Lines over the index of the draw; divergent draws are short marks at the foot.
    static void draw(
            Drawing drawing, Sample sample, boolean discrete, Divergences flags, Place place) {
        int draws = 0;
        for (var chain : sample.chains()) draws = Math.max(draws, chain.length);
        var y = sample.range().widened(0.03);
        double bottom = place.bottom() - 18;
        double leastStep = discrete ? 1 : 0;
        double left = place.left() + Axes.marginFor(y, bottom - place.top(), leastStep);
        var x = new Range(0, Math.max(1, draws - 1));
        var axes = new Axes(left, place.top(), place.right() - 4, bottom, x, y);
        axes.drawY(drawing, leastStep);
        for (int chain = 0; chain < sample.chains().length; chain++) {
            var line = thinned(sample.chains()[chain], axes);
            drawing.line(line, sample.ink(chain), 0.7, 0.75);
        }
        axes.drawX(drawing, 1);
        drawing.line(rug(sample, flags, axes), Ink.TEXT, 0.8, 0.8);
    }

    /// Keeps the lowest and the highest draw of each pixel column, so that nothing visible is lost
    /// and a long chain costs no more than the panel is wide.
    static Points thinned(double[] draws, Axes axes) {
        var points = new Points();
        double perPixel = draws.length / axes.width();
        if (perPixel <= 2) {
            for (int i = 0; i < draws.length; i++) {
                if (Double.isFinite(draws[i])) points.add(axes.px(i), axes.py(draws[i]));
                else points.lift();
            }
            return points;
        }
        int columns = (int) axes.width();
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) draws.length * column / columns);
            int to = (int) ((long) draws.length * (column + 1) / columns);
            addExtremes(draws, from, to, axes, points);
        }
        return points;
    }

    private static void addExtremes(double[] draws, int from, int to, Axes axes, Points points) {
        int lowest = -1;
        int highest = -1;
        for (int i = from; i < to; i++) {
            if (!Double.isFinite(draws[i])) continue;
            if (lowest < 0 || draws[i] < draws[lowest]) lowest = i;
            if (highest < 0 || draws[i] > draws[highest]) highest = i;
        }
        if (lowest < 0) {
            points.lift();
            return;
        }
        int first = Math.min(lowest, highest);
        int second = Math.max(lowest, highest);
        points.add(axes.px(first), axes.py(draws[first]));
        if (second != first) points.add(axes.px(second), axes.py(draws[second]));
    }

    private static Points rug(Sample sample, Divergences flags, Axes axes) {
        var rug = new Points();
        if (flags.none()) return rug;
        int lastSlot = -1;
        for (int i = 0; i <= axes.x().high(); i++) {
            int slot = (int) (2 * axes.px(i));
            if (slot == lastSlot) continue;
            for (int chain = 0; chain < sample.chains().length; chain++) {
                if (!flags.at(chain, i)) continue;
                lastSlot = slot;
                rug.segment(axes.px(i), axes.bottom(), axes.px(i), axes.bottom() - 5);
                break;
            }
        }
        return rug;
    }
}
