package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Distributions of matrices and series say what they cannot be, and agree with what they
/// generalise.
class StructuredDistributionsTest {
    private static final Tensor MATRIX = constant(new double[][] {{2, 0.5}, {0.5, 1}});

    @Test
    void aPackedFactorGivesCovarianceAndCorrelations() {
        var packed = constant(2, 0.6, 0.8);
        var parts = covarianceFactor(packed, 2);
        assertThat(parts.chol().eval()).isEqualTo(NdArray.of(new double[][] {{2, 0}, {0.6, 0.8}}));
        assertThat(parts.standardDeviations().eval().doubles())
                .containsExactly(new double[] {2, 1}, within(1e-15));
        assertThat(parts.correlations().eval().at(0, 1)).isCloseTo(0.6, within(1e-15));
        assertThat(correlationMatrix(constant(0.3, 0.1, -0.2), 3).eval().at(2, 1)).isEqualTo(-0.2);
    }

    @Test
    void aKroneckerNormalIsNormalWithTheLargeCovariance() {
        var x = constant(0.5, -1, 0.25, 2);
        var mean = constant(new double[4]);
        var large = kron(MATRIX, MATRIX);
        var plain = kroneckerNormal(mean, List.of(MATRIX, MATRIX)).logp(x).eval().item();
        assertThat(plain)
                .isCloseTo(mvNormalCovariance(mean, large).logp(x).eval().item(), within(1e-12));
        var noisy = kroneckerNormal(mean, List.of(MATRIX, MATRIX), constant(0.5));
        var cov = large.plus(identity(4).times(0.25));
        assertThat(noisy.logp(x).eval().item())
                .isCloseTo(mvNormalCovariance(mean, cov).logp(x).eval().item(), within(1e-12));
        assertThat(noisy.variance().orElseThrow().eval().doubles())
                .containsExactly(diagonal(cov).eval().doubles(), within(1e-12));
    }

    @Test
    void aWalkOfNumbersMayHaveStepsOfAnyFamily() {
        var walk = randomWalk(normal(0, 1), laplace(0, 2), 2);
        var x = constant(0.5, 1, -1);
        double expected =
                normal(0, 1).logp(constant(0.5)).eval().item()
                        + laplace(0, 2).logp(constant(0.5)).eval().item()
                        + laplace(0, 2).logp(constant(-2)).eval().item();
        assertThat(walk.logp(x).eval().item()).isCloseTo(expected, within(1e-14));
        assertThat(walk.name()).isEqualTo("RandomWalk");
    }

    @Test
    void anEquationWithoutNoiseTermsOfItsOwnIsAnAutoregression() {
        var euler =
                eulerMaruyama(
                        0.25,
                        (x, p) ->
                                new EulerMaruyama.Coefficients(p.getFirst().times(x), constant(2)),
                        List.of(constant(-1)),
                        normal(0, 1),
                        3);
        var ar = ar(constant(new double[] {0.75}), constant(1), normal(0, 1), 3);
        var x = constant(0.5, 1, -1, 0.2);
        assertThat(euler.logp(x).eval().item()).isCloseTo(ar.logp(x).eval().item(), within(1e-13));
    }

    @Test
    void whatCannotBeIsNamed() {
        assertThatThrownBy(() -> lkjCorr(1, 2))
                .hasMessage("a random matrix has 1 rows; use at least 2");
        assertThatThrownBy(() -> lkjCholeskyCov(2, 1, normal(0, 1)))
                .hasMessage(
                        "LKJCholeskyCov: standard deviations cannot be Normal, whose values are"
                                + " real; use a distribution of positive numbers");
        assertThatThrownBy(() -> kroneckerNormalCholesky(constant(0), List.of()))
                .hasMessage("KroneckerNormal: there are no factors; give at least one");
        assertThatThrownBy(() -> stickBreakingWeights(1, 0))
                .hasMessage("StickBreakingWeights: the number of sticks is 0; use at least 1");
        assertThatThrownBy(() -> randomWalk(normal(0, 1), mvNormal(constant(0.0, 0.0), MATRIX), 2))
                .hasMessage(
                        "RandomWalk: the first value, Normal, has 0 axes and a step, MvNormal, has"
                                + " 1; use as many");
        assertThatThrownBy(() -> randomWalk(normal(0, 1), poisson(1), 2))
                .hasMessage(
                        "RandomWalk: Normal and Poisson are not both of real numbers; use"
                                + " continuous distributions");
        assertThatThrownBy(() -> ar(constant(0.5), constant(1), normal(0, 1), 2))
                .hasMessage("AR: rho is a scalar; use a vector with one entry for each lag");
        assertThatThrownBy(() -> garch11(constant(1), constant(0.1), constant(0.1), constant(1), 0))
                .hasMessage("GARCH11: the number of steps is 0; use at least 1");
        assertThatThrownBy(() -> wishart(1, MATRIX).logp(MATRIX).eval())
                .hasMessageContaining("nu > n - 1 fails");
        assertThatThrownBy(() ->
                        car(
                                        constant(0.0, 0.0),
                                        constant(new double[][] {{0, 1}, {0, 0}}),
                                        constant(0.5),
                                        constant(1))
                                .logp(constant(0.0, 0.0))
                                .eval())
                .hasMessageContaining("W is symmetric fails");
    }
}
