package dev.credence.inference;

import java.util.random.RandomGenerator;

/// nutpie's adaptation: a diagonal metric from draws and gradients, renewed at every draw of the
/// warmup but the last 15 %.
///
/// Two estimates are filled side by side; every so often ([ForegroundSchedule]) the younger one
/// takes the place of the one in use, so that the path from the start to the typical set is
/// forgotten soon. The step size follows the plain acceptance rate first and the symmetric one
/// late. It is multiplied by Uniform(0.9, 1.1) at every draw, in warmup and after, which breaks the
/// resonance of a step with a period of the target.
///
/// The step size that is kept averages those tried, and the short ones among these can enter a
/// place, like the neck of a funnel, which the average cannot leave: every later draw would diverge
/// there. So the draws begin where a step as long as the average has led without diverging.
public final class GradientAdaptation implements Adaptation {
    private static final double JITTER = 0.1;

    /// A trajectory that diverged tells of the target only where it got away from its start.
    private static final int FEWEST_STEPS_IF_DIVERGING = 5;

    private final Hamiltonian hamiltonian;
    private final RandomGenerator random;
    private final int warmup;
    private final double targetAcceptance;
    private final ForegroundSchedule schedule;
    private final StepSizeSearch search;
    private final DualAveraging averaging;
    private final PhasePoint settled;
    private FisherScale foreground;
    private FisherScale background;
    private boolean learntMetric;
    private boolean hasSettled;
    private boolean finished;

    /// @param warmup the number of draws to learn from
    /// @param targetAcceptance the acceptance rate wanted, between 0 and 1
    public GradientAdaptation(
            Hamiltonian hamiltonian, int warmup, double targetAcceptance, RandomGenerator random) {
        int dimension = hamiltonian.dimension();
        this.hamiltonian = hamiltonian;
        this.random = random;
        this.warmup = warmup;
        this.targetAcceptance = targetAcceptance;
        this.schedule = new ForegroundSchedule(warmup);
        this.search = new StepSizeSearch(hamiltonian, random);
        // Above a half period of a standard normal no step is stable, so none can be useful.
        this.averaging = new DualAveraging(targetAcceptance, Math.PI);
        this.foreground = new FisherScale(dimension);
        this.background = new FisherScale(dimension);
        this.settled = new PhasePoint(dimension);
        this.finished = warmup == 0;
    }

    @Override
    public void init(PhasePoint start) {
        foreground.add(start);
        background.add(start);
        FisherScale.fromGradient(start.gradient, hamiltonian.metric());
        averaging.restart(search.nutpie(start, targetAcceptance));
    }

    @Override
    public void update(int draw, PhasePoint state, NutsStatistics statistics) {
        if (tellsOfTarget(statistics)) {
            foreground.add(state);
            background.add(state);
        }
        var phase = schedule.advance(draw, background.count());
        averaging.update(
                switch (phase) {
                    case KEEP, SWITCH -> statistics.acceptanceRate();
                    case LATE, FINAL -> statistics.symmetricAcceptanceRate();
                });
        if (phase == ForegroundSchedule.Phase.SWITCH) switchEstimates();
        // The first draw alone is too close to the start to change anything.
        if (phase != ForegroundSchedule.Phase.FINAL && draw > 0) updateMetric(state);
        settle(state, statistics);
        finished = draw == warmup - 1;
        if (finished && hasSettled) state.moveTo(settled);
    }

    private void settle(PhasePoint state, NutsStatistics statistics) {
        if (statistics.diverging() || statistics.stepSize() < averaging.averagedStepSize()) return;
        settled.moveTo(state);
        hasSettled = true;
    }

    private static boolean tellsOfTarget(NutsStatistics statistics) {
        int fewestSteps = statistics.diverging() ? FEWEST_STEPS_IF_DIVERGING : 1;
        return Math.abs(statistics.trajectoryIndex()) >= fewestSteps;
    }

    private void switchEstimates() {
        var retired = foreground;
        foreground = background;
        background = retired;
        background.clear();
    }

    private void updateMetric(PhasePoint state) {
        boolean changed = foreground.update(hamiltonian.metric());
        if (!changed || learntMetric) return;
        // The first step size belonged to the guess from one gradient.
        learntMetric = true;
        averaging.restart(search.nutpie(state, targetAcceptance));
    }

    @Override
    public double nextStepSize() {
        double stepSize = finished ? averaging.averagedStepSize() : averaging.stepSize();
        return stepSize * (1 + JITTER * (2 * random.nextDouble() - 1));
    }
}
