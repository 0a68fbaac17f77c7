package dev.credence.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Draws written while a run goes on are on disk when it is finished, stopped or killed.
class DrawStoreTest {
    @TempDir Path folder;

    private static void append(ChainRecorder chain, int number, int from, int to) {
        for (int draw = from; draw < to; draw++) {
            double x = 1000 * number + draw;
            chain.append(
                    new double[] {x, x + 0.25, x + 0.5},
                    new double[] {draw % 7 == 0 ? 1 : 0, draw});
        }
    }

    @Test
    void aFinishedRunOpensAsItWas() throws InterruptedException {
        var path = folder.resolve("run.zarr");
        try (var recorder = DrawRecorder.into(path, DrawRecorderTest.schema(250, 120))) {
            recorder.putAttribute("seed", "42");
            var observed = new LabelledArray("y", List.of("obs"), NdArray.of(1, 2, 3));
            recorder.putGroup("observed_data", new Dataset(List.of(observed), Map.of(), Map.of()));
            try (var threads = Executors.newFixedThreadPool(2)) {
                for (int c = 0; c < 2; c++) {
                    int number = c;
                    threads.execute(() -> {
                        var chain = recorder.chain(number);
                        for (int i = 0; i < 120; i++) {
                            chain.appendWarmup(new double[] {i, 0, 0}, new double[2]);
                        }
                        append(chain, number, 0, 250);
                    });
                }
                threads.shutdown();
                assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            }
            var data = recorder.finish();
            assertThat(data.posterior().get("theta").values().at(1, 249, 1)).isEqualTo(1249.5);
            StorageTest.assertSame(
                    withOrder(data, "posterior", "sample_stats", "warmup_posterior"),
                    withOrder(
                            InferenceData.open(path),
                            "posterior",
                            "sample_stats",
                            "warmup_posterior"));
            assertThat(InferenceData.open(path).groups().keySet())
                    .isEqualTo(data.groups().keySet());
        }
    }

    private static InferenceData withOrder(InferenceData data, String... names) {
        var ordered = new InferenceData(Map.of());
        for (var name : names) ordered = ordered.with(name, data.group(name));
        return ordered;
    }

    @Test
    void aStoppedRunOpensAsItWas() {
        var path = folder.resolve("run.zarr");
        try (var recorder = DrawRecorder.into(path, DrawRecorderTest.schema(1000, 0))) {
            append(recorder.chain(0), 0, 0, 321);
            append(recorder.chain(1), 1, 0, 57);
            var data = recorder.finish();
            assertThat(data.posterior().get("mu").values().shape()).containsExactly(2, 321);
            assertThat(data.posterior().get("mu").values().at(1, 57)).isNaN();
            StorageTest.assertSame(data, InferenceData.open(path));
        }
    }

    @Test
    void anAbandonedRunKeepsAllFlushedDraws() {
        var path = folder.resolve("run.zarr");
        var recorder = DrawRecorder.into(path, DrawRecorderTest.schema(1000, 0));
        assertThat(InferenceData.open(path).posterior().get("mu").values().shape())
                .containsExactly(2, 0);
        append(recorder.chain(0), 0, 0, 250);
        append(recorder.chain(1), 1, 0, 130);
        recorder.chain(1).flush();
        var data = InferenceData.open(path);
        assertThat(data.posterior().attributes()).containsEntry("completed_draws", "[200, 130]");
        var mu = data.posterior().get("mu").values();
        assertThat(mu.shape()).containsExactly(2, 200);
        assertThat(mu.at(0, 199)).isEqualTo(199);
        assertThat(mu.at(1, 129)).isEqualTo(1129);
        assertThat(mu.at(1, 130)).isNaN();
        assertThat(data.sampleStats().get("tree_depth").values().at(1, 129)).isEqualTo(129);
        assertThat(data.posterior().variables().keySet()).containsExactly("mu", "theta");
        append(recorder.chain(1), 1, 130, 200);
        assertThat(InferenceData.open(path).posterior().get("mu").values().at(1, 199))
                .isEqualTo(1199);
    }

