package acceptance;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.GradientCheck;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.function.Function;

/// The function mu(theta) that an equation defines, as an op with the gradient of the implicit
/// function theorem; references were computed with 60 digits.
final class AcceptanceRootTest {
    private static final String VALUES =
            """
            0, 0.5, -0.125
            1e-5, 0.49999875000312499, -0.1249993750015625
            0.2, 0.47620760213999841, -0.11313822743945581
            0.4, 0.4546589999215967, -0.10255854122454015
            1, 0.40105813754154701, -0.077679053908591644
            2, 0.33741580717119968, -0.052127097599888927
            1e5, 9.2844876074798204e-05, -8.3816457521553198e-10
            """;

    private static Tensor mu(Tensor theta) {
        return root(mu -> log(mu).plus(softplus(theta.times(mu))), constant(1.0));
    }

    @ParameterizedTest
    @CsvSource(textBlock = VALUES)
    void s4_9_and_10(double theta, double value, double slope) {
        var t = scalar("theta");
        var f = function(List.of(t), List.of(mu(t), grad(mu(t), t)));
        var found = f.callAll(theta);
        assertThat(found.get(0).item()).isCloseTo(value, within(1e-14 * value));
        assertThat(found.get(1).item()).isCloseTo(slope, within(1e-12 * -slope));
        GradientCheck.verify(x -> mu(x), NdArray.scalar(theta));
    }

    @Test
    void severalUnknowns() {
        var a = scalar("a");
        var x =
                root(
                        v -> {
                            var u = v.get(0);
                            var w = v.get(1);
                            return stack(u.times(u).plus(w).minus(a), u.minus(w.times(w)).plus(1));
                        },
                        constant(1.0, 1.0));
        var f = function(List.of(a), List.of(x));
        var at = f.call(3.0).doubles();
        assertThat(at[0] * at[0] + at[1]).isCloseTo(3, within(1e-13));
        assertThat(at[0] + 1).isCloseTo(at[1] * at[1], within(1e-13));
        GradientCheck.verify(
                v ->
                        root(
                                u ->
                                        stack(
                                                exp(u.get(0)).plus(u.get(1)).minus(v.get(0)),
                                                u.get(1).times(3).minus(u.get(0).times(v.get(1)))),
                                constant(0.0, 0.0)),
                NdArray.of(1.3, 0.7));
    }

    @Test
    void minimum() {
        var a = vector("a");
        Function<Tensor, Tensor> rosenbrock =
                p ->
                        minimize(
                                v -> {
                                    var u = v.get(0);
                                    var w = v.get(1);
                                    return square(p.get(0).minus(u))
                                            .plus(square(w.minus(square(u))).times(p.get(1)));
                                },
                                constant(-1.2, 1.0));
        var found = function(List.of(a), rosenbrock.apply(a)).call(new double[] {1, 100});
        assertThat(found.doubles()[0]).isCloseTo(1, within(1e-12));
        assertThat(found.doubles()[1]).isCloseTo(1, within(1e-12));
        GradientCheck.verify(rosenbrock::apply, NdArray.of(1.1, 40));
    }

    @Test
    void noRoot() {
        var a = scalar("a");
        var f = function(List.of(a), root(x -> square(x).plus(a), constant(0.7)));
        assertThatThrownBy(() -> f.call(1.0))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith(
                        "convergence of Newton's method to a root within 100 steps fails");
    }

    @Test
    void unknownsAndEquationsMustMatch() {
        assertThatThrownBy(() -> root(x -> x.get(0), constant(1.0, 2.0)))
                .hasMessageStartingWith(
                        "an equation for a root has as many parts as unknowns, but the residual is"
                                + " float64() and the start float64(2)");
    }
}
