package dev.credence.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The summary has a row per scalar with the right numbers, and prints so that one can read it.
class SummaryTest {
    private static final List<String> SCHOOLS =
            List.of(
                    "Choate",
                    "Deerfield",
                    "Andover",
                    "Exeter",
                    "Hotchkiss",
                    "Lawrence",
                    "Paul",
                    "Mt");

    /// ArviZ's draws of the centred eight schools, flattened.
    static InferenceData eightSchools() {
        var draws =
                References.map(References.read("eight_schools.json"), "centered_eight", "draws");
        var theta =
                ((List<?>) draws.get("theta"))
                        .stream()
                                .map(References::matrix)
                                .flatMap(Arrays::stream)
                                .flatMapToDouble(Arrays::stream)
                                .toArray();
        var posterior =
                new Dataset(
                        List.of(
                                scalar("mu", References.matrix(draws.get("mu"))),
                                new LabelledArray(
                                        "theta",
                                        List.of("chain", "draw", "school"),
                                        NdArray.of(theta, 4, 500, 8)),
                                scalar("tau", References.matrix(draws.get("tau")))),
                        Map.of("school", SCHOOLS),
                        Map.of());
        return new InferenceData(Map.of("posterior", posterior));
    }

    static LabelledArray scalar(String name, double[][] draws) {
        return new LabelledArray(name, List.of("chain", "draw"), NdArray.of(draws));
    }

    @Test
    void everyColumnIsArvizValue() {
        var summary = eightSchools().summary();
        assertThat(summary.rows()).hasSize(10);
        var references =
                References.map(
                        References.read("eight_schools.json"), "centered_eight", "diagnostics");
        for (int i = 0; i < 10; i++) {
            var row = summary.rows().get(i);
            var name = i == 0 ? "mu" : i == 9 ? "tau" : "theta[%d]".formatted(i - 1);
            var reference = References.map(references, name);
            close(row.mean(), reference, "mean");
            close(row.sd(), reference, "sd");
            close(row.mcseMean(), reference, "mcse_mean");
            close(row.mcseSd(), reference, "mcse_sd");
            close(row.essBulk(), reference, "ess_bulk");
            close(row.essTail(), reference, "ess_tail");
            close(row.rHat(), reference, "rhat");
            var hdi = References.vector(reference.get("hdi94"));
            assertThat(row.hdi()).isEqualTo(new Interval(hdi[0], hdi[1]));
        }
        assertThat(summary.row("theta[Choate]")).isEqualTo(summary.rows().get(1));
    }

    private static void close(double actual, Map<?, ?> reference, String name) {
        double expected = References.number(reference.get(name));
        assertThat(actual).as(name).isCloseTo(expected, within(1e-10 * Math.abs(expected)));
    }

    @Test
    void printsAlignedWithTheDigitsThatMeanSomething() {
        assertThat(eightSchools().summary("mu", "tau").toString())
                .isEqualTo(
                        """
                             mean   sd  hdi_3%  hdi_97%  mcse_mean  mcse_sd  ess_bulk  ess_tail  r_hat
                        mu    4.2  3.3    -1.6     10.3       0.21     0.09       241       622  1.025
                        tau   4.3  3.0     0.7      9.4       0.22     0.14       128       214  1.028
                        """);
    }

    @Test
    void rowsOfAnyScaleStayReadable() {
        var random = new Random(1);
        var draws = new double[4][1000];
        for (var chain : draws) Arrays.setAll(chain, i -> random.nextGaussian());
        var columns =
                List.of(
                        scaled("unit", draws, 1, 0),
                        scaled("large", draws, 1e9, 5e12),
                        scaled("date", draws, 1e-3, 2459000),
                        scaled("small", draws, 1e-9, 0),
                        scaled("fixed", draws, 0, 3.5),
                        scaled("missing", draws, Double.NaN, 0));
        var data = new InferenceData(Map.of("posterior", new Dataset(columns, Map.of(), Map.of())));
        assertThat(data.summary().toString().lines().map(line -> line.substring(0, 24)))
                .containsExactly(
                        "                  mean  ",
                        "unit           0.01     ",
                        "large       5.00001e12  ",
                        "date     2459000.00001  ",
                        "small          6.5e-12  ",
                        "fixed          3.50     ",
                        "missing            NaN  ");
    }

    private static LabelledArray scaled(String name, double[][] draws, double scale, double shift) {
        return scalar(
                name,
                Arrays.stream(draws)
                        .map(c -> Arrays.stream(c).map(x -> scale * x + shift).toArray())
                        .toArray(double[][]::new));
    }

    @Test
    void labelsComeFromCoordsOrPositions() {
        var x =
                new LabelledArray(
                        "x",
                        List.of("chain", "draw", "school", "k"),
                        NdArray.of(new long[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2));
        var notDrawn = new LabelledArray("y", List.of("k"), NdArray.of(1, 2));
        var coords = Map.of("school", List.of("A", "B"));
        var group = new Dataset(List.of(x, notDrawn), coords, Map.of());
        assertThat(Component.of(group))
                .extracting(Component::name)
                .containsExactly("x[A,0]", "x[A,1]", "x[B,0]", "x[B,1]");
        assertThat(Component.of(group).get(2).draws()).isEqualTo(new double[][] {{3, 7}});
        assertThat(Component.of(new Dataset(List.of(x), Map.of(), Map.of())).get(3))
                .hasToString("x[1,1]");
        assertThatThrownBy(() -> Component.of(group, "y"))
                .hasMessage(
                        "variable 'y' has dims [k]; draws need the leading dims chain and draw");
        var data = new InferenceData(Map.of("posterior", group));
        assertThatThrownBy(() -> data.summary("z")).hasMessage("no variable 'z'; there are [x, y]");
        assertThatThrownBy(() -> data.summary().row("x"))
                .hasMessage("the summary has no row 'x'; it has [x[A,0], x[A,1], x[B,0], x[B,1]]");
    }

    @Test
    void unequalChainsUseTheRectangleWithTheMostDraws() {
        assertThat(CompletedDraws.commonLength(new int[] {1000, 1000, 532, 1000})).isEqualTo(1000);
        assertThat(CompletedDraws.commonLength(new int[] {1000, 990, 980, 1000})).isEqualTo(980);
        assertThat(CompletedDraws.commonLength(new int[] {10, 5})).isEqualTo(5);
        assertThat(CompletedDraws.commonLength(new int[] {0, 0})).isZero();
        var draws = new double[4][9];
        for (int c = 0; c < 4; c++) for (int i = 0; i < 9; i++) draws[c][i] = 10 * c + i;
        Arrays.fill(draws[2], 3, 9, Double.NaN);
        var group =
                new Dataset(
                        List.of(scalar("x", draws)),
                        Map.of(),
                        Map.of("completed_draws", "[9, 8, 3, 8]"));
        var component = Component.of(group).getFirst();
        assertThat(component.chains()).containsExactly(0, 1, 3);
        assertThat(component.draws()).hasDimensions(3, 8);
        assertThat(component.draws()[2]).startsWith(30, 31);
        assertThat(Summary.of(List.of(component)).rows().getFirst().mean())
                .isCloseTo(40.0 / 3 + 3.5, within(1e-12));
    }

    @Test
    void noDrawsAreNaN() {
        var group = new Dataset(List.of(scalar("x", new double[2][0])), Map.of(), Map.of());
        var row = new InferenceData(Map.of("posterior", group)).summary().row("x");
        assertThat(row.mean()).isNaN();
        assertThat(row.hdi().lower()).isNaN();
        assertThat(row.rHat()).isNaN();
    }
}
