package dev.credence.run;

import dev.credence.plot.Report;
import dev.credence.plot.ReportText;
import dev.credence.posterior.InferenceData;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/// Writes the report of a run from its draws alone: what it says of the model was stored with them.
public final class Reports {
    /// The attribute of `posterior` that holds the model as it prints itself.
    static final String MODEL_TEXT = "model_text";

    /// The attribute of `posterior` that holds the model's name.
    static final String MODEL_NAME = "model_name";

    private Reports() {}

    /// Where the report of the draws in `draws` belongs: `report.html` in the same folder, or named
    /// after the draws where the folder holds several.
    public static Path besides(Path draws) {
        var name = draws.getFileName().toString().replaceFirst("\\.zarr$", "");
        var first = draws.resolveSibling("report.html");
        return java.nio.file.Files.exists(first)
                ? draws.resolveSibling("report-" + name + ".html")
                : first;
    }

    /// Writes one self-contained HTML page.
    public static void write(InferenceData data, Path page) {
        var facts = new LinkedHashMap<>(data.posterior().attributes());
        var model = facts.remove(MODEL_TEXT);
        var title = facts.remove(MODEL_NAME);
        facts.remove("completed_draws");
        facts.remove("inference_library");
        facts.remove("chains_draw_time");
        for (var time : List.of("compile_time", "sampling_time")) {
            facts.computeIfPresent(time, (name, seconds) -> seconds + " s");
        }
        var text =
                new ReportText(
                        title == null ? "Posterior" : title,
                        model == null ? "" : model,
                        data.warnings(),
                        facts);
        Report.write(data, text, page);
    }
}
