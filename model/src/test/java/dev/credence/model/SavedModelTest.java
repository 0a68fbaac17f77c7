package dev.credence.model;

import static dev.credence.model.derivation.DerivedDistributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;
import dev.credence.graph.Shared;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Saved models: the same density to the bit, in this process and in another; nothing but models is
/// read.
class SavedModelTest {
    private static Model again(Model model) {
        var other = Model.ofJson(model.toJson());
        assertThat(other.toJson()).isEqualTo(model.toJson());
        assertThat(other.difference(model)).isEmpty();
        assertThat(other).hasToString(model.toString());
        return other;
    }

    /// Log-densities and gradients as bits at some positions.
    private static long[] bits(Model model) {
        var density = model.density();
        var evaluator = density.newEvaluator();
        var random = new Random(5);
        var found = Stream.<Long>builder();
        for (int i = 0; i < 3; i++) {
            double[] position = random.doubles(density.dimension(), -1, 1).toArray();
            var gradient = new double[position.length];
            found.add(Double.doubleToRawLongBits(evaluator.logDensity(position, gradient)));
            for (double g : gradient) found.add(Double.doubleToRawLongBits(g));
        }
        return found.build().mapToLong(b -> b).toArray();
    }

    private static void sameBits(Model model) {
        assertThat(bits(again(model))).isEqualTo(bits(model));
    }

    static Stream<DistributionTables.Case> distributions() {
        return DistributionTables.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void everyDistribution(DistributionTables.Case c) {
        var model = new Model();
        model.random("x", c.distribution());
        var other = again(model);
        var point = model.initialPoint();
        assertThat(other.initialPoint()).isEqualTo(point);
        assertThat(other.pointLogps(point)).isEqualTo(model.pointLogps(point));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eight_schools-eight_schools_centered",
                "eight_schools-eight_schools_noncentered",
                "gp_pois_regr-gp_regr",
                "low_dim_gauss_mix-low_dim_gauss_mix",
                "hmm_example-hmm_example"
            })
    void knownPosteriors(String name) {
        sameBits(ReferencePosteriors.model(name));
    }

    private static Model growing() {
        var model = new Model("growing").coords("group", "a", "b", "c");
        var x = model.data("x", new double[] {1, 2, 3, 4}, dims("obs"));
        var g = model.data("g", new int[] {0, 1, 2, 0}, dims("obs"));
        var level = model.random("level", normal(0, 1).sampledBy(Transform.LOG), dims("group"));
        var slope = model.random("slope", uniform(constant(0), max(level).plus(2)));
        var weights = model.random("weights", dirichlet(new double[] {1, 2, 3}));
        var path =
                scan(
                                (carry, e) ->
                                        Step.of(
                                                carry.getFirst()
                                                        .times(0.5)
                                                        .plus(e.getFirst().times(slope))),
                                List.of(constant(0.0)),
                                List.of(x))
                        .carry();
        model.deterministic("last", path);
        model.potential("penalty", square(path).times(-0.1));
        var mean = level.get(g).plus(slope.times(x)).plus(weights.get(0));
        model.observe("y", normal(mean, 1), x);
        return model;
    }

    @Test
    void dataDimsScansAndTransforms() {
        var model = growing();
        sameBits(model);
        var other = again(model);
        assertThat(other.coords()).isEqualTo(model.coords());
        for (var m : List.of(model, other)) {
            m.setData("x", new double[] {1, 0.1, -3});
            m.setData("g", new int[] {2, 1, 0});
        }
        assertThat(bits(other)).isEqualTo(bits(model));
        assertThat(other.dimLengths()).isEqualTo(model.dimLengths()).containsEntry("obs", 3);
        assertThat(other.priorPredictive(3, 1)).isEqualTo(model.priorPredictive(3, 1));
    }

    @Test
    void derivedAndCombinedDistributions() {
        var model = new Model();
        var mu = model.random("mu", normal(0, 1));
        model.random("inside", truncated(normal(mu, 1), -1, 2));
        model.random("pair", mixture(constant(0.3, 0.7), normal(mu, constant(1, 2.0))));
        model.observe("censored", censored(normal(mu, 1), -1, 1), new double[] {1, 0.3, -1});
        model.observe("zeros", zeroInflatedPoisson(constant(0.7), exp(mu)), new int[] {0, 1, 5});
        sameBits(model);
    }

    @Test
    void anInterventionIsSaved() {
        sameBits(growing().withIntervention("slope", 0.3));
    }

    @Test
    void anotherProcessFindsTheSame(@TempDir Path folder) throws Exception {
        var model = growing();
        var file = folder.resolve("model.json");
        model.save(file);
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules",
                                "jdk.incubator.vector",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Reader.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var found =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        assertThat(found).isEqualTo(Arrays.toString(bits(model)));
    }

    /// Prints the density of a saved model.
    static final class Reader {
        private Reader() {}

        static void main(String[] args) {
            IO.println(Arrays.toString(bits(Model.load(Path.of(args[0])))));
        }
    }

