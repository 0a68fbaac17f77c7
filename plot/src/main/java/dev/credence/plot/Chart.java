package dev.credence.plot;

import dev.credence.plot.Mark.Anchor;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/// A plot of any numbers: lines, points and histograms over common axes, with a title, a legend and
/// labels of the axes.
///
/// ```java
/// Chart.of("a function and its derivative")
///         .withLine("f(x)", x, y)
///         .withLine("df(x)/dx", x, slope)
///         .withLabels("x", "f(x); df(x)/dx")
///         .figure()
///         .save(Path.of("derivative.svg"));
/// ```
///
/// A chart is a value: each `with…` gives another one.
public final class Chart {
    private static final double LINE_WIDTH = 1.4;
    private static final double WIDTH = 640;
    private static final double HEIGHT = 360;
    private static final double MARGIN = 14;

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Series> series;

    private Chart(String title, String xLabel, String yLabel, List<Series> series) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
        this.series = List.copyOf(series);
    }

    /// A chart with nothing but a title, which may be empty.
    public static Chart of(String title) {
        return new Chart(title, "", "", List.of());
    }

    /// With a line through points, in their order; it is interrupted where a coordinate is not
    /// finite.
    ///
    /// @throws IllegalArgumentException if there are not as many `x` as `y`
    public Chart withLine(String name, double[] x, double[] y) {
        return withLine(name, x, y, LINE_WIDTH);
    }

    /// As [#withLine(String, double[], double[])] of a width in pixels, for lines that others
    /// cover.
    public Chart withLine(String name, double[] x, double[] y, double width) {
        checkLengths(name, x, y);
        return with(new Series.Line(name, x.clone(), y.clone(), width));
    }

    /// With a dot at each point whose coordinates are finite.
    ///
    /// @throws IllegalArgumentException if there are not as many `x` as `y`
    public Chart withPoints(String name, double[] x, double[] y) {
        checkLengths(name, x, y);
        return with(new Series.Dots(name, x.clone(), y.clone()));
    }

    /// With bars that tell how many of the finite values lie in each of so many bins of one width.
    ///
    /// @throws IllegalArgumentException if there is no bin or no finite value
    public Chart withHistogram(String name, double[] values, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException(
                    "a histogram of '%s' needs at least one bin, not %d".formatted(name, bins));
        }
        return with(Series.Bars.of(name, Sample.finite(values), bins));
    }

    /// With labels of the axes.
    public Chart withLabels(String x, String y) {
        return new Chart(title, x, y, series);
    }

    private Chart with(Series more) {
        var all = new ArrayList<>(series);
        all.add(more);
        return new Chart(title, xLabel, yLabel, all);
    }

    private static void checkLengths(String name, double[] x, double[] y) {
        if (x.length == y.length) return;
        throw new IllegalArgumentException(
                "'%s' has %d values of x but %d of y; each point needs both"
                        .formatted(name, x.length, y.length));
    }

    /// The chart drawn.
    ///
    /// @throws IllegalArgumentException if it has no finite point
    public Figure figure() {
        return stacked(title, this);
    }

    /// Charts one below the other in one figure.
    ///
    /// @param title what the figure shows, for readers who cannot see it
    /// @throws IllegalArgumentException if one of them has no finite point
    public static Figure stacked(String title, Chart... charts) {
        var drawing = new Drawing();
        for (int i = 0; i < charts.length; i++) charts[i].draw(drawing, i * HEIGHT);
        return drawing.figure(title, WIDTH, charts.length * HEIGHT);
    }

    private void draw(Drawing drawing, double top) {
        var x = new DoubleSummaryStatistics();
        var y = new DoubleSummaryStatistics();
        for (var one : series) {
            for (int i = 0; i < one.x().length; i++) {
                if (!one.isFinite(i)) continue;
                x.accept(one.x()[i]);
                y.accept(one.y()[i]);
            }
        }
        if (x.getCount() == 0) {
            throw new IllegalArgumentException(
                    "chart '%s' has nothing to draw: no point has finite coordinates"
                            .formatted(title));
        }
        double row = header(drawing, top + 22);
        double bottom = top + HEIGHT - (xLabel.isEmpty() ? 26 : 40);
        var across = Range.around(x.getMin(), x.getMax()).widened(0.01);
        var up = Range.around(y.getMin(), y.getMax()).widened(0.04);
        double left = 6 + Axes.marginFor(up, bottom - row, 0);
        var axes = new Axes(left, row, WIDTH - 16, bottom, across, up);
        axes.drawY(drawing, 0);
        for (int i = 0; i < series.size(); i++) series.get(i).draw(drawing, axes, Ink.chain(i));
        axes.drawX(drawing, 0);
        double middle = (axes.left() + axes.right()) / 2;
        if (!xLabel.isEmpty()) drawing.label(middle, bottom + 32, xLabel, Ink.MUTED, Anchor.MIDDLE);
    }

    /// Draws title, legend and the label of the vertical axis, and tells where the plot may begin.
    private double header(Drawing drawing, double top) {
        double row = top;
        if (!title.isEmpty()) {
            drawing.heading(MARGIN, row, title, WIDTH - 2 * MARGIN);
            row += 20;
        }
        double left = MARGIN;
        for (int i = 0; i < series.size(); i++) {
            var name = series.get(i).name();
            if (name.isEmpty()) continue;
            double width = 36 + TextWidth.of(name, Drawing.SMALL);
            if (left > MARGIN && left + width > WIDTH) {
                left = MARGIN;
                row += 16;
            }
            drawing.line(
                    new Points().segment(left, row - 3.5, left + 14, row - 3.5),
                    Ink.chain(i),
                    3,
                    1);
            drawing.label(left + 19, row, name, Ink.TEXT, Anchor.START);
            left += width;
        }
        if (left > MARGIN) row += 18;
        if (yLabel.isEmpty()) return row - 6;
        drawing.label(MARGIN, row, yLabel, Ink.MUTED, Anchor.START);
        return row + 10;
    }
}
