package dev.credence.inference;

/// Estimates the diagonal metric that brings a density closest to a standard normal in Fisher
/// divergence, from draws and the gradients there.
///
/// The minimiser has sqrt(Var(x) / Var(gradient)) as inverse mass (Seyboldt et al., arXiv
/// 2603.18845); for a normal density it is exact after a few draws, as gradients tell the scale
/// before draws have travelled it.
final class FisherScale {
    private static final double SMALLEST = 1e-20;
    private static final double LARGEST = 1e20;
    private static final int FEWEST_DRAWS = 3;

    private final RunningVariance positions;
    private final RunningVariance gradients;

    FisherScale(int dimension) {
        positions = new RunningVariance(dimension);
        gradients = new RunningVariance(dimension);
    }

    /// The metric to start with, when one gradient is all that is known: 1 / |gradient|.
    static void fromGradient(double[] gradient, DiagonalMetric metric) {
        for (int i = 0; i < gradient.length; i++) {
            double inverseMass = 1 / Math.clamp(Math.abs(gradient[i]), SMALLEST, LARGEST);
            metric.set(i, Double.isFinite(inverseMass) ? inverseMass : 1);
        }
    }

    void add(PhasePoint state) {
        positions.add(state.position);
        gradients.add(state.gradient);
    }

    int count() {
        return positions.count();
    }

    void clear() {
        positions.clear();
        gradients.clear();
    }

    /// Writes the estimate to the metric, keeping the old value of a coordinate where it is zero or
    /// not finite; false if there are too few draws.
    boolean update(DiagonalMetric metric) {
        if (count() < FEWEST_DRAWS) return false;
        for (int i = 0; i < metric.inverseMass.length; i++) {
            double inverseMass = Math.sqrt(positions.variance(i) / gradients.variance(i));
            if (inverseMass > 0 && inverseMass < Double.POSITIVE_INFINITY) {
                metric.set(i, Math.clamp(inverseMass, SMALLEST, LARGEST));
            }
        }
        return true;
    }
}
