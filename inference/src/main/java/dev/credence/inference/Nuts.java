package dev.credence.inference;

import java.util.random.RandomGenerator;

/// The No-U-Turn sampler: one step draws a momentum, follows the trajectory both ways until it
/// turns, and picks one of its points.
///
/// Multinomial sampling from the trajectory, progressive inside a subtree and biased towards the
/// new half at the top, with the generalised turning criterion (Betancourt 2017, appendix A; the
/// form of Stan). The step leaves exp(log-density) invariant for any fixed step size and metric;
/// choosing these is the work of an [Adaptation].
///
/// An instance holds scratch memory and serves one chain on one thread.
public final class Nuts {
    static final double LARGEST_ENERGY_ERROR = 1000;

    /// Where weights stop growing, so that sums of them stay finite. In equilibrium an energy lost
    /// of 300 has a probability below exp(-300): only a chain far from its target meets the limit.
    private static final double LARGEST_LOG_WEIGHT = 300;

    private final Hamiltonian hamiltonian;
    private final int maxTreeDepth;
    private final RandomGenerator random;
    private final PhasePointPool pool;
    private final Subtree trajectory;
    private final Subtree[] halves;

    private PhasePoint frontier;
    private double signedStep;
    private double initialEnergy;
    private int steps;
    private double acceptanceSum;
    private double symmetricAcceptanceSum;

    /// @param maxTreeDepth how many times a trajectory may be doubled, at least 1
    /// @param random the only source of randomness of the chain
    public Nuts(Hamiltonian hamiltonian, int maxTreeDepth, RandomGenerator random) {
        int dimension = hamiltonian.dimension();
        this.hamiltonian = hamiltonian;
        this.maxTreeDepth = maxTreeDepth;
        this.random = random;
        this.pool = new PhasePointPool(dimension);
        this.trajectory = new Subtree(dimension);
        this.halves = new Subtree[maxTreeDepth];
        for (int depth = 0; depth < maxTreeDepth; depth++) {
            halves[depth] = new Subtree(dimension);
        }
    }

    /// The state of a chain that starts at that position.
    public PhasePoint init(double[] position) {
        return hamiltonian.at(position);
    }

    /// Moves the state to the next draw.
    ///
    /// A failure of the density other than a log-density that is not finite passes through and
    /// leaves the state at the draw before.
    public NutsStatistics step(PhasePoint state, double stepSize) {
        start(state);
        int depth = 0;
        var outcome = TreeExtension.VALID;
        while (outcome == TreeExtension.VALID && depth < maxTreeDepth) {
            boolean forward = random.nextBoolean();
            // The end to build from is always `last`; the earliest point is `first` between turns.
            if (!forward) trajectory.reverse();
            frontier = trajectory.last;
            signedStep = forward ? stepSize : -stepSize;
            outcome = build(depth);
            if (outcome == TreeExtension.VALID) {
                depth++;
                var extension = halves[0];
                // Biased progressive sampling: always the new half if it weighs more.
                boolean takeNew = random.nextDouble() * trajectory.weight < extension.weight;
                if (trajectory.turnsWith(extension)) outcome = TreeExtension.TURNING;
                trajectory.append(extension, takeNew, pool);
            }
            if (!forward) trajectory.reverse();
        }
        var draw = trajectory.proposal;
        state.moveTo(draw);
        var statistics = statistics(draw, stepSize, depth, outcome);
        trajectory.release(pool);
        return statistics;
    }

    private void start(PhasePoint state) {
        var point = pool.take(3);
        point.moveTo(state);
        point.trajectoryIndex = 0;
        hamiltonian.drawMomentum(point, random);
        trajectory.startAt(point, 1);
        initialEnergy = point.energy;
        steps = 0;
        acceptanceSum = 0;
        symmetricAcceptanceSum = 0;
    }

    /// Builds 2^depth points onward from the frontier into `halves[0]`; nothing is left of a tree
    /// that is not valid.
    ///
    /// The recursion of the papers as a loop: `halves` holds the finished stretches that wait for
    /// their other half, the longest first, and two of equal length are joined at once.
    private TreeExtension build(int depth) {
        int waiting = 0;
        for (int points = 1; points <= 1 << depth; points++) {
            if (!buildPoint(halves[waiting])) {
                releaseHalves(waiting);
                return TreeExtension.DIVERGING;
            }
            for (int pairs = points; (pairs & 1) == 0; pairs >>= 1) {
                waiting--;
                if (!join(halves[waiting], halves[waiting + 1])) {
                    releaseHalves(waiting + 1);
                    return TreeExtension.TURNING;
                }
            }
            waiting++;
        }
        return TreeExtension.VALID;
    }

    /// Joins two halves by uniform progressive sampling; false if the whole turns.
    private boolean join(Subtree tree, Subtree next) {
        boolean turning = tree.turnsWith(next);
        boolean takeNew =
                !turning && random.nextDouble() * (tree.weight + next.weight) < next.weight;
        tree.append(next, takeNew, pool);
        return !turning;
    }

    private void releaseHalves(int count) {
        for (int i = 0; i < count; i++) halves[i].release(pool);
    }

    /// Builds one point onward from the frontier; false, and nothing built, if it diverges.
    private boolean buildPoint(Subtree tree) {
        var point = pool.take(3);
        Leapfrog.step(hamiltonian, frontier, point, signedStep);
        steps++;
        double logWeight = initialEnergy - point.energy;
        // Written so that NaN diverges too.
        if (!(logWeight >= -LARGEST_ENERGY_ERROR && logWeight < Double.POSITIVE_INFINITY)) {
            pool.discard(point);
            return false;
        }
        point.trajectoryIndex = frontier.trajectoryIndex + (signedStep > 0 ? 1 : -1);
        frontier = point;
        double weight = Math.exp(Math.min(logWeight, LARGEST_LOG_WEIGHT));
        double acceptance = Math.min(1, weight);
        acceptanceSum += acceptance;
        symmetricAcceptanceSum += 2 * acceptance / (1 + weight);
        tree.startAt(point, weight);
        return true;
    }

    private NutsStatistics statistics(
            PhasePoint draw, double stepSize, int depth, TreeExtension outcome) {
        return new NutsStatistics(
                draw.logDensity,
                draw.energy,
                acceptanceSum / steps,
                stepSize,
                depth,
                steps,
                outcome == TreeExtension.DIVERGING,
                outcome == TreeExtension.VALID,
                draw.energy - initialEnergy,
                symmetricAcceptanceSum / steps,
                draw.trajectoryIndex);
    }
}
