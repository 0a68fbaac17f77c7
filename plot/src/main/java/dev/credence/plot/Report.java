package dev.credence.plot;

import dev.credence.posterior.InferenceData;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// One self-contained HTML page about a run: can it be trusted, what was estimated, how did the
/// chains move.
///
/// The page loads nothing from elsewhere, follows the reader's light or dark scheme and prints.
public final class Report {
    private Report() {}

    /// Writes the page to a file.
    ///
    /// @throws UncheckedIOException if the file cannot be written
    public static void write(InferenceData data, ReportText text, Path file) {
        try {
            Files.writeString(file, html(data, text));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report to '%s'".formatted(file), e);
        }
    }

    /// The page as text, for those who serve or embed it.
    public static String html(InferenceData data, ReportText text) {
        var components = Selection.of(data);
        var page = new Html();
        head(page, text.title());
        Overview.write(page, data, text, components);
        if (!text.modelText().isBlank()) {
            page.markup("<section><h2>Model</h2><pre>").text(text.modelText().stripTrailing());
            page.markup("</pre></section>\n");
        }
        EstimateTable.write(page, components);
        ComponentPlots.write(page, data, components);
        SamplerSection.write(page, data);
        page.markup("<footer>Made by Credence.</footer>\n</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private static void head(Html page, String title) {
        page.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        page.element("title", title);
        page.markup("\n<style>\n:root {");
        for (var ink : Ink.values()) declare(page, ink, ink.light());
        page.markup(" }\n@media (prefers-color-scheme: dark) {\n:root {");
        for (var ink : Ink.values()) declare(page, ink, ink.dark());
        page.markup(" }\n}\n").markup(style()).markup("</style>\n</head>\n<body>\n<main>\n");
    }

    private static void declare(Html page, Ink ink, String colour) {
        page.markup(" ").markup(ink.variable()).markup(": ").markup(colour).markup(";");
    }

    private static String style() {
        try (InputStream in = Report.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("the style sheet report.css is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
