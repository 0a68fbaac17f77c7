package dev.credence.inference;

import java.util.random.RandomGenerator;

/// Stan's adaptation: a diagonal metric from the variances of the draws of a window, windows that
/// double, and a new search for the step size after each.
public final class WindowedAdaptation implements Adaptation {
    private static final double INITIAL_STEP_SIZE = 1;
    private static final double PRIOR_DRAWS = 5;
    private static final double PRIOR_VARIANCE = 1e-3;

    private final Hamiltonian hamiltonian;
    private final int warmup;
    private final WindowSchedule schedule;
    private final StepSizeSearch search;
    private final DualAveraging averaging;
    private final RunningVariance variance;
    private boolean finished;

    /// @param warmup the number of draws to learn from
    /// @param targetAcceptance the acceptance rate wanted, between 0 and 1
    public WindowedAdaptation(
            Hamiltonian hamiltonian, int warmup, double targetAcceptance, RandomGenerator random) {
        this.hamiltonian = hamiltonian;
        this.warmup = warmup;
        this.schedule = new WindowSchedule(warmup);
        this.search = new StepSizeSearch(hamiltonian, random);
        this.averaging = new DualAveraging(targetAcceptance, Double.POSITIVE_INFINITY);
        this.variance = new RunningVariance(hamiltonian.dimension());
        this.finished = warmup == 0;
    }

    @Override
    public void init(PhasePoint start) {
        averaging.restart(search.stan(start, INITIAL_STEP_SIZE));
    }

    @Override
    public void update(int draw, PhasePoint state, NutsStatistics statistics) {
        averaging.update(statistics.acceptanceRate());
        if (schedule.collects(draw)) variance.add(state.position);
        if (schedule.ends(draw)) {
            regularise(variance, hamiltonian.metric());
            variance.clear();
            averaging.restart(search.stan(state, averaging.stepSize()));
        }
        finished = draw == warmup - 1;
    }

    /// Shrinks the sample variances towards 0.001 with the weight of five draws.
    static void regularise(RunningVariance variance, DiagonalMetric metric) {
        double share = variance.count() / (variance.count() + PRIOR_DRAWS);
        for (int i = 0; i < metric.inverseMass.length; i++) {
            metric.set(i, share * variance.variance(i) + (1 - share) * PRIOR_VARIANCE);
        }
    }

    @Override
    public double nextStepSize() {
        return finished ? averaging.averagedStepSize() : averaging.stepSize();
    }
}
