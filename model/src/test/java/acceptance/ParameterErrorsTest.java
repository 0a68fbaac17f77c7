package acceptance;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.graph.Tensor;
import dev.credence.model.Distribution;
import dev.credence.model.Model;
import dev.credence.model.ModelException;

import org.junit.jupiter.api.Test;

/// The sentences that wrong parameters give.
class ParameterErrorsTest {
    private static final Tensor ZERO = constant(new double[2]);

    private static Tensor matrix(double a, double b, double c, double d) {
        return constant(new double[][] {{a, b}, {c, d}});
    }

    private static void fails(Distribution distribution, String sentence) {
        assertThatThrownBy(() -> new Model().random("x", distribution))
                .isInstanceOf(ModelException.class)
                .satisfies(e ->
                        assertThat(
                                        e.getMessage()
                                                .replaceAll(
                                                        "\\. Made at ParameterErrorsTest.java:\\d+",
                                                        ""))
                                .isEqualTo(sentence));
    }

    @Test
    void covariancesAreSymmetric() {
        fails(
                mvNormalCovariance(ZERO, matrix(1, 0.5, 0.2, 1)),
                "'x' ~ MvNormal([0, 0], Cholesky([[1.0, 0.5], [0.2, 1.0]])): the matrix of 'chol'"
                        + " is not symmetric: entry [0, 1] is 0.5 but [1, 0] is 0.2");
        new Model().random("x", mvNormalCovariance(ZERO, matrix(1, 0.5, 0.5 + 1e-12, 1)));
    }

    @Test
    void covariancesArePositiveDefinite() {
        fails(
                mvNormalCovariance(ZERO, matrix(1, 2, 2, 1)),
                "'x' ~ MvNormal([0, 0], Cholesky([[1.0, 2.0], [2.0, 1.0]])): the matrix of 'chol'"
                        + " is not positive definite; a covariance matrix must be");
        var model = new Model("m");
        var s = model.random("s", normal(0, 1));
        var row = stack(constant(1.0), s);
        model.random("x", mvNormalCovariance(ZERO, stack(row, stack(s, constant(1.0)))));
        model.setInitialValue("s", 2);
        assertThatThrownBy(model::check)
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("model 'm' cannot start: 'x' ~ MvNormal(")
                .hasMessageContaining("diagonal(chol) > 0 does not hold at [0]");
    }

    @Test
    void factorsHaveAPositiveDiagonal() {
        fails(
                mvNormal(ZERO, matrix(1, 0, 0.2, -1)),
                "'x' ~ MvNormal([0, 0], <(2, 2)>): diagonal(chol) > 0 does not hold");
    }

    @Test
    void probabilitiesSumToOne() {
        fails(
                multinomial(5, new double[] {0.5, 0.1}),
                "'x' ~ Multinomial(5, [0.5, 0.1]): sum(p) = 1 does not hold");
        fails(
                mixture(constant(0.5, 0.6), normal(ZERO, constant(1.0))),
                "'x' ~ NormalMixture([0.5, 0.6], [0, 0], 1): w >= 0 and sum(w) = 1 does not hold");
    }

    @Test
    void countsAreWhole() {
        fails(
                binomial(constant(2.5), constant(0.5)),
                "'x' ~ Binomial(2.5, 0.5): n is 2.5 and must be a whole number");
        fails(
                discreteUniform(constant(0, 1.5), constant(3.0)),
                "'x' ~ DiscreteUniform([0, 1.5], 3): lower is 1.5 at [1] and must be a whole"
                        + " number");
    }

    @Test
    void parametersAreNumbers() {
        fails(normal(Double.NaN, 1), "'x' ~ Normal(NaN, 1): mu is NaN and must be a number");
    }
}
