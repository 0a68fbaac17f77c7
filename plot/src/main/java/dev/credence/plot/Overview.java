package dev.credence.plot;

import dev.credence.posterior.InferenceData;

/// Opens a report: the title, the run in a few numbers, and what to worry about.
final class Overview {
    private Overview() {}

    static void write(Html page, InferenceData data, ReportText text, Selection components) {
        page.markup("<p class=\"kind\">Inference report</p>\n").element("h1", text.title());
        page.markup("\n");
        tiles(page, data, components);
        if (!text.facts().isEmpty()) {
            page.markup("<dl class=\"facts\">\n");
            text.facts()
                    .forEach((name, value) -> {
                        page.markup("<div>")
                                .element("dt", name)
                                .element("dd", value)
                                .markup("</div>\n");
                    });
            page.markup("</dl>\n");
        }
        verdict(page, text);
    }

    private static void tiles(Html page, InferenceData data, Selection components) {
        page.markup("<dl class=\"tiles\">\n");
        if (!components.shown().isEmpty()) {
            var first = components.shown().getFirst().component();
            int chains = first.chains().length;
            int length = chains == 0 ? 0 : first.draws()[0].length;
            var draws = Numbers.grouped(chains) + " × " + Numbers.grouped(length);
            tile(page, "chains × draws", draws, false);
        }
        new SamplerStatistics(data)
                .find("diverging")
                .ifPresent(diverging -> {
                    long count = 0;
                    for (var chain : diverging.draws())
                        for (double flag : chain) count += flag == 1 ? 1 : 0;
                    tile(page, "divergences", Numbers.grouped(count), count > 0);
                });
        double highest = Double.NaN;
        double least = Double.NaN;
        for (var estimate : components.all()) {
            highest = larger(highest, estimate.rHat());
            least = -larger(-least, -Math.min(estimate.essBulk(), estimate.essTail()));
        }
        var quality = components.quality();
        if (!Double.isNaN(highest)) {
            tile(page, "largest R-hat", Numbers.fixed(highest, 3), quality.badRHat(highest));
        }
        if (!Double.isNaN(least)) {
            tile(page, "smallest ESS", Numbers.whole(least), quality.badEss(least));
        }
        page.markup("</dl>\n");
    }

    private static void tile(Html page, String name, String value, boolean bad) {
        page.markup("<div>").element("dt", name);
        page.markup(bad ? "<dd class=\"bad\">" : "<dd>").text(value).markup("</dd></div>\n");
    }

    private static void verdict(Html page, ReportText text) {
        if (text.warnings().isEmpty()) {
            page.markup("<div class=\"verdict good\"><p><strong>No warnings.</strong> ");
            page.markup("The diagnostics show no sign of trouble.</p></div>\n");
            return;
        }
        int count = text.warnings().size();
        page.markup("<div class=\"verdict alert\"><p><strong>");
        page.text(count == 1 ? "One warning" : count + " warnings").markup("</strong></p>\n<ul>\n");
        for (var warning : text.warnings()) page.element("li", warning).markup("\n");
        page.markup("</ul></div>\n");
    }

    private static double larger(double a, double b) {
        if (Double.isNaN(a)) return b;
        return Double.isNaN(b) ? a : Math.max(a, b);
    }
}
