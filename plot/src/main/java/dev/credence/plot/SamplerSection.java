package dev.credence.plot;

import dev.credence.posterior.Bfmi;
import dev.credence.posterior.Component;
import dev.credence.posterior.InferenceData;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/// Writes a report's part on the sampler: its statistics per chain and the energy plot.
final class SamplerSection {
    /// One line of the table: a statistic, its heading, one number from a chain's draws of it, with
    /// how many decimals it is written and when it is bad.
    private record Line(
            String statistic,
            String heading,
            ToDoubleFunction<double[]> value,
            int decimals,
            DoublePredicate bad) {
        String text(double value) {
            return decimals == 0 ? Numbers.whole(value) : Numbers.fixed(value, decimals);
        }
    }

    private static final DoublePredicate NEVER = value -> false;
    private static final DoublePredicate ANY = value -> value > 0;
    private static final DoublePredicate LOW = value -> value < Bfmi.LOW;

    private static final List<Line> LINES =
            List.of(
                    new Line("diverging", "divergences", SamplerSection::sum, 0, ANY),
                    new Line(
                            "reached_max_tree_depth", "deepest trees", SamplerSection::sum, 0, ANY),
                    new Line("acceptance_rate", "mean acceptance", SamplerSection::mean, 3, NEVER),
                    new Line("step_size", "step size", SamplerSection::mean, 4, NEVER),
                    new Line("tree_depth", "mean tree depth", SamplerSection::mean, 2, NEVER),
                    new Line("n_steps", "gradients", SamplerSection::sum, 0, NEVER),
                    new Line("energy", "BFMI", SamplerSection::bfmi, 2, LOW));

    private SamplerSection() {}

    static void write(Html page, InferenceData data) {
        var statistics = new SamplerStatistics(data);
        var known = new LinkedHashMap<Line, Component>();
        for (var line : LINES) {
            statistics.find(line.statistic()).ifPresent(draws -> known.put(line, draws));
        }
        if (known.isEmpty()) return;
        page.markup("<section><h2>Sampler</h2>\n<div class=\"pair\"><div class=\"scroll\">");
        page.markup("<table>\n<thead><tr><th></th>");
        for (int chain : known.firstEntry().getValue().chains()) {
            page.markup("<th>");
            ComponentPlots.dot(page, chain);
            page.markup("chain ").text(chain).markup("</th>");
        }
        page.markup("</tr></thead>\n<tbody>\n");
        known.forEach((line, draws) -> write(page, line, draws));
        page.markup("</tbody></table></div>\n");
        EnergyPlot.ifPresent(data)
                .ifPresent(plot -> {
                    page.markup("<figure>").markup(plot.inlineSvg()).markup("</figure>\n");
                });
        page.markup("</div></section>\n");
    }

    private static void write(Html page, Line line, Component statistic) {
        page.markup("<tr>").element("td", line.heading());
        for (var chain : statistic.draws()) {
            double value = line.value().applyAsDouble(Sample.finite(chain));
            boolean bad = line.bad().test(value);
            page.markup(bad ? "<td class=\"number bad\">" : "<td class=\"number\">");
            page.text(line.text(value)).markup("</td>");
        }
        page.markup("</tr>\n");
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        return sum;
    }

    private static double mean(double[] values) {
        return values.length == 0 ? Double.NaN : sum(values) / values.length;
    }

    private static double bfmi(double[] energy) {
        return Bfmi.of(new double[][] {energy})[0];
    }
}
