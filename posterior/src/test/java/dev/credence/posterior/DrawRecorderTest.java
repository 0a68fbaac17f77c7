package dev.credence.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import dev.credence.array.DType;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/// Draws of several chains come back as the groups of an [InferenceData], whole or cut short.
class DrawRecorderTest {
    private static final DrawSchema SCHEMA = schema(3, 0);

    static DrawSchema schema(int draws, int warmup) {
        return new DrawSchema(
                List.of(
                        VariableSchema.of("mu", DType.FLOAT64),
                        new VariableSchema("theta", DType.FLOAT64, List.of("school"), 2)),
                List.of(
                        VariableSchema.of("diverging", DType.BOOL),
                        VariableSchema.of("tree_depth", DType.INT64)),
                Map.of("school", List.of("Choate", "Deerfield")),
                2,
                draws,
                warmup);
    }

    @Test
    void drawsComeBackInTheirRows() {
        try (var recorder = DrawRecorder.inMemory(SCHEMA)) {
            for (int chain = 0; chain < 2; chain++) {
                for (int draw = 0; draw < 3; draw++) {
                    double x = 10 * chain + draw;
                    recorder.chain(chain)
                            .append(
                                    new double[] {x, x + 0.25, x + 0.5},
                                    new double[] {draw, chain});
                }
            }
            var data = recorder.finish();
            assertThat(data.posterior().get("mu").values().doubles())
                    .containsExactly(0, 1, 2, 10, 11, 12);
            var theta = data.posterior().get("theta");
            assertThat(theta.dims()).containsExactly("chain", "draw", "school");
            assertThat(theta.values().at(1, 2, 1)).isEqualTo(12.5);
            assertThat(data.posterior().coords()).containsOnlyKeys("school");
            assertThat(data.sampleStats().coords()).isEmpty();
            assertThat(data.sampleStats().get("diverging").values().booleans())
                    .containsExactly(false, true, true, false, true, true);
            assertThat(data.sampleStats().get("tree_depth").values().longs())
                    .containsExactly(0, 0, 0, 1, 1, 1);
            assertThat(data.posterior().attributes()).containsEntry("completed_draws", "[3, 3]");
        }
    }

    @Test
    void aStoppedRunIsCutToTheLongestChainAndPadded() {
        try (var recorder = DrawRecorder.inMemory(SCHEMA)) {
            recorder.chain(0).append(new double[] {1, 2, 3}, new double[] {0, 5});
            recorder.chain(0).append(new double[] {4, 5, 6}, new double[] {0, 6});
            recorder.chain(1).append(new double[] {7, 8, 9}, new double[] {1, 7});
            var data = recorder.finish();
            assertThat(data.posterior().get("mu").values().doubles())
                    .containsExactly(1, 4, 7, Double.NaN);
            assertThat(data.posterior().get("theta").values().doubles())
                    .containsExactly(2, 3, 5, 6, 8, 9, Double.NaN, Double.NaN);
            assertThat(data.sampleStats().get("tree_depth").values().longs())
                    .containsExactly(5, 6, 7, 0);
            assertThat(data.posterior().attributes()).containsEntry("completed_draws", "[2, 1]");
        }
    }

    @Test
    void warmupDrawsAndOtherGroupsAreKeptApart() {
        try (var recorder = DrawRecorder.inMemory(schema(1, 1))) {
            recorder.chain(0).appendWarmup(new double[] {1, 2, 3}, new double[] {0, 5});
            recorder.chain(0).append(new double[] {4, 5, 6}, new double[] {0, 6});
            recorder.putAttribute("seed", "42");
            recorder.putGroup("observed_data", new Dataset(List.of(), Map.of(), Map.of()));
            var data = recorder.finish();
            assertThat(data.groups())
                    .containsOnlyKeys(
                            "posterior",
                            "sample_stats",
                            "warmup_posterior",
                            "warmup_sample_stats",
                            "observed_data");
            assertThat(data.posterior().attributes()).containsEntry("seed", "42");
            assertThat(data.group("warmup_posterior").get("mu").values().at(0, 0)).isEqualTo(1);
        }
    }

    @Test
    void appendingAllocatesNothing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (var recorder = DrawRecorder.inMemory(schema(2000, 0))) {
            var chain = recorder.chain(0);
            var values = new double[3];
            var statistics = new double[2];
            for (int i = 0; i < 1000; i++) chain.append(values, statistics);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) chain.append(values, statistics);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated).isLessThan(1000);
        }
    }

    @Test
    void mistakesAreSentences() {
        var recorder = DrawRecorder.inMemory(schema(1, 0));
        var chain = recorder.chain(1);
        assertThatThrownBy(() -> chain.append(new double[2], new double[2]))
                .hasMessage("a draw has 2 values but the schema asks for 3");
        assertThatThrownBy(() -> chain.append(new double[3], new double[1]))
                .hasMessage("a draw has 1 statistics but the schema asks for 2");
        assertThatThrownBy(() -> chain.appendWarmup(new double[3], new double[2]))
                .hasMessage("chain 1 already has its 0 warmup draws");
        chain.append(new double[3], new double[2]);
        assertThatThrownBy(() -> chain.append(new double[3], new double[2]))
                .hasMessage("chain 1 already has its 1 draws");
        recorder.finish();
        assertThatThrownBy(() -> chain.append(new double[3], new double[2]))
                .hasMessage("the recorder is finished: nothing can be added");
        assertThatThrownBy(() -> new VariableSchema("x", DType.FLOAT64, List.of("a"), 2, 3))
                .hasMessage("variable 'x' has 1 dims [a] but a draw of it has shape (2, 3)");
        var x = VariableSchema.of("x", DType.FLOAT64);
        assertThatThrownBy(() -> new DrawSchema(List.of(x, x), List.of(), Map.of(), 1, 1))
                .hasMessage("names of variables must differ, but [x] appear more than once");
        assertThatThrownBy(() -> new DrawSchema(List.of(x), List.of(), Map.of(), 0, 1))
                .hasMessage(
                        "a run needs at least 1 chain and no negative counts, not chains = 0, draws"
                                + " = 1, warmup = 0");
    }
}
