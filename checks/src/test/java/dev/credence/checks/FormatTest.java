package dev.credence.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Main;

import org.junit.jupiter.api.Test;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// One layout of code for all, so that nobody discusses it: google-java-format in its AOSP style.
final class FormatTest {
    @Test
    void everyJavaFileIsFormatted() throws Exception {
        assertThat(report(Tree.filesEnding(".java")))
                .as("files in another layout than the formatter's; run etc/format")
                .isEmpty();
    }

    /// What the formatter says when it must not change anything: the files that would change, and
    /// those that it cannot parse.
    private static List<String> report(List<Path> files) throws Exception {
        var changed = new StringWriter();
        var errors = new StringWriter();
        var options = Stream.of("--aosp", "--dry-run");
        var formatter =
                new Main(
                        new PrintWriter(changed, true),
                        new PrintWriter(errors, true),
                        InputStream.nullInputStream());
        formatter.format(
                Stream.concat(options, files.stream().map(Path::toString)).toArray(String[]::new));
        return (changed + "\n" + errors).lines().filter(line -> !line.isBlank()).toList();
    }
}
