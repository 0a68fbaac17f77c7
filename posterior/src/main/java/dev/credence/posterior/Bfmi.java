package dev.credence.posterior;

/// The Bayesian fraction of missing information: how well resampling the momentum lets a
/// Hamiltonian sampler move between energies (Betancourt 2016, arXiv 1604.00695).
public final class Bfmi {
    /// Below this, the sampler explores the tails too slowly to be trusted.
    public static final double LOW = 0.3;

    private Bfmi() {}

    /// One number per chain: the mean squared change of energy over its variance.
    ///
    /// @param energy `energy[chain][draw]`
    public static double[] of(double[][] energy) {
        var fractions = new double[energy.length];
        for (int chain = 0; chain < fractions.length; chain++) {
            fractions[chain] = of(energy[chain]);
        }
        return fractions;
    }

    private static double of(double[] energy) {
        int n = energy.length;
        if (n < 2) return Double.NaN;
        double changes = 0;
        for (int i = 1; i < n; i++) {
            changes += (energy[i] - energy[i - 1]) * (energy[i] - energy[i - 1]);
        }
        return changes / (n - 1) / new Chains(energy, 1, n).variance();
    }
}
