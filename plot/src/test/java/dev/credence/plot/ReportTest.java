package dev.credence.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;
import dev.credence.posterior.Dataset;
import dev.credence.posterior.InferenceData;
import dev.credence.posterior.LabelledArray;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The report says all that was asked of it, whatever the run was like.
class ReportTest {
    private static final ReportText TEXT =
            new ReportText(
                    "Schools & <friends>",
                    "mu ~ Normal(0, 5)\ntheta ~ Normal(mu, tau) if a < b",
                    List.of("29 draws ended in a divergence.", "tau has R-hat > 1.01."),
                    Map.of("seed", "42"));

    private static final ReportText PLAIN = new ReportText("Plain", "", List.of(), Map.of());

    @Test
    void hasAllSections() {
        var html = Report.html(EightSchools.load(), TEXT);
        assertThat(headings(html))
                .containsExactly("Model", "Estimates", "Densities, traces and ranks", "Sampler");
        assertThat(texts(html, "h1")).containsExactly("Schools & <friends>");
        assertThat(texts(html, "title")).contains("Schools & <friends>");
        assertThat(texts(html, "pre")).containsExactly(TEXT.modelText());
        assertThat(texts(html, "li")).containsAll(TEXT.warnings());
        assertThat(texts(html, "dd")).contains("42", "4 × 500");
        assertThat(html).contains("2 warnings").doesNotContain("No warnings");
    }

    @Test
    void estimatesAndPlotsCoverEveryComponent() {
        var html = Report.html(EightSchools.load(), TEXT);
        var names = texts(html, "h3");
        assertThat(names).hasSize(10).contains("mu", "theta[Choate]", "theta[St. Paul's]");
        assertThat(texts(html, "td")).containsAll(names);
        int shapes = 10;
        int panels = 3 * 10;
        int forestAndEnergy = 2;
        assertThat(SvgDocument.parse(xml(html)).count("svg"))
                .isEqualTo(shapes + panels + forestAndEnergy);
    }

    @Test
    void samplerStatisticsArePerChain() {
        var html = Report.html(EightSchools.load(), TEXT);
        assertThat(texts(html, "td"))
                .contains("divergences", "mean acceptance", "step size", "mean tree depth")
                .contains("gradients", "BFMI", "0.2100");
    }

    @Test
    void aCleanRunSaysSo() {
        var html = Report.html(Draws.of("x", Draws.normal(12, 4, 500)), PLAIN);
        assertThat(html).contains("No warnings");
        assertThat(headings(html)).containsExactly("Estimates", "Densities, traces and ranks");
    }

    @Test
    void needsNoNetwork() {
        var html = Report.html(EightSchools.load(), TEXT);
        assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http")
                .doesNotContain("<script")
                .doesNotContain("<link")
                .doesNotContain("@import");
    }

    @Test
    void largeModelsShowTheWorstFirst() {
        int components = 60;
        var values = new double[4 * 100 * components];
        var noise = Draws.normal(13, 1, values.length)[0];
        for (int i = 0; i < values.length; i++) {
            int chain = i / (100 * components);
            boolean stuck = i % components == 57 && chain == 2;
            values[i] = noise[i] + (stuck ? 9 : 0);
        }
        var array =
                new LabelledArray(
                        "x", List.of("chain", "draw", "k"), NdArray.of(values, 4, 100, components));
        var html = Report.html(Draws.of(array), PLAIN);
        assertThat(texts(html, "h3")).hasSize(40).first().isEqualTo("x[57]");
        assertThat(html).contains("The 40 of 60 components").contains("20 are left out");
    }

    @Test
    void stoppedChainsShowTheirCommonDraws() {
        var draws = Draws.normal(14, 3, 200);
        Arrays.fill(draws[0], 5, 200, Double.NaN);
        Arrays.fill(draws[2], 150, 200, Double.NaN);
        var group =
                new Dataset(
                        List.of(new LabelledArray("x", Draws.CHAIN_DRAW, NdArray.of(draws))),
                        Map.of(),
                        Map.of("completed_draws", "[5, 200, 150]"));
        var html = Report.html(new InferenceData(Map.of("posterior", group)), PLAIN);
        assertThat(texts(html, "dd")).contains("2 × 150");
        assertThat(texts(html, "li")).containsExactly("chain 1", "chain 2");
        assertThat(html).contains(Ink.chain(2).variable()).doesNotContain("NaN");
    }

    @TestFactory
    Stream<DynamicTest> noPosteriorBreaksAReport() {
        return Draws.odd().entrySet().stream()
                .map(odd ->
                        DynamicTest.dynamicTest(
                                odd.getKey(),
                                () -> {
                                    var html = Report.html(odd.getValue(), TEXT);
                                    assertThat(headings(html)).contains("Model", "Estimates");
                                    assertThat(html).doesNotContain("NaN");
                                }));
    }

    @Test
    void namesAreEscapedEverywhere() {
        var html = Report.html(Draws.of("<b>&\"x\"", Draws.normal(15, 2, 20)), TEXT);
        assertThat(html).doesNotContain("<b>");
        assertThat(texts(html, "h3")).containsExactly("<b>&\"x\"");
    }

    @Test
    void writesAFile(@TempDir Path folder) throws IOException {
        InferenceData data = Draws.of("x", Draws.normal(16, 2, 20));
        var file = folder.resolve("report.html");
        Report.write(data, TEXT, file);
        assertThat(Files.readString(file)).isEqualTo(Report.html(data, TEXT));
        var missing = folder.resolve("no").resolve("report.html");
        assertThatThrownBy(() -> Report.write(data, TEXT, missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write the report to '" + missing + "'");
    }

    private static List<String> headings(String html) {
        return texts(html, "h2");
    }

    private static List<String> texts(String html, String tag) {
        return SvgDocument.parse(xml(html)).texts(tag);
    }

    /// The page keeps to the common ground of HTML and XML, which makes it checkable.
    private static String xml(String html) {
        assertThat(html).startsWith("<!doctype html>\n");
        return html.substring("<!doctype html>\n".length());
    }
}
