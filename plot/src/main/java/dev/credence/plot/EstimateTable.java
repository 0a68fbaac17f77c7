package dev.credence.plot;

import dev.credence.posterior.Summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Writes a report's table of estimates, with decimal points under each other and a small density
/// beside each name.
final class EstimateTable {
    private static final List<String> NAMES =
            List.of("mean", "sd", "HDI 3 %", "HDI 97 %", "MCSE", "MCSE of sd");
    private static final List<ToDoubleFunction<Summary.Row>> VALUES =
            List.of(
                    Summary.Row::mean,
                    Summary.Row::sd,
                    row -> row.hdi().lower(),
                    row -> row.hdi().upper(),
                    Summary.Row::mcseMean,
                    Summary.Row::mcseSd);
    private static final double SHAPE_WIDTH = 84;
    private static final double SHAPE_HEIGHT = 22;

    private EstimateTable() {}

    static void write(Html page, Selection components) {
        page.markup("<section class=\"estimates\"><h2>Estimates</h2>\n");
        leftOut(page, components);
        page.markup("<div class=\"scroll\"><table>\n<thead><tr><th></th><th></th>");
        for (var name : NAMES) page.element("th", name);
        page.markup("<th>ESS bulk</th><th>ESS tail</th><th>R-hat</th></tr></thead>\n<tbody>\n");
        var columns = new ArrayList<DecimalColumn>();
        for (var value : VALUES) {
            var column = new DecimalColumn();
            for (var entry : components.shown()) {
                var row = entry.estimate();
                int decimals = Numbers.decimalsFor(row.mcseMean(), row.mean());
                column.add(value.applyAsDouble(row), decimals);
            }
            columns.add(column);
        }
        for (int i = 0; i < components.shown().size(); i++) {
            row(page, components.shown().get(i), columns, i, components.quality());
        }
        page.markup("</tbody></table></div>\n");
        if (components.complete()) forests(page, components);
        page.markup("</section>\n");
    }

    private static void row(
            Html page, Selection.Entry entry, List<DecimalColumn> columns, int i, Quality quality) {
        var name = entry.component().name();
        page.markup("<tr><td title=\"").text(name).markup("\">").text(name);
        page.markup("</td><td class=\"shape\">").markup(shape(entry.sample())).markup("</td>");
        for (var column : columns) number(page, column.text(i), false);
        var row = entry.estimate();
        number(page, Numbers.whole(row.essBulk()), quality.badEss(row.essBulk()));
        number(page, Numbers.whole(row.essTail()), quality.badEss(row.essTail()));
        number(page, Numbers.fixed(row.rHat(), 3), quality.badRHat(row.rHat()));
        page.markup("</tr>\n");
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
            drawing.fill(outline, Ink.CHAIN_0, 0.45);
        }
        return drawing.figure("density", SHAPE_WIDTH, SHAPE_HEIGHT).inlineSvg();
    }
}
