package dev.credence.posterior;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/// Each way in which a run can go wrong has its sentence, and a good run has none.
class ConvergenceTest {
    private static double[][] normal(int seed, int chains, int draws) {
        var random = new Random(seed);
        var values = new double[chains][draws];
        for (var chain : values) Arrays.setAll(chain, i -> random.nextGaussian());
        return values;
    }

    private static Dataset group(Map<String, String> attributes, LabelledArray... variables) {
        return new Dataset(List.of(variables), Map.of(), attributes);
    }

    private static InferenceData good() {
        return new InferenceData(Map.of())
                .with("posterior", group(Map.of(), SummaryTest.scalar("x", normal(1, 4, 1000))))
                .with("sample_stats", stats(Map.of("target_acceptance", "0.8")));
    }

    private static Dataset stats(Map<String, String> attributes, LabelledArray... replaced) {
        var diverging = NdArray.of(new boolean[4000], 4, 1000);
        var all =
                new ArrayList<>(
                        List.of(
                                new LabelledArray("diverging", List.of("chain", "draw"), diverging),
                                new LabelledArray(
                                        "reached_max_tree_depth",
                                        List.of("chain", "draw"),
                                        diverging),
                                SummaryTest.scalar("energy", normal(2, 4, 1000)),
                                SummaryTest.scalar("acceptance_rate", constant(c -> 0.81))));
        for (var one : replaced) {
            all.removeIf(other -> other.name().equals(one.name()));
            all.add(one);
        }
        return new Dataset(all, Map.of(), attributes);
    }

    private static double[][] constant(IntToDoubleFunction ofChain) {
        var values = new double[4][1000];
        for (int c = 0; c < 4; c++) Arrays.fill(values[c], ofChain.applyAsDouble(c));
        return values;
    }

    private static LabelledArray flags(String name, int everyInChainOne) {
        var flags = new boolean[4000];
        for (int i = 1000; i < 2000; i += everyInChainOne) flags[i] = true;
        return new LabelledArray(name, List.of("chain", "draw"), NdArray.of(flags, 4, 1000));
    }

    @Test
    void aGoodRunHasNoWarnings() {
        assertThat(good().warnings()).isEmpty();
        assertThat(new InferenceData(Map.of()).warnings()).isEmpty();
    }

    @Test
    void divergences() {
        var data = good().with("sample_stats", stats(Map.of(), flags("diverging", 53)));
        assertThat(data.warnings())
                .containsExactly(
                        "19 of 4000 draws diverged (0.5 %): the sampler cannot follow the posterior"
                            + " everywhere, so estimates may be biased; reparametrise the model or"
                            + " raise the target acceptance rate.");
    }

    @Test
    void treeDepth() {
        var few = good().with("sample_stats", stats(Map.of(), flags("reached_max_tree_depth", 25)));
        assertThat(few.warnings()).isEmpty();
        var many =
                good().with("sample_stats", stats(Map.of(), flags("reached_max_tree_depth", 10)));
        assertThat(many.warnings())
                .containsExactly(
                        "Chain 1 reached the maximum tree depth in up to 10.0 % of the draws:"
                                + " sampling is slow, not wrong; raise the maximum tree depth, or"
                                + " reparametrise so that scales are alike.");
    }

    @Test
    void lowBfmi() {
        var energy = normal(3, 4, 1000);
        for (int c = 1; c < 4; c++) {
            for (int i = 1; i < 1000; i++) energy[c][i] += 0.95 * energy[c][i - 1];
        }
        var data =
                good().with("sample_stats", stats(Map.of(), SummaryTest.scalar("energy", energy)));
        assertThat(data.warnings()).hasSize(1);
        assertThat(data.warnings().getFirst())
                .startsWith(
                        "Chains 1, 2 and 3 had a fraction of missing information (BFMI) as low as"
                                + " 0.")
                .contains(", below 0.3: the tails are explored too slowly;");
    }

    @Test
    void acceptanceFarFromItsTarget() {
        var rates = SummaryTest.scalar("acceptance_rate", constant(c -> c == 2 ? 0.55 : 0.85));
        assertThat(good().with("sample_stats", stats(Map.of(), rates)).warnings()).isEmpty();
        var data = good().with("sample_stats", stats(Map.of("target_acceptance", "0.8"), rates));
        assertThat(data.warnings())
                .containsExactly(
                        "Chain 2 accepted 0.550 on average but was to accept 0.800: the step size"
                                + " has not settled; use more warmup draws.");
    }

    @Test
    void chainsThatDisagreeAreNamedWorstFirst() {
        var apart = new ArrayList<LabelledArray>();
        for (int k = 0; k < 5; k++) {
            var draws = normal(k, 4, 1000);
            for (int i = 0; i < 1000; i++) draws[0][i] += k;
            apart.add(SummaryTest.scalar("x" + k, draws));
        }
        var data = good().with("posterior", new Dataset(apart, Map.of(), Map.of()));
        assertThat(data.warnings()).hasSize(2);
        assertThat(data.warnings().get(0))
                .matches(
                        "R-hat is above 1.01 for x4 \\(1\\.\\d\\d\\), x3 \\(1\\.\\d\\d\\), x2"
                                + " \\(1\\.\\d\\d\\) and 1 more: the chains do not agree yet; draw"
                                + " more, or look whether the model has several modes\\.");
        assertThat(data.warnings().get(1))
                .startsWith("The effective sample size is below 400 (100 per chain) for x4 (");
    }

    @Test
    void tooLittle() {
        var one =
                good().with(
                                "posterior",
                                group(Map.of(), SummaryTest.scalar("x", normal(1, 1, 500))));
        assertThat(one.warnings())
                .containsExactly(
                        "Only one chain: whether chains agree (R-hat) cannot be told; run 4.");
        var few =
                good().with(
                                "posterior",
                                group(Map.of(), SummaryTest.scalar("x", normal(1, 4, 50))));
        assertThat(few.warnings())
                .containsExactly(
                        "Only 50 draws per chain: too few to tell whether the chains agree; draw at"
                                + " least 100, better 1000.");
    }

    @Test
    void notFinite() {
        var draws = normal(1, 4, 1000);
        draws[1][7] = Double.NaN;
        var data = good().with("posterior", group(Map.of(), SummaryTest.scalar("x", draws)));
        assertThat(data.warnings()).containsExactly("x has draws that are NaN or infinite.");
    }

    @Test
    void aStoppedRunSaysWhatIsUsedAndCountsOnlyRealDraws() {
        var completed = Map.of("completed_draws", "[1000, 1000, 300, 1000]");
        var draws = normal(1, 4, 1000);
        Arrays.fill(draws[2], 300, 1000, Double.NaN);
        var energy = normal(2, 4, 1000);
        Arrays.fill(energy[2], 300, 1000, Double.NaN);
        var data =
                good().with("posterior", group(completed, SummaryTest.scalar("x", draws)))
                        .with(
                                "sample_stats",
                                stats(
                                        completed,
                                        SummaryTest.scalar("energy", energy),
                                        flags("diverging", 500)));
        assertThat(data.warnings())
                .containsExactly(
                        "2 of 3300 draws diverged (0.1 %): the sampler cannot follow the posterior"
                            + " everywhere, so estimates may be biased; reparametrise the model or"
                            + " raise the target acceptance rate.",
                        "The chains were stopped at [1000, 1000, 300, 1000] draws: tables use the"
                                + " first 1000 draws of 3 of 4 chains.");
    }
}
