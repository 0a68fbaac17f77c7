package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Each alternative parametrisation has the moments that its name promises.
class AlternativeParametersTest {
    private static void hasParameters(Distribution d, double... expected) {
        int i = 0;
        for (var p : d.parameters().values())
            assertThat(p.eval().item()).isCloseTo(expected[i++], within(1e-12));
    }

    @Test
    void meansAndStandardDeviationsGiveTheUsualParameters() {
        hasParameters(normalPrecision(3, 4), 3, 0.5);
        hasParameters(gammaMeanSd(6, 3), 4, 2.0 / 3);
        hasParameters(inverseGammaMeanSd(2, 1), 6, 10);
        hasParameters(betaMeanPrecision(0.25, 8), 2, 6);
        hasParameters(betaMeanSd(0.25, Math.sqrt(0.25 * 0.75 / 9)), 2, 6);
        hasParameters(exponentialScale(4), 0.25);
        hasParameters(negativeBinomialNP(3, 0.25), 9, 3);
    }

    @Test
    void theQuantileOfAnAsymmetricLaplaceIsItsLocation() {
        var d = asymmetricLaplaceQuantile(2, 0.2, 5);
        assertThat(exp(d.logcdf(constant(5)).orElseThrow()).eval().item())
                .isCloseTo(0.2, within(1e-14));
    }
}
