package dev.credence.plot;

import dev.credence.posterior.Summary;

/// Says which diagnostics of an estimate deserve a reader's attention, and which estimates most.
///
/// @param chains how many chains the effective sample sizes come from
record Quality(int chains) {
    private static final double HIGHEST_R_HAT = 1.01;
    private static final double LEAST_ESS_PER_CHAIN = 100;

    /// R-hat above 1.01 (Vehtari et al. 2021).
    boolean badRHat(double rHat) {
        return rHat > HIGHEST_R_HAT;
    }

    /// An effective sample size below 100 per chain (Vehtari et al. 2021).
    boolean badEss(double ess) {
        return ess < LEAST_ESS_PER_CHAIN * chains;
    }

    /// Larger is worse; one is where warnings begin.
    double badness(Summary.Row estimate) {
        double mixing = (estimate.rHat() - 1) / (HIGHEST_R_HAT - 1);
        double size = LEAST_ESS_PER_CHAIN * chains;
        double precision = size / Math.min(estimate.essBulk(), estimate.essTail());
        // A constant has no diagnostics and nothing to worry about.
        return Math.max(Double.isNaN(mixing) ? 0 : mixing, Double.isNaN(precision) ? 0 : precision);
    }
}
