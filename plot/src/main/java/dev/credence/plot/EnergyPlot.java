package dev.credence.plot;

import dev.credence.plot.Mark.Anchor;
import dev.credence.posterior.InferenceData;

import java.util.Optional;

/// Shows whether the momentum refreshed at each draw reaches all energies that the posterior has.
///
/// Two densities over all chains: the energy itself around its mean, and its change from one draw
/// to the next. Where the second is much narrower, the sampler explores the tails slowly
/// (Betancourt 2016, arXiv:1604.00695).
public final class EnergyPlot {
    private static final double WIDTH = 460;
    private static final double HEIGHT = 210;

    private EnergyPlot() {}

    /// Draws the statistic `energy` of the group `sample_stats`.
    ///
    /// @throws IllegalArgumentException if the data have no such statistic
    public static Figure of(InferenceData data) {
        var figure = ifPresent(data);
        if (figure.isEmpty()) {
            throw new IllegalArgumentException(
                    "cannot draw the energy: sample_stats has no 'energy'; only Hamiltonian"
                            + " samplers report it");
        }
        return figure.get();
    }

    static Optional<Figure> ifPresent(InferenceData data) {
        var energy = new SamplerStatistics(data).find("energy");
        if (energy.isEmpty()) return Optional.empty();
        var chains = centred(energy.get().draws());
        var marginal = new Sample(chains);
        var change = new Sample(differences(chains));
        if (marginal.isConstant() || change.isConstant()) return Optional.empty();
        var drawing = new Drawing();
        draw(drawing, marginal, change);
        return Optional.of(drawing.figure("Energy and its change between draws", WIDTH, HEIGHT));
    }

    private static void draw(Drawing drawing, Sample marginal, Sample change) {
        var a = marginal.bulk();
        var b = change.bulk();
        var x = new Range(Math.min(a.low(), b.low()), Math.max(a.high(), b.high()));
        var marginalCurve = Kde.density(marginal.pooled(), x, marginal.bandwidth());
        var changeCurve = Kde.density(change.pooled(), x, change.bandwidth());
        double highest = 0;
        for (double value : marginalCurve) highest = Math.max(highest, value);
        for (double value : changeCurve) highest = Math.max(highest, value);
        var axes = new Axes(12, 34, WIDTH - 12, HEIGHT - 34, x, new Range(0, highest * 1.04));
        area(drawing, marginalCurve, axes, Ink.CHAIN_0);
        area(drawing, changeCurve, axes, Ink.CHAIN_1);
        axes.drawX(drawing, 0);
        drawing.label(WIDTH / 2, HEIGHT - 6, "energy minus its mean", Ink.MUTED, Anchor.MIDDLE);
        legend(drawing, 14, Ink.CHAIN_0, "energy");
        legend(drawing, 80, Ink.CHAIN_1, "change between draws");
    }

    private static void legend(Drawing drawing, double left, Ink ink, String text) {
        drawing.dots(new Points().add(left + 4, 15), 4, ink);
        drawing.label(left + 13, 18.5, text, Ink.MUTED, Anchor.START);
    }

    private static void area(Drawing drawing, double[] density, Axes axes, Ink ink) {
        var outline = DensityPanel.curve(density, axes);
        var filled = DensityPanel.curve(density, axes);
        filled.add(axes.right(), axes.bottom()).add(axes.left(), axes.bottom());
        drawing.fill(filled, ink, 0.18);
        drawing.line(outline, ink, 1.4, 1);
    }

    private static double[][] centred(double[][] chains) {
        var centred = new double[chains.length][];
        for (int chain = 0; chain < chains.length; chain++) {
            var draws = Sample.finite(chains[chain]);
            double sum = 0;
            for (double draw : draws) sum += draw;
            centred[chain] = new double[draws.length];
            for (int i = 0; i < draws.length; i++) {
                centred[chain][i] = draws[i] - sum / draws.length;
            }
        }
        return centred;
    }

    private static double[][] differences(double[][] chains) {
        var differences = new double[chains.length][];
        for (int chain = 0; chain < chains.length; chain++) {
            var draws = chains[chain];
            differences[chain] = new double[Math.max(0, draws.length - 1)];
            for (int i = 1; i < draws.length; i++) {
                differences[chain][i - 1] = draws[i] - draws[i - 1];
            }
        }
        return differences;
    }
}
