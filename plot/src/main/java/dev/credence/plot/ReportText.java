package dev.credence.plot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a [Report] says besides the draws.
///
/// @param title the heading, usually the model's name
/// @param modelText the model as it prints itself; left out where it is blank
/// @param warnings one sentence each; none shows as a good sign
/// @param facts about the run, in order, for example `seed` and `time`
public record ReportText(
        String title, String modelText, List<String> warnings, Map<String, String> facts) {
    public ReportText {
        warnings = List.copyOf(warnings);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
}
