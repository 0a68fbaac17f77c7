package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Priors found from an interval have the mass that was asked for.
class ConstrainedPriorTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static double cdf(Distribution d, double x) {
        return Math.exp(d.logcdf(constant(x)).orElseThrow().eval().item());
    }

    private static void hasTails(Distribution d, double lower, double upper, double mass) {
        assertThat(cdf(d, lower)).isCloseTo((1 - mass) / 2, within(1e-8));
        assertThat(cdf(d, upper)).isCloseTo((1 + mass) / 2, within(1e-8));
    }

    @Test
    void twoParametersGiveBothTails() {
        hasTails(findConstrainedPrior(gamma(2, 1), 0.1, 0.4, 0.95), 0.1, 0.4, 0.95);
        hasTails(findConstrainedPrior(inverseGamma(1, 1), 0.1, 0.8, 0.9), 0.1, 0.8, 0.9);
        hasTails(findConstrainedPrior(beta(1, 1), 0.6, 0.9, 0.8), 0.6, 0.9, 0.8);
        hasTails(findConstrainedPrior(studentT(3, 0, 1), -2, 50, 0.9, "nu"), -2, 50, 0.9);
        var normal = (Normal) findConstrainedPrior(normal(0, 1), 155, 180, 0.95);
        assertThat(normal.mu().eval().item()).isCloseTo(167.5, within(1e-5));
        assertThat(normal.sigma().eval().item()).isCloseTo(12.5 / 1.959963985, within(1e-6));
    }

    @Test
    void oneParameterGivesTheMass() {
        var exponential = findConstrainedPrior(exponential(1), 0, 0.5, 0.9);
        assertThat(cdf(exponential, 0.5)).isCloseTo(0.9, within(1e-8));
        var poisson = findConstrainedPrior(poisson(20), 1, 15, 0.95);
        assertThat(cdf(poisson, 15) - cdf(poisson, 0)).isCloseTo(0.95, within(1e-8));
        var half = findConstrainedPrior(halfNormal(1), -INFINITY, 3, 0.99);
        assertThat(cdf(half, 3)).isCloseTo(0.99, within(1e-8));
    }

    @Test
    void whatCannotBeFoundIsSaid() {
        assertThatThrownBy(
                        () -> findConstrainedPrior(uniform(0, 1), 0.2, 0.4, 0.95, "lower", "upper"))
                .hasMessageContaining("leaves nothing to find");
        assertThatThrownBy(() -> findConstrainedPrior(normal(0, 1), 2, 1, 0.95))
                .hasMessage(
                        "findConstrainedPrior: a mass of 0.95 between 2.0 and 1.0 is not possible;"
                                + " use a mass between 0 and 1 and ascending bounds");
        assertThatThrownBy(() -> findConstrainedPrior(vonMises(0, 1), 0, 1, 0.95))
                .hasMessage(
                        "findConstrainedPrior: VonMises has no logcdf; use a distribution that has"
                                + " one");
        assertThatThrownBy(() -> findConstrainedPrior(exponential(1), 10, 10.5, 0.9))
                .hasMessageContaining("no Exponential was found with the mass 0.9");
    }
}
