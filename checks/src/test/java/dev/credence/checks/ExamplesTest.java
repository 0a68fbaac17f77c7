package dev.credence.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every example runs as its README says and is listed; models write their draws and their report,
/// programs about graphs print what the text file beside them holds.
final class ExamplesTest {
    @TempDir private Path folder;

    private static final String GRAPHS = "examples/graph/";

    static Stream<Path> examples() {
        return Tree.filesEnding(".java").stream()
                .filter(file -> Tree.relative(file).startsWith("examples/"));
    }

    static Stream<Path> models() {
        return examples().filter(file -> !Tree.relative(file).startsWith(GRAPHS));
    }

    static Stream<Path> graphs() {
        return examples().filter(file -> Tree.relative(file).startsWith(GRAPHS));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void prints(Path example) throws Exception {
        var result = Launcher.run(folder, Map.of(), List.of("run", example.toString()));
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        var said =
                example.resolveSibling(example.getFileName().toString().replace(".java", ".txt"));
        assertThat(result.out().lines().map(String::stripTrailing))
                .containsExactlyElementsOf(Tree.read(said).lines().toList());
    }

    @ParameterizedTest
    @MethodSource("models")
    void runs(Path example) throws Exception {
        var result =
                Launcher.run(
                        folder, Map.of(), List.of("run", "--output", "out", example.toString()));
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("r_hat").contains("out/report.html");
        assertThat(Files.size(folder.resolve("out/report.html"))).isGreaterThan(10_000);
    }

    @Test
    void listed() {
        var list = Tree.read(Tree.ROOT.resolve("examples/README.md"));
        assertThat(examples())
                .allSatisfy(e -> assertThat(list).contains("](" + pathBelowExamples(e) + ")"));
    }

    private static String pathBelowExamples(Path example) {
        return Tree.relative(example).substring("examples/".length());
    }
}
