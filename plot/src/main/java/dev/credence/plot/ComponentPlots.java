package dev.credence.plot;

import dev.credence.posterior.InferenceData;

/// Writes a report's plots: density, trace and ranks of each component in one row.
final class ComponentPlots {
    private static final double HEIGHT = 134;
    private static final double DENSITY = 270;
    private static final double TRACE = 520;
    private static final double RANKS = 250;

    private ComponentPlots() {}

    static void write(Html page, InferenceData data, Selection components) {
        if (components.shown().isEmpty()) return;
        var flags = Divergences.of(data);
        page.markup("<section class=\"plots\"><h2>Densities, traces and ranks</h2>\n");
        page.markup("<ul class=\"legend\">");
        for (int chain : components.shown().getFirst().component().chains()) {
            page.markup("<li>");
            dot(page, chain);
            page.markup("chain ").text(chain).markup("</li>");
        }
        if (!flags.none()) page.markup("<li><i class=\"tick\"></i>divergent draw</li>");
        page.markup("</ul>\n<p class=\"note\">Ranks of chains that agree are uniform: their bars ");
        page.markup("stay in the grey band in 19 of 20 chains with independent draws.</p>\n");
        for (var entry : components.shown()) row(page, entry, flags, components.quality());
        page.markup("</section>\n");
    }

    /// The coloured dot that stands for a chain.
    static void dot(Html page, int chain) {
        page.markup("<i class=\"dot\" style=\"background:var(");
        page.markup(Ink.chain(chain).variable()).markup(")\"></i>");
    }

    private static void row(Html page, Selection.Entry entry, Divergences flags, Quality quality) {
        var component = entry.component();
        var e = entry.estimate();
        page.markup("<article class=\"component\"><header>").element("h3", component.name());
        int decimals = Numbers.decimalsFor(e.mcseMean(), e.mean());
        chip(page, "mean " + Numbers.fixed(e.mean(), decimals), false);
        chip(page, "R-hat " + Numbers.fixed(e.rHat(), 3), quality.badRHat(e.rHat()));
        double ess = Math.min(e.essBulk(), e.essTail());
        chip(page, "ESS " + Numbers.whole(ess), quality.badEss(ess));
        page.markup("</header>\n<div class=\"panels\">\n");
        var sample = entry.sample();
        boolean whole = Variables.areWhole(component);
        var density = new Drawing();
        DensityPanel.draw(density, sample, whole, flags, new Place(0, 0, DENSITY, HEIGHT));
        var trace = new Drawing();
        TracePanel.draw(trace, sample, whole, flags, new Place(0, 0, TRACE, HEIGHT));
        var ranks = new Drawing();
        RankPanel.draw(ranks, sample, new Place(0, 0, RANKS, HEIGHT));
        var name = component.name();
        page.markup(density.figure("density of " + name, DENSITY, HEIGHT).inlineSvg());
        page.markup(trace.figure("trace of " + name, TRACE, HEIGHT).inlineSvg());
        page.markup(ranks.figure("ranks of " + name, RANKS, HEIGHT).inlineSvg());
        page.markup("</div></article>\n");
    }

    private static void chip(Html page, String text, boolean bad) {
        page.markup(bad ? "<span class=\"chip bad\">" : "<span>").text(text).markup("</span>");
    }
}
