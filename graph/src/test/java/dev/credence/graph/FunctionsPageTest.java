package dev.credence.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.graph.transform.Transformations;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Keeps `docs/guide/functions.md`, the table of all functions of tensors, equal to the code.
///
/// Run with `-Dcredence.docs.write=true` to write the page anew.
final class FunctionsPageTest {
    private static final Path ROOT = root();
    private static final Path PAGE = ROOT.resolve("docs/guide/functions.md");
    private static final Pattern CLASS =
            Pattern.compile("((?:^///.*\\R)+)public ", Pattern.MULTILINE);
    private static final Pattern FUNCTION =
            Pattern.compile(
                    "((?:^    ///.*\\R)*)(?:^    @\\w+.*\\R)*^    public static ([^{;=]+?)\\s*\\{",
                    Pattern.MULTILINE);
    private static final Pattern SIGNATURE =
            Pattern.compile("(?:(<.+?>) )?(\\S+(?:<.+>)?) (\\w+\\(.*\\))(?: throws .*)?");

    /// Code, which is left as it is, or a link in brackets.
    private static final Pattern LINK = Pattern.compile("(`[^`]*`)|\\[#?([^\\]`]+)\\](?!\\()");

    @Test
    void thePageListsTheFunctions() throws IOException {
        var page = page();
        if (Boolean.getBoolean("credence.docs.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run this test with -Dcredence.docs.write=true to write the page")
                .hasContent(page);
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) folder = folder.getParent();
        return folder;
    }

    private static String page() throws IOException {
        var lines = new ArrayList<String>();
        lines.add(
                """
                # Functions of tensors

                All functions that build graphs, by the class that holds them; one static import reaches them all:
                `import static dev.credence.Credence.*`, or `dev.credence.graph.transform.Transformations.*`
                for graphs alone. What gives no `Tensor` names its type behind an arrow. The fluent forms
                (`x.plus(y)`, `x.get(index)`, ...) are methods of `Tensor`.
                """);
        for (var holder : holders()) {
            var source = Files.readString(source(holder)).replace("\r", "");
            var found = FUNCTION.matcher(source);
            var rows = new ArrayList<String>();
            while (found.find()) rows.add(row(found));
            if (rows.isEmpty()) continue;
            lines.add("## %s%n".formatted(holder.getSimpleName()));
            lines.add(summary(source) + "\n");
            lines.add("| function | meaning |\n|---|---|");
            lines.addAll(rows);
            lines.add("");
        }
        return String.join("\n", lines);
    }

    /// The chain of classes, from the scalar functions up.
    private static List<Class<?>> holders() {
        var chain = new ArrayList<Class<?>>();
        for (Class<?> c = Transformations.class; c != Object.class; c = c.getSuperclass())
            chain.addFirst(c);
        return chain;
    }

    private static Path source(Class<?> holder) {
        return ROOT.resolve("graph/src/main/java")
                .resolve(holder.getName().replace('.', '/') + ".java");
    }

    private static String summary(String source) {
        var found = CLASS.matcher(source);
        return found.find() ? sentence(found.group(1)) : "";
    }

    private static String row(Matcher found) {
        var text = found.group(2).replaceAll("\\s+", " ").replace("( ", "(");
        var signature = SIGNATURE.matcher(text);
        assertThat(signature.matches()).as(text).isTrue();
        var result =
                signature.group(2).equals("Tensor") ? "" : " → `%s`".formatted(signature.group(2));
        return "| `%s`%s | %s |"
                .formatted(
                        signature.group(3), result, sentence(found.group(1)).replace("|", "\\|"));
    }

    /// The first sentence of a comment, links as code.
    private static String sentence(String comment) {
        var text =
                comment.lines()
                        .map(l -> l.strip().substring(3).strip())
                        .takeWhile(l -> !l.isEmpty() && !l.startsWith("@"))
                        .collect(Collectors.joining(" "));
        var end = Pattern.compile("\\.(?= [A-Z`]|$)").matcher(text);
        var first = end.find() ? text.substring(0, end.end()) : text;
        return LINK.matcher(first)
                .replaceAll(m -> m.group(1) == null ? "`%s`".formatted(m.group(2)) : m.group(1));
    }
}
