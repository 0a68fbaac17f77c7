package dev.credence.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.RandomKey;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// The formulas by which draws become an inverse mass matrix.
class MetricEstimateTest {
    @Test
    void runningVarianceIsTheSampleVariance() {
        var variance = new RunningVariance(2);
        double[] shifted = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
        for (double x : shifted) variance.add(new double[] {x, 3});
        assertThat(variance.variance(0)).isCloseTo(30, within(1e-6));
        assertThat(variance.variance(1)).isZero();
        variance.clear();
        variance.add(new double[] {1, 0});
        variance.add(new double[] {3, 0});
        assertThat(variance.variance(0)).isEqualTo(2);
    }

    @Test
    void stanShrinksVariancesTowardsOneThousandth() {
        var variance = new RunningVariance(1);
        for (int i = 0; i < 20; i++) variance.add(new double[] {i % 2});
        double sampleVariance = 20 * 0.25 / 19;
        var metric = new DiagonalMetric(1);
        WindowedAdaptation.regularise(variance, metric);
        double expected = 20.0 / 25 * sampleVariance + 1e-3 * 5 / 25;
        assertThat(metric.inverseMassMatrix()[0]).isCloseTo(expected, within(1e-15));
    }

    @Test
    void nutpieTakesTheRatioOfVariances() {
        var scale = new FisherScale(1);
        var metric = new DiagonalMetric(1);
        double[] draws = {1, 2, 6};
        double[] gradients = {-1, 4, 3};
        for (int i = 0; i < 3; i++) scale.add(point(draws[i], gradients[i]));
        assertThat(scale.update(metric)).isTrue();
        // Sums of squared deviations: 14 of the draws and 14 of the gradients.
        assertThat(metric.inverseMassMatrix()[0]).isCloseTo(1, within(1e-15));
    }

    @Test
    void nutpieIsExactForNormalsAfterThreeDraws() {
        double[] scales = {1e-4, 1, 300};
        var hamiltonian = new Hamiltonian(Targets.normal(scales));
        var random = RandomKey.of(4).stream();
        var scale = new FisherScale(3);
        for (int draw = 0; draw < 3; draw++) {
            var position = new double[3];
            for (int i = 0; i < 3; i++) position[i] = 5 + random.nextGaussian();
            scale.add(hamiltonian.at(position));
        }
        scale.update(hamiltonian.metric());
        var found = hamiltonian.metric().inverseMassMatrix();
        for (int i = 0; i < 3; i++) {
            assertThat(found[i] / (scales[i] * scales[i])).isCloseTo(1, within(1e-8));
        }
    }

    @Test
    void nutpieNeedsThreeDrawsAndKeepsWhatItCannotImprove() {
        var metric = new DiagonalMetric(1);
        metric.set(0, 7);
        var scale = new FisherScale(1);
        scale.add(point(1, 1));
        scale.add(point(1, 2));
        assertThat(scale.update(metric)).isFalse();
        scale.add(point(1, 3));
        assertThat(scale.update(metric)).isTrue();
        assertThat(metric.inverseMassMatrix()).containsExactly(7);
        var flat = new FisherScale(1);
        for (int i = 0; i < 3; i++) flat.add(point(i, 5));
        flat.update(metric);
        assertThat(metric.inverseMassMatrix()).containsExactly(7);
    }

    @Test
    void nutpieKeepsTheEstimateWithinBounds() {
        var metric = new DiagonalMetric(1);
        var scale = new FisherScale(1);
        for (int i = 0; i < 3; i++) scale.add(point(i * 1e30, i * 1e-30));
        scale.update(metric);
        assertThat(metric.inverseMassMatrix()).containsExactly(1e20);
    }

    @Test
    void nutpieStartsFromOneGradient() {
        var metric = new DiagonalMetric(4);
        double[] gradient = {-4, 0, Double.POSITIVE_INFINITY, Double.NaN};
        FisherScale.fromGradient(gradient, metric);
        var found = metric.inverseMassMatrix();
        assertThat(found[0]).isEqualTo(0.25);
        assertThat(found[1]).isCloseTo(1e20, within(1e6));
        assertThat(found[2]).isCloseTo(1e-20, within(1e-30));
        assertThat(found[3]).isEqualTo(1);
    }

    @Test
    void aMetricRefusesWhatIsNotAVariance() {
        var metric = new DiagonalMetric(3);
        assertThatThrownBy(() -> metric.set(2, -1))
                .hasMessage(
                        "the inverse mass of coordinate 2 must be positive and finite, not -1.0");
        assertThatThrownBy(() -> metric.set(2, Double.NaN)).hasMessageContaining("not NaN");
    }

    @Test
    void momentaHaveTheMassAsVariance() {
        var metric = new DiagonalMetric(2);
        metric.set(0, 0.25);
        metric.set(1, 100);
        var random = RandomKey.of(9).stream();
        var variance = new RunningVariance(2);
        var momentum = new double[2];
        for (int i = 0; i < 20_000; i++) {
            metric.drawMomentum(momentum, random);
            variance.add(momentum);
        }
        assertThat(variance.variance(0)).isCloseTo(4, within(0.2));
        assertThat(variance.variance(1)).isCloseTo(0.01, within(0.0005));
    }

    @Test
    void finiteMeansLogDensityAndGradient() {
        assertThat(point(0, 1).isFinite()).isTrue();
        assertThat(point(0, Double.NaN).isFinite()).isFalse();
        assertThat(point(0, Double.NEGATIVE_INFINITY).isFinite()).isFalse();
        var point = point(0, 1);
        point.logDensity = Double.NEGATIVE_INFINITY;
        assertThat(point.isFinite()).isFalse();
    }

    private static PhasePoint point(double position, double gradient) {
        var point = new PhasePoint(1);
        Arrays.fill(point.position, position);
        Arrays.fill(point.gradient, gradient);
        return point;
    }
}
