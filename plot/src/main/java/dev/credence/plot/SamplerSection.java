package dev.credence.plot;

import dev.credence.posterior.Bfmi;
import dev.credence.posterior.Component;
import dev.credence.posterior.InferenceData;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/// Writes a report's part on the sampler: its statistics per chain and the energy plot.
final class SamplerSection {
    /// One line of the table: a statistic, its heading, one number from a chain's draws of it, how
    /// that is written and when it is bad.
    private record Line(
            String statistic,
            String heading,
            ToDoubleFunction<double[]> value,
            DoubleFunction<String> format,
            DoublePredicate bad) {}

    private static final List<Line> LINES =
            List.of(
                    new Line("diverging", "divergences", SamplerSection::sum, whole(), x -> x > 0),
                    new Line(
                            "reached_max_tree_depth",
                            "trees of greatest depth",
                            SamplerSection::sum,
                            whole(),
                            x -> x > 0),
                    new Line(
                            "acceptance_rate",
                            "mean acceptance",
                            SamplerSection::mean,
                            fixed(3),
                            x -> false),
                    new Line("step_size", "step size", SamplerSection::mean, fixed(4), x -> false),
                    new Line(
                            "tree_depth",
                            "mean tree depth",
                            SamplerSection::mean,
                            fixed(2),
                            x -> false),
                    new Line("n_steps", "gradients", SamplerSection::sum, whole(), x -> false),
                    new Line("energy", "BFMI", SamplerSection::bfmi, fixed(2), x -> x < Bfmi.LOW));

    private SamplerSection() {}

    static void write(Html page, InferenceData data) {
        var statistics = new SamplerStatistics(data);
        var known = new ArrayList<Line>();
        for (var line : LINES) {
            if (statistics.find(line.statistic()).isPresent()) known.add(line);
        }
        if (known.isEmpty()) return;
        page.markup("<section><h2>Sampler</h2>\n<div class=\"pair\"><div class=\"scroll\">");
        page.markup("<table>\n<thead><tr><th></th>");
        for (int chain : statistics.find(known.getFirst().statistic()).get().chains()) {
            page.markup("<th>");
            ComponentPlots.dot(page, chain);
            page.markup("chain ").text(chain).markup("</th>");
        }
        page.markup("</tr></thead>\n<tbody>\n");
        for (var line : known) write(page, line, statistics.find(line.statistic()).get());
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
            page.text(line.format().apply(value)).markup("</td>");
        }
        page.markup("</tr>\n");
    }

    private static DoubleFunction<String> whole() {
        return value -> Numbers.grouped((long) value);
    }

    private static DoubleFunction<String> fixed(int decimals) {
        return value -> Numbers.fixed(value, decimals);
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