    /// Records until it is killed.
    static final class Endless {
        public static void main(String[] arguments) {
            var recorder =
                    DrawRecorder.into(Path.of(arguments[0]), DrawRecorderTest.schema(1_000_000, 0));
            for (int draw = 0; draw < 1_000_000; draw += 50) {
                append(recorder.chain(0), 0, draw, draw + 50);
                if (draw == 500) System.out.println("going");
            }
        }
    }

    @Test
    void aKilledProcessLeavesAReadableStore() throws IOException, InterruptedException {
        var path = folder.resolve("run.zarr");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Xmx300m",
                                Endless.class.getName(),
                                path.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("going");
        } finally {
            process.destroyForcibly().waitFor();
        }
        var mu = InferenceData.open(path).posterior().get("mu").values();
        assertThat(mu.dim(1)).isGreaterThanOrEqualTo(500);
        for (int draw = 0; draw < mu.dim(1); draw++) {
            assertThat(mu.at(0, draw)).isEqualTo(draw);
        }
    }

    @Test
    void aRunIsNotWrittenOverAnother() {
        var path = folder.resolve("run.zarr");
        DrawRecorder.into(path, DrawRecorderTest.schema(1, 0)).close();
        assertThatThrownBy(() -> DrawRecorder.into(path, DrawRecorderTest.schema(1, 0)))
                .isInstanceOf(StorageException.class)
                .hasMessage(path + " already holds files; a run is stored in a new directory");
    }

    @Test
    void drawsSurviveADirectoryThatVanishes() throws IOException {
        var path = folder.resolve("run.zarr");
        var recorder = DrawRecorder.into(path, DrawRecorderTest.schema(300, 0));
        append(recorder.chain(0), 0, 0, 99);
        var mu = path.resolve("posterior/mu");
        try (var files = Files.list(mu)) {
            for (var file : files.toList()) Files.delete(file);
        }
        Files.delete(mu);
        assertThatThrownBy(() -> append(recorder.chain(0), 0, 99, 100))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "cannot write %s: its directory has been removed"
                                .formatted(mu.resolve("0.0")));
        assertThatThrownBy(recorder::finish).isInstanceOf(StorageException.class);
        assertThat(recorder.finish().posterior().get("mu").values().dim(1)).isEqualTo(100);
    }

    @Test
    void emptyEventsAndScalarsOfAllTypesAreStored() {
        var path = folder.resolve("run.zarr");
        var schema =
                new DrawSchema(
                        List.of(
                                VariableSchema.of("none", DType.FLOAT64, 0, 3),
                                VariableSchema.of("count", DType.INT64, 2),
                                VariableSchema.of("flag", DType.BOOL, 1, 2),
                                VariableSchema.of("single", DType.FLOAT32),
                                VariableSchema.of("small", DType.INT32)),
                        List.of(),
                        Map.of(),
                        1,
                        3);
        try (var recorder = DrawRecorder.into(path, schema)) {
            recorder.chain(0).append(new double[] {7.9, -7.9, 0, 2, 0.1, -3.9}, new double[0]);
            var data = recorder.finish();
            assertThat(data.posterior().get("count").values().longs()).containsExactly(7, -7);
            assertThat(data.posterior().get("flag").values().booleans())
                    .containsExactly(false, true);
            assertThat(data.posterior().get("single").values().floats()).containsExactly(0.1f);
            assertThat(data.posterior().get("small").values().ints()).containsExactly(-3);
            StorageTest.assertSame(data, InferenceData.open(path));
        }
        assertThat(path.resolve("posterior/single/.zarray")).content().contains("\"<f4\"");
        assertThat(path.resolve("posterior/small/.zarray")).content().contains("\"<i4\"");
    }
}