    @Test
    void theFirstVersionOfTheFormatIsRead() throws IOException {
        var text =
                new String(
                        getClass().getResourceAsStream("/saved-model-1.json").readAllBytes(),
                        StandardCharsets.UTF_8);
        assertThat(bits(Model.ofJson(text))).isEqualTo(bits(growing()));
    }

    private static void fails(String text, String sentence) {
        assertThatThrownBy(() -> Model.ofJson(text))
                .isInstanceOf(ModelException.class)
                .hasMessage(sentence);
    }

    private static String small() {
        var model = new Model();
        model.random("mu", normal(0, 1));
        return model.toJson();
    }

    @Test
    void codeIsNeverAskedFor() {
        for (var name :
                List.of(
                        "java.lang.Runtime",
                        "model.Model",
                        "model.ModelFile",
                        "graph.GraphWalk",
                        "model.RandomVariable",
                        "model.derivation.Derivation",
                        "run.Session",
                        "model.Normal.",
                        "model./etc/passwd",
                        "")) {
            fails(
                    small().replace("model.Normal", name),
                    "the saved model asks for '%s', which is no distribution of this version of Credence"
                            .formatted(name));
        }
    }

    @Test
    void otherFilesAreRefused() {
        fails("{}", "the text is no saved model: its format is not 'credence-model'");
        fails("", "a saved model is JSON, but there is no value near line 1");
        fails(
                "{\"a\": 1,\n \"a\": 2}",
                "a saved model is JSON, but there is the key 'a' twice near line 2");
        fails(
                "[".repeat(100_000),
                "a saved model is JSON, but there is nesting deeper than 200 near line 1");
        fails(
                small().replace("\"version\": 1", "\"version\": 2"),
                "the saved model has version 2 of the format; this Credence reads version 1");
        fails(
                small().replace("\"kind\": \"free\"", "\"kind\": \"loose\""),
                "'mu' is of kind 'loose', which there is not");
        fails(
                small().replace("\"mu\": 0", "\"mu\": 7"),
                "the saved model names node 7 before it is there");
        fails(small().replace("\"mu\": 0,", ""), "the saved model has a model.Normal without 'mu'");
        assertThatThrownBy(() -> Model.ofJson(small().replaceFirst("1\\.0", "-1.0")))
                .hasMessageStartingWith("'mu' ~ Normal(0, -1): sigma > 0 does not hold");
    }

    @Test
    void damagedFilesGiveASentence() {
        var text = growing().toJson();
        int seed = 11;
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            var damaged = new StringBuilder(text);
            for (int j = 0; j <= random.nextInt(3); j++) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.setCharAt(at, (char) (' ' + random.nextInt(95)));
                    default -> damaged.delete(at, Math.min(damaged.length(), at + 40));
                }
            }
            try {
                Model.ofJson(damaged.toString());
            } catch (ModelException e) {
                assertThat(e.getMessage()).as("seed %d, file %d", seed, i).isNotBlank();
            }
        }
    }

    @Test
    void whatIsCodeCannotBeSaved() {
        var model = new Model();
        var x = model.random("x", normal(0, 1));
        model.potential("own", printing(x, "x", line -> {}));
        assertThatThrownBy(model::toJson)
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("'own' cannot be saved: ")
                .hasMessageContaining("is made of code (");
        var free = new Model();
        free.random(
                "x",
                customDist(
                        "Own", Parameters.of("a", constant(1.0)), (v, p) -> square(v).times(-0.5)));
        assertThatThrownBy(free::toJson)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is made of code (");
        var loose = new Model();
        loose.random("x", normal(new Shared("s", NdArray.scalar(1.0)), 1));
        assertThatThrownBy(loose::toJson)
                .hasMessage(
                        "'x' cannot be saved: the shared variable 's' is not data of the model, so"
                                + " it cannot be saved; make it by model.data");
    }

    @Test
    void differencesAreNamed() {
        var model = growing();
        assertThat(model.difference(new Model()))
                .hasValue(
                        "the variables are [x, g, level, slope, weights, last, penalty, y] here and"
                                + " [] there");
        var other = growing();
        other.setData("x", new double[] {1, 2, 3, 5});
        assertThat(model.difference(other))
                .hasValue(
                        "'x' reads \"= data\" in both, but numbers or details of the graph differ");
        assertThat(one(normal(0, 1)).difference(one(normal(0, 2))))
                .hasValue("'x' reads \"~ Normal(0, 1)\" here and reads \"~ Normal(0, 2)\" there");
        assertThat(one(normal(0, 1)).difference(one(normal(0, 1)))).isEmpty();
    }

    private static Model one(Distribution distribution) {
        var model = new Model();
        model.random("x", distribution);
        return model;
    }

    @Test
    void filesAreNamedWhenTheyCannotBeRead(@TempDir Path folder) throws IOException {
        var file = folder.resolve("none.json");
        assertThatThrownBy(() -> Model.load(file))
                .hasMessage("no model can be read from '%s'".formatted(file));
        assertThatThrownBy(() -> growing().save(folder))
                .hasMessage("the model cannot be written to '%s'".formatted(folder));
        assertThat(folder).isEmptyDirectory();
    }
}
