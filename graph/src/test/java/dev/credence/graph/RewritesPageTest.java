package dev.credence.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

/// Keeps `docs/rewrites.md`, the table of all rewrites, equal to the rules in the code.
///
/// Run with `-Dcredence.docs.write=true` to write the page anew.
final class RewritesPageTest {
    private static final Path PAGE = root().resolve("docs/rewrites.md");

    @Test
    void thePageListsTheRules() throws IOException {
        if (Boolean.getBoolean("credence.docs.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE)
                .as("run this test with -Dcredence.docs.write=true to write the page")
                .hasContent(page());
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) folder = folder.getParent();
        return folder;
    }

    private static String page() {
        var lines = new ArrayList<String>();
        lines.add(
                """
                # Rewrites

                What compiling does to a graph, one equation a line, read from left to right. `function.explain()`
                lists those that made a compiled graph what it is. A rewrite takes part in one stage:

                - **canonicalize**: brings equal things to one form, before gradients are taken;
                - **stabilize**: replaces what overflows, underflows or cancels, before gradients are taken;
                - **differentiate**: brings what gradients are taken of into the form with the cheaper gradient;
                  specialize turns it back for evaluation;
                - **specialize**: chooses what is quicker, when nothing else will be derived from the graph.

                Its soundness says how far both sides agree, and a test of both sides at random and special values
                keeps it to that:

                - **exact**: everywhere, NaN and infinities included, up to a few units in the last place and the
                  sign of a zero;
                - **stabilizes**: where the left side is finite and accurate; elsewhere the right side may be better;
                - **assumes finite**: where all values are finite; off unless asked for, since NaN may be forgotten.

                A condition after the equation must be known to hold, or the rewrite is left out.
                """);
        for (var stage : Rewriter.Stage.values()) {
            lines.add("## %s%n".formatted(title(stage.name())));
            lines.add("| rewrite | soundness |\n|---|---|");
            Rewriting.rules()
                    .filter(r -> r.stage() == stage)
                    .forEach(r ->
                            lines.add(
                                    "| `%s` | %s |"
                                            .formatted(r.equation(), words(r.soundness().name()))));
            lines.add("");
        }
        lines.add("## Loops\n");
        lines.add(
                "What is done to whole loops, and to loops beside each other, once gradients were"
                        + " taken.\n");
        lines.add("| rewrite | soundness |\n|---|---|");
        for (var r : LoopRewrite.values())
            lines.add("| `%s` | %s |".formatted(r.equation(), words(r.soundness().name())));
        lines.add("");
        return String.join("\n", lines);
    }

    private static String words(String constant) {
        return constant.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static String title(String constant) {
        var words = Arrays.asList(words(constant).split(" "));
        return words.getFirst().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                + words.getFirst().substring(1);
    }
}
