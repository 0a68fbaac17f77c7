package dev.credence.inference;

import java.util.random.RandomGenerator;

/// Finds the order of magnitude of the step size, from single leapfrog steps.
///
/// The heuristic of Hoffman and Gelman 2014, algorithm 4, in the two forms that adaptations use.
final class StepSizeSearch {
    static final double NUTPIE_INITIAL = 0.1;
    private static final double STAN_LOG_ACCEPTANCE = Math.log(0.8);
    private static final double IMPROPER = 1e7;

    private final Hamiltonian hamiltonian;
    private final RandomGenerator random;
    private final PhasePoint start;
    private final PhasePoint end;

    StepSizeSearch(Hamiltonian hamiltonian, RandomGenerator random) {
        this.hamiltonian = hamiltonian;
        this.random = random;
        this.start = new PhasePoint(hamiltonian.dimension());
        this.end = new PhasePoint(hamiltonian.dimension());
    }

    /// nutpie's form: one momentum; doubles along it, or halves against it, until the acceptance
    /// passes the target; 0.1 when a step diverges or nothing is found.
    double nutpie(PhasePoint state, double targetAcceptance) {
        start.moveTo(state);
        hamiltonian.drawMomentum(start, random);
        double stepSize = NUTPIE_INITIAL;
        double logAcceptance = logAcceptance(stepSize);
        if (diverges(logAcceptance)) return NUTPIE_INITIAL;
        double target = Math.log(targetAcceptance);
        boolean grow = logAcceptance > target;
        for (int attempt = 0; attempt < 100; attempt++) {
            logAcceptance = logAcceptance(grow ? stepSize : -stepSize);
            if (diverges(logAcceptance)) return NUTPIE_INITIAL;
            if (grow && (logAcceptance <= target || stepSize > 1e5)) return stepSize;
            if (!grow && (logAcceptance >= target || stepSize < 1e-10)) return stepSize;
            stepSize *= grow ? 2 : 0.5;
        }
        return NUTPIE_INITIAL;
    }

    /// Stan's form: from the step size in use, doubles or halves with a new momentum each time
    /// until the acceptance passes 0.8.
    ///
    /// @throws FatalDensityException if every step size is accepted, or none
    double stan(PhasePoint state, double stepSize) {
        start.moveTo(state);
        double found = Math.min(stepSize, IMPROPER);
        boolean grow = freshLogAcceptance(found) > STAN_LOG_ACCEPTANCE;
        while (freshLogAcceptance(found) > STAN_LOG_ACCEPTANCE == grow) {
            found *= grow ? 2 : 0.5;
            if (grow && found > IMPROPER) {
                throw new FatalDensityException(
                        "steps of any size are accepted from %s: the density seems to have no finite integral; give every variable a proper prior"
                                .formatted(shortened(state.position)));
            }
            if (found == 0) {
                throw new FatalDensityException(
                        "no step is small enough to be accepted from %s: the density seems not to be continuous there, or its gradient is wrong"
                                .formatted(shortened(state.position)));
            }
        }
        return found;
    }

    private double freshLogAcceptance(double stepSize) {
        hamiltonian.drawMomentum(start, random);
        double logAcceptance = logAcceptance(stepSize);
        return Double.isNaN(logAcceptance) ? Double.NEGATIVE_INFINITY : logAcceptance;
    }

    private double logAcceptance(double signedStep) {
        Leapfrog.step(hamiltonian, start, end, signedStep);
        return start.energy - end.energy;
    }

    private static boolean diverges(double logAcceptance) {
        return !(logAcceptance >= -Nuts.LARGEST_ENERGY_ERROR
                && logAcceptance < Double.POSITIVE_INFINITY);
    }

    static String shortened(double[] position) {
        var text = new StringBuilder("(");
        for (int i = 0; i < position.length; i++) {
            if (i > 0) text.append(", ");
            if (i == 8) {
                text.append("... %d in all".formatted(position.length));
                break;
            }
            text.append(position[i]);
        }
        return text.append(')').toString();
    }
}
