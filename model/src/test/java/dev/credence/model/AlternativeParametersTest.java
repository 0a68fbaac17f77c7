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
    void precisionsAndRatiosGiveTheUsualParameters() {
        hasParameters(halfNormalPrecision(4), 0.5);
        hasParameters(studentTPrecision(5, 1, 4), 5, 1, 0.5);
        hasParameters(halfStudentTPrecision(5, 4), 5, 0.5);
        hasParameters(
                skewStudentTPrecision(constant(2), constant(3), constant(1), constant(4)),
                2,
                3,
                1,
                0.5);
        hasParameters(logNormalPrecision(1, 4), 1, 0.5);
        hasParameters(logitNormalPrecision(1, 4), 1, 0.5);
        hasParameters(skewNormalPrecision(1, 4, 3), 1, 0.5, 3);
        hasParameters(
                truncatedNormalPrecision(constant(1), constant(4), constant(0), constant(2)),
                1,
                0.5,
                0,
                2);
        hasParameters(riceRatio(3, 2), 6, 2);
        hasParameters(waldMeanRatio(constant(2), constant(3), constant(1)), 2, 6, 1);
        hasParameters(waldShapeRatio(constant(6), constant(3), constant(1)), 2, 6, 1);
        hasParameters(
                zeroInflatedNegativeBinomialNP(constant(0.5), constant(3), constant(0.25)),
                0.5,
                9,
                3);
        hasParameters(
                hurdleNegativeBinomialNP(constant(0.5), constant(3), constant(0.25)), 0.5, 9, 3);
        hasParameters(hurdleGammaMeanSd(constant(0.5), constant(6), constant(3)), 0.5, 4, 2.0 / 3);
        hasParameters(
                hurdleLogNormalPrecision(constant(0.5), constant(1), constant(4)), 0.5, 1, 0.5);
    }

    @Test
    void logitsOfCategoriesKeepSmallProbabilities() {
        var d = categoricalLogit(0, -800, 2);
        double total = Math.log1p(Math.exp(2));
        assertThat(d.logp(constant(1)).eval().item()).isCloseTo(-800 - total, within(1e-10));
        assertThat(d.logp(constant(2)).eval().item()).isCloseTo(2 - total, within(1e-14));
        assertThat(exp(d.logcdf(constant(1)).orElseThrow()).eval().item())
                .isCloseTo(1 / (1 + Math.exp(2)), within(1e-14));
    }

    @Test
    void theQuantileOfAnAsymmetricLaplaceIsItsLocation() {
        var d = asymmetricLaplaceQuantile(2, 0.2, 5);
        assertThat(exp(d.logcdf(constant(5)).orElseThrow()).eval().item())
                .isCloseTo(0.2, within(1e-14));
    }
}
