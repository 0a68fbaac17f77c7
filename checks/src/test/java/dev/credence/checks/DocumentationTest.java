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
/// A Java block that starts with an import is a whole file. The other blocks below one heading of
/// second level are one program, from top to bottom: the body of a `main` in a file with the two
/// imports of every example.
final class DocumentationTest {
    private static final List<Markdown> PAGES =
            Tree.filesEnding(".md").stream().map(Markdown::of).toList();

    /// One line, so that the compiler counts lines as the page does.
    private static final String START_OF_BODIES =
            "import module dev.credence; import static dev.credence.Credence.*;"
                    + " void main() throws Exception {";

    @Test
    void javaBlocksCompile() {
        assertThat(PAGES.stream().flatMap(DocumentationTest::errors))
                .as("errors in the Java code of the documentation")
                .isEmpty();
    }

    private static Stream<String> errors(Markdown page) {
        var files = page.blocks().stream().filter(Markdown.Block::isFile);
        var sections =
                page.blocks().stream()
                        .filter(block -> !block.isFile())
                        .collect(
                                Collectors.groupingBy(
                                        Markdown.Block::section,
                                        TreeMap::new,
                                        Collectors.toList()));
        return Stream.concat(
                        files.map(block -> inPlace("", List.of(block), "")),
                        sections.values().stream().map(b -> inPlace(START_OF_BODIES, b, "}")))
                .flatMap(text -> JavaSources.errors(text).stream())
                .map(error -> Tree.relative(page.file()) + ":" + error);
    }

    /// The code of the blocks, each at the line it has in the page.
    private static String inPlace(String start, List<Markdown.Block> blocks, String end) {
        var text = new StringBuilder(start);
        int line = 1;
        for (var block : blocks) {
            text.repeat('\n', block.line() - line).append(block.code());
            line = block.line() + (int) block.code().lines().count() - 1;
        }
        return text.append('\n').append(end).toString();
    }

    @Test
    void examplesCompile() {
        assertThat(
                        Tree.filesEnding(".java").stream()
                                .filter(file -> Tree.relative(file).startsWith("examples/"))
                                .flatMap(file ->
                                        JavaSources.errors(Tree.read(file)).stream()
                                                .map(e -> Tree.relative(file) + ":" + e)))
                .as("errors in the examples")
                .isEmpty();
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
