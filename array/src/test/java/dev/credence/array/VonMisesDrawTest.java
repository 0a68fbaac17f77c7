package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Angles have the mean cosine `I1(kappa) / I0(kappa)` and no preferred side, for concentrations of
/// any size.
final class VonMisesDrawTest {
    private static final long SEED = 20_261_120;
    private static final int N = 40_000;

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-300, 1e-9, 0.3, 2, 50, 600})
    void theMeanCosineIsTheRatioOfBesselFunctions(double kappa) {
        var random = RandomKey.of(SEED).stream();
        double cosine = 0;
        double sine = 0;
        double mean = ModifiedBessel.scaledI(1, kappa) / ModifiedBessel.scaledI(0, kappa);
        double variance = kappa < 1e-5 ? 0.5 : 1 - mean / kappa - mean * mean;
        for (int i = 0; i < N; i++) {
            double angle = random.nextVonMises(kappa);
            assertThat(Math.abs(angle)).isLessThanOrEqualTo(Math.PI);
            cosine += Math.cos(angle) / N;
            sine += Math.sin(angle) / N;
        }
        double error = 4.5 * Math.sqrt(variance / N);
        assertThat(cosine).as("seed %d", SEED).isCloseTo(mean, within(error));
        assertThat(sine).as("seed %d", SEED).isCloseTo(0, within(4.5 * Math.sqrt(1.0 / N)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e6, 1e16, 1e100, 1e300})
    void aHighConcentrationIsNormal(double kappa) {
        var random = RandomKey.of(SEED).stream();
        double square = 0;
        for (int i = 0; i < N; i++) {
            double z = random.nextVonMises(kappa) * Math.sqrt(kappa);
            square += z * z / N;
        }
        assertThat(square).as("seed %d", SEED).isCloseTo(1, within(4.5 * Math.sqrt(2.0 / N)));
    }

    @Test
    void aWrongConcentrationIsRefused() {
        var random = RandomKey.of(SEED).stream();
        for (double kappa : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> random.nextVonMises(kappa))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("von Mises draw: concentration");
        }
    }
}
