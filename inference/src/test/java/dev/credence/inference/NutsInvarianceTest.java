package dev.credence.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.RandomKey;
import dev.credence.array.RandomStream;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// A step leaves its target invariant: exact draws stay exact draws, whatever the step size.
class NutsInvarianceTest {
    private static final int DRAWS = 40_000;
    private static final long SEED = 20;

    private static final List<ToDoubleFunction<double[]>> FUNCTIONS =
            List.of(
                    x -> x[0],
                    x -> x[1],
                    x -> x[0] * x[0],
                    x -> x[1] * x[1],
                    x -> x[0] * x[1],
                    x -> Math.abs(x[0]) < 0.5 ? 1 : 0,
                    x -> Math.exp(-x[0] * x[0] - x[1] * x[1]));

    @Test
    void keepsACorrelatedNormalWithLongSteps() {
        for (double stepSize : new double[] {0.3, 0.5, 0.6}) {
            keeps(Targets.correlated(0.9), stepSize, NutsInvarianceTest::correlated);
        }
    }

    @Test
    void keepsIndependentNormalsNearTheLimitOfStability() {
        for (double stepSize : new double[] {0.8, 1.5, 1.9}) {
            keeps(Targets.standardNormal(2), stepSize, random -> gaussians(random, 2));
        }
    }

    @Test
    void keepsHeavyTails() {
        keeps(Targets.studentT(2, 8), 1.2, random -> studentT(random, 8));
    }

    @Test
    void keepsADensityWithAnEdge() {
        keeps(
                Targets.halfNormal(2, Double.NEGATIVE_INFINITY),
                0.7,
                random -> {
                    var x = gaussians(random, 2);
                    x[0] = Math.abs(x[0]);
                    return x;
                });
    }

    @Test
    void keepsTheTargetWhenTheTreeDepthIsTheLimit() {
        keeps(Targets.correlated(0.9), 0.2, NutsInvarianceTest::correlated, 2);
    }

    private static void keeps(
            LogDensity target, double stepSize, Function<RandomStream, double[]> exact) {
        keeps(target, stepSize, exact, 10);
    }

    /// The mean change of each function over one step, in standard errors.
    private static void keeps(
            LogDensity target,
            double stepSize,
            Function<RandomStream, double[]> exact,
            int maxTreeDepth) {
        var key = RandomKey.of(SEED);
        var starts = key.fold(1).stream();
        var nuts = new Nuts(new Hamiltonian(target), maxTreeDepth, key.fold(2).stream());
        var sums = new double[FUNCTIONS.size()];
        var squares = new double[FUNCTIONS.size()];
        for (int draw = 0; draw < DRAWS; draw++) {
            var before = exact.apply(starts);
            var state = nuts.init(before);
            nuts.step(state, stepSize);
            for (int f = 0; f < sums.length; f++) {
                var function = FUNCTIONS.get(f);
                double change =
                        function.applyAsDouble(state.position) - function.applyAsDouble(before);
                sums[f] += change;
                squares[f] += change * change;
            }
        }
        for (int f = 0; f < sums.length; f++) {
            double z = sums[f] / Math.sqrt(squares[f]);
            assertThat(Math.abs(z))
                    .as("seed %d, step size %s, function %d", SEED, stepSize, f)
                    .isLessThan(4.5);
        }
    }

    private static double[] gaussians(RandomStream random, int n) {
        var x = new double[n];
        for (int i = 0; i < n; i++) x[i] = random.nextGaussian();
        return x;
    }

    private static double[] correlated(RandomStream random) {
        var x = gaussians(random, 2);
        x[1] = 0.9 * x[0] + Math.sqrt(1 - 0.81) * x[1];
        return x;
    }

    private static double[] studentT(RandomStream random, double freedom) {
        var x = gaussians(random, 2);
        for (int i = 0; i < x.length; i++) {
            x[i] /= Math.sqrt(2 * random.nextGamma(freedom / 2) / freedom);
        }
        return x;
    }
}
