package dev.credence.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Writes a report's table of estimates, with decimal points under each other and a small density
/// beside each name.
final class EstimateTable {
    private static final double SHAPE_WIDTH = 84;
    private static final double SHAPE_HEIGHT = 22;

    private EstimateTable() {}

    static void write(Html page, Selection components) {
        page.markup("<section class=\"estimates\"><h2>Estimates</h2>\n");
        leftOut(page, components);
        page.markup("<div class=\"scroll\"><table>\n<thead><tr><th></th><th></th>");
        for (var name : List.of("mean", "sd", "HDI 3 %", "HDI 97 %", "MCSE", "MCSE of sd")) {
            page.element("th", name);
        }
        page.markup("<th>ESS bulk</th><th>ESS tail</th><th>R-hat</th></tr></thead>\n<tbody>\n");
        var mean = new Column();
        var sd = new Column();
        var low = new Column();
        var high = new Column();
        var error = new Column();
        var errorOfSd = new Column();
        for (var entry : components.shown()) {
            var e = entry.estimate();
            int decimals = Numbers.decimalsFor(e.mcseMean());
            mean.add(e.mean(), decimals);
            sd.add(e.sd(), decimals);
            low.add(e.hdi().lower(), decimals);
            high.add(e.hdi().upper(), decimals);
            error.add(e.mcseMean(), decimals);
            errorOfSd.add(e.mcseSd(), decimals);
        }
        for (int i = 0; i < components.shown().size(); i++) {
            var entry = components.shown().get(i);
            page.markup("<tr><td title=\"").text(entry.component().name()).markup("\">");
            page.text(entry.component().name()).markup("</td><td class=\"shape\">");
            page.markup(shape(entry.sample())).markup("</td>");
            for (var column : List.of(mean, sd, low, high, error, errorOfSd)) {
                number(page, column.text(i), false);
            }
            var quality = components.quality();
            var e = entry.estimate();
            number(page, whole(e.essBulk()), quality.badEss(e.essBulk()));
            number(page, whole(e.essTail()), quality.badEss(e.essTail()));
            number(page, Numbers.fixed(e.rHat(), 3), quality.badRHat(e.rHat()));
            page.markup("</tr>\n");
        }
        page.markup("</tbody></table></div>\n");
        if (components.complete()) forests(page, components);
        page.markup("</section>\n");
    }

    /// The elements of each vector side by side, for they share a unit.
    private static void forests(Html page, Selection components) {
        var byVariable = new LinkedHashMap<String, List<Selection.Entry>>();
        for (var entry : components.shown()) {
            var variable = entry.component().variable().name();
            byVariable.computeIfAbsent(variable, name -> new ArrayList<>()).add(entry);
        }
        byVariable.values().removeIf(entries -> entries.size() < 2);
        if (byVariable.isEmpty()) return;
        page.markup("<div class=\"pair forests\">");
        for (var entries : byVariable.values()) {
            var plot =
                    ForestPlot.of(
                            entries.stream().map(Selection.Entry::component).toList(),
                            entries.stream().map(Selection.Entry::sample).toList());
            page.markup("<figure>").markup(plot.inlineSvg());
            page.element("figcaption", plot.title()).markup("</figure>\n");
        }
        page.markup("</div>\n");
    }

    private static void leftOut(Html page, Selection components) {
        if (components.complete()) return;
        page.markup("<p class=\"note\">The ").text(components.shown().size());
        page.markup(" of ").text(components.all().size());
        page.markup(" components with the worst R-hat and ESS are shown, worst first; ");
        page.text(components.all().size() - components.shown().size());
        page.markup(" are left out.</p>\n");
    }

    private static void number(Html page, String text, boolean bad) {
        page.markup(bad ? "<td class=\"number bad\">" : "<td class=\"number\">");
        page.text(text).markup("</td>");
    }

    private static String whole(double value) {
        return Double.isFinite(value)
                ? Numbers.grouped(Math.round(value))
                : Numbers.fixed(value, 0);
    }

    private static String shape(Sample sample) {
        var drawing = new Drawing();
        if (!sample.isConstant()) {
            var x = sample.bulk();
            var density = Kde.density(sample.pooled(), x, sample.bandwidth());
            double highest = 0;
            for (double value : density) highest = Math.max(highest, value);
            var axes = new Axes(0, 2, SHAPE_WIDTH, SHAPE_HEIGHT - 2, x, new Range(0, highest));
            var outline = new Points().add(axes.left(), axes.bottom());
            for (int i = 0; i < Kde.GRID; i += 10) {
                double value = x.low() + i * x.length() / (Kde.GRID - 1);
                outline.add(axes.px(value), axes.py(density[i]));
            }
            outline.add(axes.right(), axes.bottom());
            drawing.fill(outline, Ink.CHAIN_0, 0.35);
        }
        return drawing.figure("density", SHAPE_WIDTH, SHAPE_HEIGHT).inlineSvg();
    }

    /// Numbers whose decimal points stand under each other in a fixed-width font.
    private static final class Column {
        private final List<String> texts = new ArrayList<>();
        private int widest;

        void add(double value, int decimals) {
            var text = Numbers.fixed(value, decimals);
            texts.add(text);
            widest = Math.max(widest, tail(text));
        }

        String text(int row) {
            var text = texts.get(row);
            return text + " ".repeat(widest - tail(text));
        }

        private static int tail(String text) {
            int point = text.indexOf('.');
            return point < 0 || text.indexOf('e') > 0 ? 0 : text.length() - point;
        }
    }
}
