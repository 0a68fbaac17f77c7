package dev.credence.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;
import dev.credence.posterior.InferenceData;
import dev.credence.posterior.LabelledArray;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a reader must find in each plot, and what no input may break.
class PlotTest {
    private static final List<Function<InferenceData, Figure>> PLOTS =
            List.of(TracePlot::of, RankPlot::of, ForestPlot::of);

    @Test
    void traceShowsTwoCurvesPerChainAndComponent() {
        var svg = SvgDocument.parse(TracePlot.of(EightSchools.load()).svg());
        for (int chain = 0; chain < 4; chain++) {
            assertThat(svg.strokes(Ink.chain(chain))).isEqualTo(2 * 10);
        }
        assertThat(svg.texts())
                .contains("mu", "tau", "theta[Choate]", "theta[St. Paul's]", "theta[Mt. Hermon]");
    }

    @Test
    void divergencesStandOnBothAxes() {
        var with = EightSchools.load();
        var without = new InferenceData(Map.of("posterior", with.posterior()));
        assertThat(SvgDocument.parse(TracePlot.of(with, "tau").svg()).strokes(Ink.TEXT))
                .isEqualTo(2);
        assertThat(SvgDocument.parse(TracePlot.of(without, "tau").svg()).strokes(Ink.TEXT))
                .isZero();
    }

    @Test
    void ranksShowOneLanePerChain() {
        var svg = SvgDocument.parse(RankPlot.of(EightSchools.load(), "theta").svg());
        assertThat(svg.strokes(Ink.TEXT)).as("uniform lines").isEqualTo(8 * 4);
        assertThat(svg.texts()).contains("theta[Hotchkiss]").doesNotContain("mu");
    }

    @Test
    void calibrationShowsAPanelPerComponent() {
        var counts = new LinkedHashMap<String, int[]>();
        counts.put("mu", new int[] {12, 9, 8, 11});
        counts.put("tau", new int[] {40, 0, 0, 0});
        var svg = SvgDocument.parse(CalibrationPlot.of("a model", counts).svg());
        assertThat(svg.texts()).containsExactly("a model", "mu", "tau");
        assertThat(svg.strokes(Ink.TEXT)).as("uniform lines").isEqualTo(2);
    }

    @Test
    void forestShowsAMedianPerComponent() {
        var svg = SvgDocument.parse(ForestPlot.of(EightSchools.load(), "theta").svg());
        assertThat(svg.count("circle")).isEqualTo(2 * 8);
        assertThat(svg.strokes(Ink.CHAIN_0)).as("intervals").isEqualTo(2 * 8);
    }

    @Test
    void energyNeedsTheStatistic() {
        var svg = SvgDocument.parse(EnergyPlot.of(EightSchools.load()).svg());
        assertThat(svg.texts()).contains("energy", "change between draws");
        assertThatThrownBy(() -> EnergyPlot.of(Draws.of("x", Draws.normal(3, 2, 10))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sample_stats has no 'energy'");
    }

    @Test
    void namesAreEscaped() {
        var name = "a<b&\"c\"'\u0001";
        for (var plot : PLOTS) {
            var svg = SvgDocument.parse(plot.apply(Draws.of(name, Draws.normal(4, 2, 20))).svg());
            assertThat(svg.texts()).contains("a<b&\"c\"'\ufffd");
        }
    }

    @Test
    void longNamesEndInAnEllipsis() {
        var name = "a_name_that_goes_on_and_on_".repeat(20);
        for (var plot : PLOTS) {
            var figure = plot.apply(Draws.of(name, Draws.normal(5, 2, 20)));
            var shown =
                    SvgDocument.parse(figure.svg()).texts().stream()
                            .filter(text -> text.startsWith("a_name"))
                            .toList();
            assertThat(shown).hasSize(1).allMatch(text -> text.endsWith("…"));
            assertThat(TextWidth.of(shown.getFirst(), Drawing.SMALL)).isLessThan(figure.width());
        }
    }

    @TestFactory
    Stream<DynamicTest> noPosteriorBreaksAPlot() {
        return Draws.odd().entrySet().stream()
                .map(odd ->
                        DynamicTest.dynamicTest(
                                odd.getKey(),
                                () -> {
                                    for (var plot : PLOTS) {
                                        var figure = plot.apply(odd.getValue());
                                        var svg = SvgDocument.parse(figure.svg());
                                        assertThat(svg.paths())
                                                .allMatch(
                                                        path -> path.matches("[Mlz0-9. -]*"),
                                                        "plain numbers");
                                        assertThat(figure.svg())
                                                .doesNotContain("NaN")
                                                .doesNotContain("Infinity");
                                        assertThat(figure.image(1).getWidth())
                                                .isEqualTo((int) figure.width());
                                    }
                                }));
    }

    @Test
    void unknownNamesAreListed() {
        assertThatThrownBy(() -> TracePlot.of(EightSchools.load(), "sigma"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sigma")
                .hasMessageContaining("tau");
    }

    @Test
    void variablesWithoutChainsAreRefused() {
        var data = new LabelledArray("y", List.of("school"), NdArray.of(1.0, 2.0));
        assertThatThrownBy(() -> TracePlot.of(Draws.of(data), "y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'y'")
                .hasMessageContaining("[school]");
        assertThat(SvgDocument.parse(TracePlot.of(Draws.of(data)).svg()).texts())
                .containsExactly("no variables");
    }
}
