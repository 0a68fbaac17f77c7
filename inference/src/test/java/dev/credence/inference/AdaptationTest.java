package dev.credence.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.RandomKey;

import org.junit.jupiter.api.Test;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/// What each adaptation makes of the draws it is told of.
class AdaptationTest {
    private static final int WARMUP = 1000;

    private final Hamiltonian hamiltonian = new Hamiltonian(Targets.normal(1, 3));
    private final double[] typical = {0.5, -1};

    @Test
    void gradientChangesTheMetricFromTheSecondDrawToTheFinalWindow() {
        var adaptation = started(AdaptationMethod.GRADIENT);
        var guess = metric();
        assertThat(guess).containsExactly(1 / 0.5, 9);
        adaptation.update(0, moved(0), statistics(1, false));
        assertThat(metric()).isEqualTo(guess);
        adaptation.update(1, moved(1), statistics(1, false));
        assertThat(metric()).isNotEqualTo(guess);
        assertThat(metric()[0]).isBetween(0.999, 1.001);
        for (int draw = 2; draw < 849; draw++) {
            adaptation.update(draw, moved(draw), statistics(1, false));
        }
        hamiltonian.metric().set(0, 123);
        adaptation.update(849, moved(849), statistics(1, false));
        assertThat(metric()[0]).isNotEqualTo(123);
        hamiltonian.metric().set(0, 123);
        for (int draw = 850; draw < WARMUP; draw++) {
            adaptation.update(draw, moved(draw), statistics(1, false));
        }
        assertThat(metric()[0]).isEqualTo(123);
    }

    @Test
    void gradientPassesOverDrawsThatTellNothing() {
        var adaptation = started(AdaptationMethod.GRADIENT);
        var guess = metric();
        for (int draw = 0; draw < 50; draw++) {
            adaptation.update(draw, moved(draw), statistics(0, false));
            adaptation.update(draw, moved(draw), statistics(-4, true));
        }
        assertThat(metric()).isEqualTo(guess);
        adaptation.update(50, moved(50), statistics(-5, true));
        adaptation.update(51, moved(51), statistics(5, true));
        assertThat(metric()).isNotEqualTo(guess);
    }

    @Test
    void gradientFollowsThePlainAcceptanceFirstAndTheSymmetricOneLate() {
        var adaptation = started(AdaptationMethod.GRADIENT);
        for (int draw = 0; draw < 500; draw++) {
            adaptation.update(draw, moved(draw), statistics(1, false));
        }
        assertThat(adaptation.nextStepSize()).isGreaterThan(1);
        for (int draw = 500; draw < WARMUP - 1; draw++) {
            adaptation.update(draw, moved(draw), statistics(1, false));
        }
        assertThat(adaptation.nextStepSize()).isLessThan(1e-3);
    }

    @Test
    void gradientBeginsTheDrawsWhereAStepAsLongAsTheKeptOneLed() {
        var adaptation = started(AdaptationMethod.GRADIENT);
        for (int draw = 0; draw < WARMUP - 2; draw++) {
            adaptation.update(draw, moved(draw), withStepSize(10, false));
        }
        var led = moved(WARMUP - 2).position.clone();
        adaptation.update(WARMUP - 2, moved(WARMUP - 2), withStepSize(10, false));
        var last = moved(WARMUP - 1);
        adaptation.update(WARMUP - 1, last, withStepSize(1e-9, false));
        assertThat(last.position).containsExactly(led);
    }

    @Test
    void gradientGoesOnFromTheLastDrawIfEachLongStepDiverged() {
        var adaptation = started(AdaptationMethod.GRADIENT);
        for (int draw = 0; draw < WARMUP - 1; draw++) {
            adaptation.update(draw, moved(draw), withStepSize(10, true));
        }
        var last = moved(WARMUP - 1);
        var position = last.position.clone();
        adaptation.update(WARMUP - 1, last, withStepSize(1e-9, false));
        assertThat(last.position).containsExactly(position);
    }

    @Test
    void gradientJittersTheStepSizeByATenth() {
        var options = SamplingOptions.defaults().withSeed(8).withChains(1);
        var sizes = stepSizes(options.withAdaptation(AdaptationMethod.GRADIENT));
        assertThat(sizes.getMax() / sizes.getMin()).isBetween(1.15, 1.1 / 0.9);
    }

    @Test
    void windowedKeepsTheStepSizeAfterTheWarmup() {
        var options = SamplingOptions.defaults().withSeed(8).withChains(1);
        var sizes = stepSizes(options.withAdaptation(AdaptationMethod.WINDOWED));
        assertThat(sizes.getMax()).isEqualTo(sizes.getMin());
    }

    @Test
    void windowedChangesTheMetricAtTheEndOfAWindow() {
        var adaptation = started(AdaptationMethod.WINDOWED);
        for (int draw = 0; draw < 99; draw++) {
            adaptation.update(draw, moved(draw), statistics(1, false));
        }
        assertThat(metric()).containsExactly(1, 1);
        adaptation.update(99, moved(99), statistics(1, false));
        var expected = new DiagonalMetric(2);
        var variance = new RunningVariance(2);
        for (int draw = 75; draw <= 99; draw++) variance.add(moved(draw).position);
        WindowedAdaptation.regularise(variance, expected);
        assertThat(metric()).isEqualTo(expected.inverseMassMatrix());
    }

    private Adaptation started(AdaptationMethod method) {
        var adaptation = method.create(hamiltonian, WARMUP, 0.8, RandomKey.of(2).fold(1).stream());
        adaptation.init(hamiltonian.at(typical));
        return adaptation;
    }

    private double[] metric() {
        return hamiltonian.metric().inverseMassMatrix();
    }

    private PhasePoint moved(int draw) {
        var random = RandomKey.of(draw).stream();
        return hamiltonian.at(new double[] {random.nextGaussian(), 3 * random.nextGaussian()});
    }

    /// Every step accepted but none symmetrically so.
    private static NutsStatistics statistics(int trajectoryIndex, boolean diverging) {
        return new NutsStatistics(0, 0, 1, 1, 3, 7, diverging, false, 0, 0, trajectoryIndex);
    }

    /// With the acceptance that is wanted.
    private static NutsStatistics withStepSize(double stepSize, boolean diverging) {
        return new NutsStatistics(0, 0, 0.8, stepSize, 3, 7, diverging, false, 0, 0.8, 5);
    }

    private static DoubleSummaryStatistics stepSizes(SamplingOptions options) {
        return Draws.of(Targets.standardNormal(3), options).statistics.stream()
                .flatMap(List::stream)
                .mapToDouble(NutsStatistics::stepSize)
                .summaryStatistics();
    }
}
