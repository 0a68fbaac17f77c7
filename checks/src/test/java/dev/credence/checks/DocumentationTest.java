package dev.credence.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Documentation that cannot go stale unseen: its code compiles and its links lead somewhere.
///
/// Java blocks that are whole files stand alone. The other blocks below one heading of second level
/// are read as one program, from top to bottom.
final class DocumentationTest {
    private static final List<Markdown> PAGES =
            Tree.filesEnding(".md").stream().map(Markdown::of).toList();

    @Test
    void javaBlocksCompile() {
        assertThat(PAGES.stream().flatMap(DocumentationTest::programs).flatMap(Program::errors))
                .as("errors in the Java code of the documentation")
                .isEmpty();
    }

    @Test
    void examplesCompile() {
        assertThat(
                        Tree.filesEnding(".java").stream()
                                .filter(f -> Tree.relative(f).startsWith("examples/"))
                                .map(f -> new Program(Tree.relative(f), 1, Tree.read(f)))
                                .flatMap(Program::errors))
                .as("errors in the examples")
                .isEmpty();
    }

    /// Java text with the place it starts at.
    private record Program(String file, int line, String text) {
        Stream<String> errors() {
            return JavaSources.errors(text).stream()
                    .map(error -> "%s, in the code at line %d, %s".formatted(file, line, error));
        }
    }

    private static Stream<Program> programs(Markdown page) {
        var file = Tree.relative(page.file());
        var whole = page.blocks().stream().filter(b -> JavaSources.isWhole(b.code()));
        var bodies =
                page.blocks().stream()
                        .filter(b -> !JavaSources.isWhole(b.code()))
                        .collect(
                                Collectors.groupingBy(
                                        Markdown.Block::section,
                                        TreeMap::new,
                                        Collectors.toList()));
        return Stream.concat(
                whole.map(b -> new Program(file, b.line(), b.code())),
                bodies.values().stream()
                        .map(blocks ->
                                new Program(
                                        file,
                                        blocks.getFirst().line(),
                                        blocks.stream()
                                                .map(Markdown.Block::code)
                                                .collect(Collectors.joining("\n")))));
    }

    @Test
    void linksLeadSomewhere() {
        assertThat(
                        PAGES.stream()
                                .flatMap(page ->
                                        page.links().stream()
                                                .filter(link -> !leadsSomewhere(page, link))
                                                .map(link ->
                                                        "%s:%d: %s"
                                                                .formatted(
                                                                        Tree.relative(page.file()),
                                                                        link.line(),
                                                                        link.target()))))
                .as("links to files or headings that do not exist")
                .isEmpty();
    }

    private static boolean leadsSomewhere(Markdown page, Markdown.Link link) {
        if (link.target().matches("(https?|mailto):.*")) {
            return true;
        }
        var parts = link.target().split("#", 2);
        var file =
                parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
        if (!file.startsWith(Tree.ROOT) || !Files.exists(file)) {
            return false;
        }
        return parts.length == 1
                || !file.toString().endsWith(".md")
                || Markdown.of(file).anchors().contains(parts[1]);
    }

    @Test
    void theCompilerReadsWhatReadersRun() {
        assertThat(
                        JavaSources.errors(
                                """
                                import module dev.credence.array;

                                void main() {
                                    IO.println(NdArray.of(1, 2, 3));
                                }
                                """))
                .isEmpty();
        assertThat(
                        JavaSources.errors(
                                """
                                import module dev.credence.array;

                                void main() {
                                    NdArray.nonsense();
                                }
                                """))
                .singleElement()
                .asString()
                .startsWith("4: ");
    }
}
