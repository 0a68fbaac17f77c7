package dev.credence.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Habits of the sources that a machine can see: short files that open with their purpose and leave
/// nothing for later.
final class HabitsTest {
    private static final int LINES = 600;

    private static final String[] TEXTS = {
        ".java", ".md", ".xml", ".properties", ".html", ".css", ".yml", "etc/format", ".ci/run"
    };
    private static final Pattern PACKAGE = Pattern.compile("package ");
    private static final Pattern TYPE =
            Pattern.compile(
                    "((public|final|sealed|non-sealed|abstract|open) )*"
                            + "(class|interface|@interface|record|enum|module) ");
    private static final Pattern FOR_LATER = Pattern.compile("\\b(TODO|FIXME|XXX)\\b|@Disabled\\b");
    private static final Pattern OUT_OF_PLACE =
            Pattern.compile(
                    "(?<![\\w.:/-])/(root|work|tmp|home)\\b|issue #|in this session|subagent",
                    Pattern.CASE_INSENSITIVE);

    @Test
    void filesOpenWithASentenceOnTheirPurpose() {
        assertThat(Tree.mainSources().stream().filter(file -> !opensWithSentence(file)))
                .as("files whose first type has no /// comment that starts with a whole sentence")
                .map(Tree::relative)
                .isEmpty();
    }

    private static boolean opensWithSentence(Path file) {
        var described = file.endsWith("package-info.java") ? PACKAGE : TYPE;
        var above =
                Tree.lines(file).stream()
                        .takeWhile(line -> !described.matcher(line).lookingAt())
                        .toList();
        return above.subList(above.lastIndexOf("") + 1, above.size()).stream()
                .takeWhile(line -> line.startsWith("/// "))
                .collect(Collectors.joining(" "))
                .matches(".*[.:?](\\)|`)?");
    }

    @Test
    void documentationIsInMarkdown() {
        assertThat(linesWith(Tree.filesEnding(".java"), line -> line.strip().startsWith("/**")))
                .as("comments in the old style; write ///")
                .isEmpty();
    }

    @Test
    void filesAreShort() {
        var sources = Tree.mainSources();
        var sizes = sources.stream().mapToInt(f -> Tree.lines(f).size()).sorted().toArray();
        System.out.printf(
                "%d main source files: median %d lines, 90 %% below %d, longest %d%n",
                sizes.length,
                sizes[sizes.length / 2],
                sizes[sizes.length * 9 / 10],
                sizes[sizes.length - 1]);
        assertThat(
                        sources.stream()
                                .filter(f -> Tree.lines(f).size() > LINES)
                                .map(f -> Tree.relative(f) + ": " + Tree.lines(f).size()))
                .as("files of more lines than anybody reads in one sitting (%d); split them", LINES)
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(linesWith(othersOf(".java"), line -> FOR_LATER.matcher(line).find()))
                .as("lines that put something off; do it now, or leave it out")
                .isEmpty();
    }

    @Test
    void indentationIsSpaces() {
        assertThat(linesWith(Tree.filesEnding(".java", ".md"), line -> line.contains("\t")))
                .as("lines with a tab")
                .isEmpty();
    }

    @Test
    void textsSpeakOfTheProjectAlone() {
        assertThat(linesWith(othersOf(TEXTS), line -> OUT_OF_PLACE.matcher(line).find()))
                .as("lines that name a place of one machine, or how the work was organised")
                .isEmpty();
    }

    /// The files without this one, which must spell what it forbids.
    private static List<Path> othersOf(String... endings) {
        return Tree.filesEnding(endings).stream()
                .filter(file -> !file.endsWith("HabitsTest.java"))
                .toList();
    }

    private static Stream<String> linesWith(List<Path> files, Predicate<String> found) {
        return files.stream()
                .flatMap(file -> {
                    var lines = Tree.lines(file);
                    return IntStream.range(0, lines.size())
                            .filter(i -> found.test(lines.get(i)))
                            .mapToObj(i ->
                                    "%s:%d: %s"
                                            .formatted(
                                                    Tree.relative(file),
                                                    i + 1,
                                                    lines.get(i).strip()));
                });
    }
}
