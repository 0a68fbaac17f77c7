package dev.credence.inference;

/// Finds the step size whose acceptance rate meets a target, by Nesterov's dual averaging.
///
/// Hoffman and Gelman 2014, section 3.2 and algorithm 5, with their constants.
public final class DualAveraging {
    private static final double GAMMA = 0.05;
    private static final double T0 = 10;
    private static final double KAPPA = 0.75;

    private final double targetAcceptance;
    private final double largestLogStep;
    private double mu;
    private double errorAverage;
    private double logStep;
    private double averagedLogStep;
    private int count;

    /// @param targetAcceptance the acceptance rate wanted, between 0 and 1
    /// @param largestStepSize no step size above this one is proposed; may be infinite
    public DualAveraging(double targetAcceptance, double largestStepSize) {
        this.targetAcceptance = targetAcceptance;
        this.largestLogStep = Math.log(largestStepSize);
    }

    /// Forgets what was learnt and goes on from that step size; its tenfold is where the search is
    /// drawn to, as steps that are too long cost less.
    public void restart(double stepSize) {
        mu = Math.log(10 * stepSize);
        errorAverage = 0;
        logStep = Math.log(stepSize);
        averagedLogStep = logStep;
        count = 1;
    }

    /// Learns from the acceptance rate of one step taken with [#stepSize].
    public void update(double acceptanceRate) {
        double weight = 1 / (count + T0);
        errorAverage += weight * (targetAcceptance - acceptanceRate - errorAverage);
        logStep = Math.min(largestLogStep, mu - Math.sqrt(count) / GAMMA * errorAverage);
        double decay = Math.pow(count, -KAPPA);
        averagedLogStep = decay * logStep + (1 - decay) * averagedLogStep;
        count++;
    }

    /// The step size to try next.
    public double stepSize() {
        return Math.exp(logStep);
    }

    /// The step size to keep: the average of those tried, the late ones weighing more.
    public double averagedStepSize() {
        return Math.exp(averagedLogStep);
    }
}
