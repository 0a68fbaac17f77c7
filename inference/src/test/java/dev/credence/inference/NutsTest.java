package dev.credence.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;

import dev.credence.array.RandomKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;

/// One step of NUTS: its decisions, its statistics, its memory.
class NutsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.5, 0.9, 1.3, 1.9})
    void decidesLikeTheRecursionOfThePapers(double stepSize) {
        sameAsExplicit(Targets.normal(1, 0.7, 2, 1), stepSize, 10);
        sameAsExplicit(Targets.correlated(0.9), stepSize, 4);
        sameAsExplicit(Targets.funnel(5), stepSize, 7);
    }

    private static void sameAsExplicit(LogDensity target, double stepSize, int maxTreeDepth) {
        long seed = 7;
        var hamiltonian = new Hamiltonian(target);
        hamiltonian.metric().set(0, 1.5);
        var nuts = new Nuts(hamiltonian, maxTreeDepth, RandomKey.of(seed).stream());
        var explicit = new ExplicitNuts(hamiltonian, maxTreeDepth, RandomKey.of(seed).stream());
        var state = nuts.init(new double[target.dimension()]);
        var expected = nuts.init(new double[target.dimension()]);
        for (int draw = 0; draw < 300; draw++) {
            var statistics = nuts.step(state, stepSize);
            expected = explicit.step(expected, stepSize);
            assertThat(state.position)
                    .as("seed %d, draw %d", seed, draw)
                    .containsExactly(expected.position);
            assertThat(statistics.steps()).isEqualTo(explicit.steps);
            assertThat(statistics.treeDepth()).isEqualTo(explicit.depth);
            assertThat(statistics.energy()).isEqualTo(expected.energy);
            assertThat(statistics.lp()).isEqualTo(expected.logDensity);
        }
    }

    @Test
    void countsItsStepsAndStaysWithinThem() {
        var hamiltonian = new Hamiltonian(Targets.standardNormal(3));
        var nuts = new Nuts(hamiltonian, 10, RandomKey.of(1).stream());
        var state = nuts.init(new double[3]);
        for (int draw = 0; draw < 200; draw++) {
            long before = hamiltonian.gradients();
            var statistics = nuts.step(state, 0.3);
            assertThat(hamiltonian.gradients() - before).isEqualTo(statistics.steps());
            assertThat(statistics.steps())
                    .isBetween(
                            (1 << statistics.treeDepth()) - 1,
                            (1 << (statistics.treeDepth() + 1)) - 1);
            assertThat(Math.abs(statistics.trajectoryIndex()))
                    .isLessThan(1 << statistics.treeDepth());
            assertThat(statistics.acceptanceRate()).isBetween(0.8, 1.0);
            assertThat(statistics.symmetricAcceptanceRate()).isBetween(0.8, 1.0);
            assertThat(statistics.energyError()).isCloseTo(0, within(0.3));
            assertThat(statistics.diverging()).isFalse();
            assertThat(statistics.reachedMaxTreeDepth()).isFalse();
        }
    }

    @Test
    void tellsWhenTheTreeDepthEndedTheTrajectory() {
        var nuts = nuts(Targets.standardNormal(3), 4);
        var statistics = nuts.step(nuts.init(Targets.ones(3)), 1e-3);
        assertThat(statistics.reachedMaxTreeDepth()).isTrue();
        assertThat(statistics.treeDepth()).isEqualTo(4);
        assertThat(statistics.steps()).isEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NEGATIVE_INFINITY, Double.NaN, Double.POSITIVE_INFINITY, -1e300})
    void pointsWithoutDensityAreDivergences(double outside) {
        var nuts = nuts(Targets.halfNormal(2, outside), 10);
        var state = nuts.init(new double[] {0.5, 0});
        int divergences = 0;
        for (int draw = 0; draw < 500; draw++) {
            if (nuts.step(state, 0.4).diverging()) divergences++;
            assertThat(state.position[0]).isNotNegative();
            assertThat(state.logDensity).isFinite();
        }
        assertThat(divergences).isBetween(50, 499);
    }

    @Test
    void anEnergyErrorDivergesAboveOneThousandOnly() {
        assertThat(firstStepDiverges(999)).isFalse();
        assertThat(firstStepDiverges(1001)).isTrue();
    }

    private static boolean firstStepDiverges(double energyLost) {
        var cliff =
                new Targets.Target(
                        1,
                        (position, gradient) -> {
                            gradient[0] = 0;
                            return position[0] == 0 ? 0 : -energyLost;
                        });
        var nuts = nuts(cliff, 1);
        return nuts.step(nuts.init(new double[1]), 0.1).diverging();
    }

    @Test
    void anEnergyGainedWithoutLimitKeepsWeightsFinite() {
        var pit =
                new Targets.Target(
                        1,
                        (position, gradient) -> {
                            gradient[0] = 0;
                            return position[0] == 0 ? 0 : 1e6;
                        });
        var nuts = nuts(pit, 3);
        var state = nuts.init(new double[1]);
        var statistics = nuts.step(state, 0.1);
        assertThat(statistics.acceptanceRate()).isEqualTo(1);
        assertThat(statistics.symmetricAcceptanceRate()).isCloseTo(0, within(1e-100));
        assertThat(statistics.lp()).isEqualTo(1e6);
        assertThat(statistics.trajectoryIndex()).isNotZero();
    }

    @Test
    void aFailingDensityLeavesTheStateAtTheDrawBefore() {
        int[] calls = {0};
        var failing =
                new Targets.Target(
                        1,
                        (position, gradient) -> {
                            gradient[0] = -position[0];
                            if (++calls[0] > 5) throw new FatalDensityException("no more");
                            return -0.5 * position[0] * position[0];
                        });
        var nuts = nuts(failing, 10);
        var state = nuts.init(new double[] {0.25});
        assertThatThrownBy(() -> nuts.step(state, 0.01)).hasMessage("no more");
        assertThat(state.position).containsExactly(0.25);
    }

    @Test
    void allocatesNothingButTheStatistics() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var nuts = nuts(Targets.standardNormal(200), 10);
        var state = nuts.init(new double[200]);
        for (int draw = 0; draw < 200; draw++) nuts.step(state, 0.02);
        long before = threads.getCurrentThreadAllocatedBytes();
        long steps = 0;
        for (int draw = 0; draw < 200; draw++) steps += nuts.step(state, 0.02).steps();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(steps).isGreaterThan(20_000);
        assertThat(allocated).isLessThan(200 * 200);
    }

    private static Nuts nuts(LogDensity target, int maxTreeDepth) {
        return new Nuts(new Hamiltonian(target), maxTreeDepth, RandomKey.of(3).stream());
    }
}
