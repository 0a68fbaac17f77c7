package dev.credence.plot;

import java.util.Arrays;

/// One entry of a [Chart]'s legend: what is drawn in one colour.
sealed interface Series {
    /// The text of the legend; empty if there is to be none.
    String name();

    /// Points that the axes have to reach; those that are not finite are left out.
    double[] x();

    /// The other coordinates of the points that the axes have to reach.
    double[] y();

    void draw(Drawing drawing, Axes axes, Ink ink);

    /// Points joined by straight lines, interrupted where a coordinate is not finite.
    record Line(String name, double[] x, double[] y, double width) implements Series {
        @Override
        public void draw(Drawing drawing, Axes axes, Ink ink) {
            var points = new Points();
            for (int i = 0; i < x.length; i++) {
                if (isFinite(i)) points.add(axes.px(x[i]), axes.py(y[i]));
                else points.lift();
            }
            drawing.line(points, ink, width, 1);
        }
    }

    /// Points by themselves.
    record Dots(String name, double[] x, double[] y) implements Series {
        private static final double RADIUS = 2.5;

        @Override
        public void draw(Drawing drawing, Axes axes, Ink ink) {
            var points = new Points();
            for (int i = 0; i < x.length; i++)
                if (isFinite(i)) points.add(axes.px(x[i]), axes.py(y[i]));
            drawing.dots(points, RADIUS, ink);
        }
    }

    /// Bars of one width side by side, from zero up.
    ///
    /// @param x the edges of the bars and then the first one again
    /// @param y the heights and then zero twice
    record Bars(String name, double[] x, double[] y) implements Series {
        /// How many values lie in each bin; one on an edge counts for the bin above, the largest
        /// for the last.
        static Bars of(String name, double[] values, int bins) {
            if (values.length == 0) {
                throw new IllegalArgumentException(
                        "a histogram of '%s' needs at least one finite value".formatted(name));
            }
            var ends = Arrays.stream(values).summaryStatistics();
            var range = Range.around(ends.getMin(), ends.getMax());
            var x = new double[bins + 2];
            for (int i = 0; i <= bins; i++) x[i] = range.low() + range.length() * i / bins;
            x[bins + 1] = x[0];
            var y = new double[bins + 2];
            for (double v : values) {
                int bin = (int) ((v - range.low()) / range.length() * bins);
                y[Math.min(bin, bins - 1)]++;
            }
            return new Bars(name, x, y);
        }

        @Override
        public void draw(Drawing drawing, Axes axes, Ink ink) {
            var boxes = new Points();
            for (int i = 0; i + 2 < x.length; i++)
                boxes.box(axes.px(x[i]), axes.py(y[i]), axes.px(x[i + 1]) - 1, axes.py(0));
            drawing.fill(boxes, ink, 0.6);
        }
    }

    default boolean isFinite(int i) {
        return Double.isFinite(x()[i]) && Double.isFinite(y()[i]);
    }
}
