package dev.credence.plot;

import dev.credence.plot.Mark.Anchor;

/// Draws how the values of one component are distributed, one curve per chain.
final class DensityPanel {
    private static final int MOST_COUNTS = 60;
    private static final double CURVE = 1.3;

    private DensityPanel() {}

    /// Curves over a value axis; divergent draws are short marks that stand on it.
    static void draw(
            Drawing drawing, Sample sample, boolean discrete, Divergences flags, Place place) {
        boolean counts = discrete && !sample.isEmpty() && areFew(sample.range());
        var x = counts ? countRange(sample) : sample.bulk();
        var curves = counts ? countShares(sample, x) : densities(sample, x);
        double highest = 0;
        for (var curve : curves) for (double value : curve) highest = Math.max(highest, value);
        var y = new Range(0, highest > 0 ? highest * 1.04 : 1);
        var axes =
                new Axes(
                        place.left() + 8,
                        place.top(),
                        place.right() - 8,
                        place.bottom() - 18,
                        x,
                        y);
        axes.drawX(drawing, counts ? 1 : 0);
        if (sample.isEmpty()) {
            double middle = (place.top() + axes.bottom()) / 2;
            drawing.label(
                    place.left() + place.width() / 2,
                    middle,
                    "no finite draws",
                    Ink.MUTED,
                    Anchor.MIDDLE);
            return;
        }
        if (sample.isConstant() && !counts) {
            double at = axes.px(sample.pooled()[0]);
            var spike = new Points().segment(at, axes.bottom(), at, axes.top());
            drawing.line(spike, Ink.CHAIN_0, CURVE, 1);
        }
        for (int chain = 0; chain < curves.length; chain++) {
            var path = counts ? steps(curves[chain], axes) : curve(curves[chain], axes);
            drawing.line(path, sample.ink(chain), CURVE, 0.9);
        }
        drawing.line(rug(sample, flags, axes), Ink.TEXT, 0.8, 0.8);
    }

    private static double[][] densities(Sample sample, Range x) {
        int chains = sample.chains().length;
        if (sample.isConstant()) return new double[chains][0];
        double bandwidth = sample.bandwidth() * Math.pow(chains, 0.2);
        var curves = new double[chains][];
        for (int chain = 0; chain < chains; chain++) {
            var draws = Sample.finite(sample.chains()[chain]);
            // A chain stuck in a corner is much narrower than all chains together.
            double own = Bandwidth.normalScale(draws);
            curves[chain] = Kde.density(draws, x, own > 0 ? Math.min(bandwidth, own) : bandwidth);
        }
        return curves;
    }

    /// Few enough to show each, and small enough to tell neighbours apart.
    private static boolean areFew(Range range) {
        return range.length() <= MOST_COUNTS && Math.abs(range.high()) < 1e15;
    }

    private static Range countRange(Sample sample) {
        var pooled = sample.pooled();
        return new Range(pooled[0] - 0.5, pooled[pooled.length - 1] + 0.5);
    }

    private static double[][] countShares(Sample sample, Range x) {
        int cells = (int) Math.round(x.length());
        var shares = new double[sample.chains().length][cells];
        for (int chain = 0; chain < shares.length; chain++) {
            var draws = Sample.finite(sample.chains()[chain]);
            for (double draw : draws) {
                shares[chain][(int) (draw - x.low())] += 1.0 / draws.length;
            }
        }
        return shares;
    }

    static Points curve(double[] density, Axes axes) {
        var points = new Points();
        double step = axes.x().length() / (Kde.GRID - 1);
        // Every third grid point is still finer than the eye on a panel of this size.
        for (int i = 0; i < density.length; i += 3) {
            points.add(axes.px(axes.x().low() + i * step), axes.py(density[i]));
        }
        return points;
    }

    private static Points steps(double[] shares, Axes axes) {
        var points = new Points();
        points.add(axes.px(axes.x().low()), axes.py(0));
        for (int k = 0; k < shares.length; k++) {
            points.add(axes.px(axes.x().low() + k), axes.py(shares[k]));
            points.add(axes.px(axes.x().low() + k + 1), axes.py(shares[k]));
        }
        return points.add(axes.px(axes.x().high()), axes.py(0));
    }

    private static Points rug(Sample sample, Divergences flags, Axes axes) {
        var rug = new Points();
        if (flags.none()) return rug;
        var taken = new boolean[(int) (2 * axes.width()) + 2];
        for (int chain = 0; chain < sample.chains().length; chain++) {
            var draws = sample.chains()[chain];
            for (int i = 0; i < draws.length; i++) {
                if (!flags.at(chain, i) || !axes.x().contains(draws[i])) continue;
                int slot = (int) (2 * (axes.px(draws[i]) - axes.left()));
                if (taken[slot]) continue;
                taken[slot] = true;
                double at = axes.left() + slot / 2.0;
                rug.segment(at, axes.bottom(), at, axes.bottom() - 5);
            }
        }
        return rug;
    }
}
