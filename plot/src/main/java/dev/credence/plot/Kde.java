package dev.credence.plot;

/// Gaussian kernel density estimates on a grid, at a cost per draw of one linear binning.
///
/// Both ends of the grid reflect, so that the density of a bounded variable does not leak past the
/// smallest and largest draw.
final class Kde {
    /// Grid points of every estimate.
    static final int GRID = 512;

    private static final double KERNEL_REACH = 4;

    private Kde() {}

    /// The density at `GRID` equally spaced points of `range`, both ends included; its integral
    /// over the range is one. Draws outside the range are left out.
    static double[] density(double[] draws, Range range, double bandwidth) {
        double step = range.length() / (GRID - 1);
        var density = reflected(spread(bin(draws, range), kernel(bandwidth / step)));
        double total = 0;
        for (int i = 0; i < GRID; i++) {
            total += density[i] * (i == 0 || i == GRID - 1 ? 0.5 : 1);
        }
        if (total == 0) return density;
        for (int i = 0; i < GRID; i++) density[i] /= total * step;
        return density;
    }

    /// Shares of the draws at the grid points; each draw is split between its two neighbours.
    static double[] bin(double[] draws, Range range) {
        var weights = new double[GRID];
        double scale = (GRID - 1) / range.length();
        int inside = 0;
        for (double draw : draws) {
            if (!range.contains(draw)) continue;
            double position = (draw - range.low()) * scale;
            int left = Math.min((int) position, GRID - 2);
            weights[left] += left + 1 - position;
            weights[left + 1] += position - left;
            inside++;
        }
        for (int i = 0; i < GRID && inside > 0; i++) weights[i] /= inside;
        return weights;
    }

    private static double[] kernel(double bandwidthInSteps) {
        int reach = (int) Math.min(GRID - 1, Math.ceil(KERNEL_REACH * bandwidthInSteps));
        var kernel = new double[reach + 1];
        kernel[0] = 1;
        for (int k = 1; k <= reach; k++) {
            double z = k / bandwidthInSteps;
            kernel[k] = Math.exp(-0.5 * z * z);
        }
        return kernel;
    }

    /// Puts a kernel on every weight, with room for what passes the ends of the grid.
    private static double[] spread(double[] weights, double[] kernel) {
        int last = GRID - 1;
        var spread = new double[3 * last + 1];
        for (int i = 0; i < GRID; i++) {
            double weight = weights[i];
            if (weight == 0) continue;
            spread[last + i] += weight * kernel[0];
            for (int k = 1; k < kernel.length; k++) {
                double share = weight * kernel[k];
                spread[last + i - k] += share;
                spread[last + i + k] += share;
            }
        }
        return spread;
    }

    /// Folds back what passed the ends; an end point is its own mirror image.
    private static double[] reflected(double[] spread) {
        int last = GRID - 1;
        var density = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            density[i] = spread[last + i] + spread[last - i] + spread[3 * last - i];
        }
        return density;
    }
}
