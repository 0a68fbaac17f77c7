package dev.credence.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What is saved is what is opened, and everything that can be wrong with a store is one sentence.
class StorageTest {
    @TempDir Path folder;

    static void assertSame(InferenceData one, InferenceData other) {
        assertThat(other.groups().keySet()).containsExactlyElementsOf(one.groups().keySet());
        one.groups()
                .forEach((name, group) -> {
                    var same = other.group(name);
                    assertThat(same.variables()).isEqualTo(group.variables());
                    assertThat(same.variables().keySet())
                            .containsExactlyElementsOf(group.variables().keySet());
                    assertThat(same.coords()).isEqualTo(group.coords());
                    assertThat(same.attributes()).isEqualTo(group.attributes());
                });
    }

    private static InferenceData data() {
        var random = new Random(7);
        var theta =
                NdArray.of(
                        random.doubles(2 * 5 * 3).map(x -> x * 1e300 - 1e299).toArray(), 2, 5, 3);
        theta.doubles()[0] = Double.NaN;
        theta.doubles()[1] = Double.NEGATIVE_INFINITY;
        theta.doubles()[2] = -0.0;
        theta.doubles()[3] = Double.MIN_VALUE;
        var depth = NdArray.of(new long[] {1, -2, Long.MAX_VALUE, Long.MIN_VALUE, 0}, 1, 5);
        var posterior =
                new Dataset(
                        List.of(
                                new LabelledArray(
                                        "theta", List.of("chain", "draw", "school"), theta)),
                        Map.of("school", List.of("Choate", "Zürich 😀", "")),
                        Map.of("seed", "42", "note", "a \"quoted\" line\n"));
        var stats =
                new Dataset(
                        List.of(
                                new LabelledArray("tree_depth", List.of("chain", "draw"), depth),
                                new LabelledArray(
                                        "diverging",
                                        List.of("chain", "draw"),
                                        NdArray.of(
                                                new boolean[] {true, false, true, true, false},
                                                1,
                                                5))),
                        Map.of("draw", List.of("10", "20", "-30", "40", "50")),
                        Map.of());
        var observed =
                new Dataset(
                        List.of(
                                new LabelledArray("n", List.of(), NdArray.scalar(8L)),
                                new LabelledArray(
                                        "empty", List.of("nothing"), NdArray.of(new double[0])),
                                new LabelledArray(
                                        "y", List.of("year"), NdArray.of(new double[] {1, 2, 3}))),
                        Map.of("year", List.of("007", "1999", "2000")),
                        Map.of());
        return new InferenceData(Map.of("posterior", posterior))
                .with("sample_stats", stats)
                .with("observed_data", observed);
    }

    @Test
    void whatIsSavedIsOpened() {
        var path = folder.resolve("run.zarr");
        data().save(path);
        assertSame(data(), InferenceData.open(path));
        data().with("prior", data().posterior()).save(path);
        assertSame(data().with("prior", data().posterior()), InferenceData.open(path));
        assertThat(folder.toFile().list()).containsExactly("run.zarr");
    }

    @Test
    void aStoreWithoutConsolidatedMetadataOpensToo() throws IOException {
        var path = folder.resolve("run.zarr");
        data().save(path);
        Files.delete(path.resolve(".zmetadata"));
        assertThat(InferenceData.open(path).posterior().variables())
                .isEqualTo(data().posterior().variables());
    }

    @Test
    void largeArraysAreCutAlongTheirLeadingAxes() {
        var path = folder.resolve("run.zarr");
        var values = new double[3 * 700 * 1000];
        Arrays.setAll(values, i -> i % 1000);
        var wide =
                new LabelledArray(
                        "wide", List.of("chain", "draw", "k"), NdArray.of(values, 3, 700, 1000));
        var data = new InferenceData(Map.of()).with("posterior", dataset(wide));
        data.save(path);
        assertThat(path.resolve("posterior/wide").toFile().list()).contains("2.0.0");
        assertSame(data, InferenceData.open(path));
    }

    private static Dataset dataset(LabelledArray variable) {
        return new Dataset(List.of(variable), Map.of(), Map.of());
    }

    @Test
    void everyFaultOfAStoreIsASentence() throws IOException {
        var path = folder.resolve("run.zarr");
        assertThatThrownBy(() -> InferenceData.open(path))
                .isInstanceOf(StorageException.class)
                .hasMessage("there is no store at " + path);
        Files.createDirectory(path);
        Files.writeString(path.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> InferenceData.open(path))
                .hasMessage(path + " is not a Zarr store: it has no file .zgroup");
        assertThatThrownBy(() -> data().save(path))
                .hasMessage(path + " holds files that are not a store; choose another directory");
        assertThat(path.resolve("notes.txt")).hasContent("mine");

        Files.writeString(path.resolve("zarr.json"), "{}");
        assertThatThrownBy(() -> InferenceData.open(path))
                .hasMessage(path + " has Zarr format 3; only format 2 can be read");
    }

    @Test
    void everyFaultInsideAStoreIsASentence() throws IOException {
        var path = folder.resolve("run.zarr");
        data().save(path);
        var chunk = path.resolve("posterior/theta/0.0.0");
        var whole = Files.readAllBytes(chunk);
        Files.write(chunk, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> InferenceData.open(path))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(
                        "chunk 0.0.0 of array 'posterior/theta' in %s is truncated or damaged ("
                                .formatted(path))
                .hasMessageEndingWith("); delete it to read the rest");
        Files.write(chunk, new byte[0]);
        assertThatThrownBy(() -> InferenceData.open(path))
                .hasMessageContaining("is truncated or damaged");
        Files.delete(chunk);
        assertThat(InferenceData.open(path).posterior().get("theta").values().doubles())
                .containsOnly(Double.NaN);

        edit(path, "\"<f8\"", "\">f4\"");
        assertThatThrownBy(() -> InferenceData.open(path))
                .hasMessage(
                        "array 'posterior/theta' in %s has dtype '>f4'; only <f8, <f4, <i8, <i4, |b1 and <U text can be read"
                                .formatted(path));
        edit(path, "\">f4\"", "\"<f8\"");
        edit(path, "\"zlib\"", "\"blosc\"");
        assertThatThrownBy(() -> InferenceData.open(path))
                .hasMessage(
                        "array 'posterior/theta' in %s is compressed with 'blosc'; only zlib, gzip and no compression can be read"
                                .formatted(path));
        edit(path, "\"blosc\"", "\"zlib\"");
        edit(path, "\"zarr_format\":2", "\"zarr_format\":1");
        assertThatThrownBy(() -> InferenceData.open(path))
                .hasMessage(path + " has Zarr format 1; only format 2 can be read");
        Files.writeString(path.resolve(".zmetadata"), "{\"metadata\": ");
        assertThatThrownBy(() -> InferenceData.open(path))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(path.resolve(".zmetadata") + " is not JSON: ");
    }

    private static void edit(Path store, String from, String to) throws IOException {
        var file = store.resolve(".zmetadata");
        Files.writeString(file, Files.readString(file).replace(from, to));
    }

    @Test
    void namesThatAreNoFileNamesAreRefused() {
        for (var name : List.of("a/b", ".zarray", "")) {
            var data =
                    new InferenceData(Map.of())
                            .with(
                                    "posterior",
                                    dataset(new LabelledArray(name, List.of(), NdArray.scalar(1))));
            assertThatThrownBy(() -> data.save(folder.resolve("run.zarr")))
                    .hasMessage(
                            "variable '%s' cannot be stored: a name is not empty, does not begin with '.' and has no slash"
                                    .formatted(name));
        }
    }
}
