package dev.credence.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The updates of Hoffman and Gelman, by hand, and where they lead.
class DualAveragingTest {
    @Test
    void updatesAsThePaperSays() {
        var averaging = new DualAveraging(0.8, Double.POSITIVE_INFINITY);
        averaging.restart(0.1);
        assertThat(averaging.stepSize()).isCloseTo(0.1, within(1e-15));
        averaging.update(1);
        // H = -0.2 / 11, log step = log(10 * 0.1) + 20 * 0.2 / 11.
        assertThat(averaging.stepSize()).isCloseTo(Math.exp(4.0 / 11), within(1e-14));
        assertThat(averaging.averagedStepSize()).isCloseTo(Math.exp(4.0 / 11), within(1e-14));
        averaging.update(0.6);
        // H = 11/12 * (-0.2 / 11) + 0.2 / 12 = 0.
        assertThat(averaging.stepSize()).isCloseTo(1, within(1e-14));
        double share = Math.pow(2, -0.75);
        assertThat(averaging.averagedStepSize())
                .isCloseTo(Math.exp((1 - share) * 4 / 11), within(1e-14));
    }

    @Test
    void findsTheStepSizeThatMeetsTheTarget() {
        var averaging = new DualAveraging(0.8, Double.POSITIVE_INFINITY);
        averaging.restart(20);
        for (int i = 0; i < 2000; i++) averaging.update(Math.exp(-averaging.stepSize()));
        assertThat(averaging.averagedStepSize()).isCloseTo(-Math.log(0.8), within(0.01));
    }

    @Test
    void restartingForgets() {
        var averaging = new DualAveraging(0.8, Double.POSITIVE_INFINITY);
        averaging.restart(3);
        averaging.update(0.1);
        averaging.restart(0.5);
        var fresh = new DualAveraging(0.8, Double.POSITIVE_INFINITY);
        fresh.restart(0.5);
        averaging.update(0.9);
        fresh.update(0.9);
        assertThat(averaging.stepSize()).isEqualTo(fresh.stepSize());
        assertThat(averaging.averagedStepSize()).isEqualTo(fresh.averagedStepSize());
    }

    @Test
    void staysBelowTheLargestStepSize() {
        var averaging = new DualAveraging(0.8, Math.PI);
        averaging.restart(1);
        for (int i = 0; i < 50; i++) averaging.update(1);
        assertThat(averaging.stepSize()).isCloseTo(Math.PI, within(1e-14));
        assertThat(averaging.averagedStepSize()).isLessThanOrEqualTo(Math.PI + 1e-14);
    }
}
