package dev.credence.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a user did wrong is told in one sentence, with the exit code that scripts rely on.
final class BadInputTest {
    @TempDir private Path folder;

    private Launcher.Result credence(String... arguments) throws IOException, InterruptedException {
        return Launcher.run(folder, Map.of(), List.of(arguments));
    }

    /// Runs a program whose main method has the given body, which begins on line 5.
    private Launcher.Result program(String body) throws IOException, InterruptedException {
        var source =
                """
                import module dev.credence;
                import static dev.credence.Credence.*;

                void main() {
                %s
                }
                """;
        Files.writeString(folder.resolve("Program.java"), source.formatted(body));
        return credence("run", "Program.java");
    }

    private static void assertFailed(Launcher.Result result, String sentence) {
        assertThat(result.err()).contains(sentence);
        assertThat(result.err()).doesNotContain("Exception");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void unknownFile() throws Exception {
        var result = credence("run", "Missing.java");
        assertThat(result.err()).contains("there is no file Missing.java");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void unknownOptionAndCommand() throws Exception {
        assertThat(credence("run", "--nonsense").exitCode()).isEqualTo(2);
        assertThat(credence("nonsense").exitCode()).isEqualTo(2);
        assertThat(credence().exitCode()).isEqualTo(2);
    }

    @Test
    void sourceThatDoesNotCompile() throws Exception {
        var result = program("    int x = \"text\";");
        assertFailed(result, "Program.java does not compile: 1 error");
        assertThat(result.err()).contains("Program.java:5: incompatible types");
    }

    @Test
    void dataWithNaN() throws Exception {
        assertFailed(
                program(
                        """
                            var model = new Model("m");
                            var x = model.data("x", new double[] {1, Double.NaN, 3});
                            model.observe("y", normal(x, 1), new double[] {1, 2, 3});
                        """),
                "'x'");
    }

    @Test
    void observedOutsideTheSupport() throws Exception {
        var result =
                program(
                        """
                            var model = new Model("m");
                            var rate = model.random("rate", halfNormal(1));
                            model.observe("waiting", exponential(rate), new double[] {1, 2, -3});
                        """);
        assertFailed(result, "'waiting'");
        assertThat(result.err()).contains("-3").contains("Program.java:7");
    }

    @Test
    void shapesThatDoNotBroadcast() throws Exception {
        var result =
                program(
                        """
                            var model = new Model("m");
                            var a = model.random("a", normal(0, 1), shape(3));
                            var b = model.random("b", normal(0, 1), shape(4));
                            model.deterministic("c", a.plus(b));
                        """);
        assertFailed(result, "'a' (3) and 'b' (4) do not broadcast");
        assertThat(result.err()).contains("Program.java:8");
    }

    @Test
    void duplicateName() throws Exception {
        assertFailed(
                program(
                        """
                            var model = new Model("m");
                            model.random("mu", normal(0, 1));
                            model.random("mu", normal(0, 2));
                        """),
                "'mu'");
    }

    @Test
    void densityThatCannotStart() throws Exception {
        assertFailed(
                program(
                        """
                            var model = new Model("m");
                            var mu = model.random("mu", normal(0, 1));
                            model.potential("barrier", log(mu.minus(mu).minus(1)));
                            sample(model);
                        """),
                "'barrier'");
    }

    @Test
    void drawsThatAreNoDraws() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "hello");
        var missing = credence("summary", "missing.zarr");
        assertFailed(missing, "missing.zarr");
        var other = credence("summary", "notes.txt");
        assertFailed(other, "notes.txt");
    }

    @Test
    void drawsThatAreTruncated() throws Exception {
        var run =
                program(
                        """
                            var model = new Model("m");
                            model.random("mu", normal(0, 1));
                            sample(model, options().withDraws(50).withWarmup(50).withChains(1));
                        """);
        assertThat(run.exitCode()).as(run.err()).isZero();
        var draws = folder.resolve("credence-runs/Program/m.zarr");
        assertThat(credence("summary", draws.toString()).exitCode()).isZero();
        Path chunk;
        try (var files = Files.walk(draws.resolve("posterior/mu"))) {
            chunk =
                    files.filter(f -> f.getFileName().toString().matches("[0-9.]+"))
                            .findFirst()
                            .orElseThrow();
        }
        Files.write(chunk, java.util.Arrays.copyOf(Files.readAllBytes(chunk), 10));
        assertFailed(credence("summary", draws.toString()), "mu");
    }

    @Test
    void noJdk25() throws Exception {
        var result =
                Launcher.run(
                        folder,
                        Map.of(
                                "CREDENCE_JVM_DIR",
                                folder.toString(),
                                "JAVA_HOME",
                                "",
                                "PATH",
                                "/usr/bin:/bin",
                                "HOME",
                                folder.toString()),
                        List.of("doctor"));
        assertThat(result.err()).contains("no JDK 25 found; install one");
        assertThat(result.exitCode()).isEqualTo(1);
    }
}
