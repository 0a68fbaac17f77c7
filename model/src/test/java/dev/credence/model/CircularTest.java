package dev.credence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.graph.Tensors;

import org.junit.jupiter.api.Test;

/// Angles live on a circle: full turns change nothing.
final class CircularTest {
    private static final double[] LINE = {-40, -3.5, -Math.PI, -1, 0, 0.3, Math.PI, 3.2, 9, 1e3};

    @Test
    void theCircularTransformTakesOffFullTurns() {
        double[] x = Transform.CIRCULAR.backward(Tensors.constant(LINE)).eval().doubles();
        double[] inside = Tensors.constant(x).eval().doubles();
        for (int i = 0; i < x.length; i++) {
            assertThat(Math.sin(x[i])).isCloseTo(Math.sin(LINE[i]), within(1e-15));
            assertThat(Math.cos(x[i])).isCloseTo(Math.cos(LINE[i]), within(1e-15));
            assertThat(Math.abs(inside[i])).isLessThanOrEqualTo(Math.PI);
        }
        assertThat(Transform.CIRCULAR.logJacobian(Tensors.constant(LINE)).eval().doubles())
                .containsOnly(0);
    }

    @Test
    void theDensityOfAnAngleRepeatsAlongTheLine() {
        var angles = Distributions.vonMises(2.9, 3);
        var once = angles.logp(Transform.CIRCULAR.backward(Tensors.constant(LINE)));
        var turned = Tensors.constant(LINE).plus(2 * Math.PI);
        var again = angles.logp(Transform.CIRCULAR.backward(turned));
        double[] expected = once.eval().doubles();
        double[] values = again.eval().doubles();
        for (int i = 0; i < values.length; i++)
            assertThat(values[i]).isCloseTo(expected[i], within(1e-12));
    }

    @Test
    void aMeanBeyondAFullTurnIsTheSameMean() {
        var turned = Distributions.vonMises(1 + 4 * Math.PI, 2);
        var angles = Distributions.vonMises(1, 2);
        assertThat(turned.supportPoint().eval().item()).isCloseTo(1, within(1e-12));
        double[] a = Distributions.draw(turned, 50, 7).doubles();
        double[] b = Distributions.draw(angles, 50, 7).doubles();
        for (int i = 0; i < a.length; i++) assertThat(a[i]).isCloseTo(b[i], within(1e-12));
    }
}
