package dev.credence.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// A chart shows each series in a colour of its own, names it in the legend, and reaches all finite
/// points.
class ChartTest {
    private static final double[] X = {0, 1, 2, 3};
    private static final double[] Y = {0, 1, Double.NaN, 9};

    private final Chart chart =
            Chart.of("squares & more")
                    .withLine("x^2", X, Y)
                    .withPoints("seen", X, new double[] {0, 2, 4, 8})
                    .withLabels("x", "f(x)");

    @Test
    void titleLegendAndLabelsAreThere() {
        var svg = SvgDocument.parse(chart.figure().svg());
        assertThat(svg.texts()).contains("squares & more", "x^2", "seen", "x", "f(x)");
        assertThat(chart.figure().title()).isEqualTo("squares & more");
    }

    @Test
    void eachSeriesHasItsColour() {
        var svg = SvgDocument.parse(chart.figure().svg());
        assertThat(svg.strokes(Ink.CHAIN_0)).as("legend and line").isEqualTo(2);
        assertThat(svg.strokes(Ink.CHAIN_1)).as("legend").isEqualTo(1);
        assertThat(svg.count("circle")).isEqualTo(4);
    }

    @Test
    void linesAreInterruptedWhereAValueIsMissing() {
        var points = new Mark.Line[1];
        for (var mark : chart.figure().marks())
            if (mark instanceof Mark.Line line && line.width() == 1.4) points[0] = line;
        assertThat(points[0].points()[4]).isNaN();
        assertThat(points[0].points()).hasSize(8);
    }

    @Test
    void aHistogramCountsAllValues() {
        var random = new Random(3);
        var values = random.doubles(1000).map(u -> 5 * u).toArray();
        values[7] = Double.POSITIVE_INFINITY;
        var bars = Series.Bars.of("u", Sample.finite(values), 12);
        double total = 0;
        for (double height : bars.y()) total += height;
        assertThat(total).isEqualTo(999);
        assertThat(bars.x()[12]).isLessThanOrEqualTo(5);
        assertThat(Series.Bars.of("u", new double[] {2, 2}, 3).y()).contains(2);
        var figure = Chart.of("").withHistogram("u", values, 12).figure();
        assertThat(figure.marks()).anyMatch(Mark.Fill.class::isInstance);
    }

    @Test
    void chartsAreStacked() {
        var two = Chart.stacked("two", chart, chart);
        assertThat(two.height()).isEqualTo(2 * chart.figure().height());
        assertThat(SvgDocument.parse(two.svg()).texts()).filteredOn("x^2"::equals).hasSize(2);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> chart.withLine("z", X, new double[3]))
                .hasMessage("'z' has 4 values of x but 3 of y; each point needs both");
        assertThatThrownBy(() -> chart.withHistogram("z", X, 0))
                .hasMessage("a histogram of 'z' needs at least one bin, not 0");
        assertThatThrownBy(() -> chart.withHistogram("z", new double[] {Double.NaN}, 3))
                .hasMessage("a histogram of 'z' needs at least one finite value");
        assertThatThrownBy(() -> Chart.of("empty").figure())
                .hasMessage("chart 'empty' has nothing to draw: no point has finite coordinates");
    }
}
