package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Formulas written as in a textbook, compiled: finite and right where the textbook's would
/// overflow, underflow or cancel, and so are their gradients.
final class StabilityTest {
    static Stream<Arguments> formulas() {
        UnaryOperator<Tensor> softplus = x -> log(exp(x).plus(1));
        UnaryOperator<Tensor> logOther = x -> log(one().minus(sigmoid(x)));
        return Stream.of(
                at("log(1 + exp(x))", softplus, 1e3, 1e3, 1),
                at("log(1 + exp(x))", softplus, -1e3, 0, 0),
                at("log(1 + exp(x))", softplus, -40, 4.248354255291589e-18, 4.248354255291589e-18),
                at("log(1 - sigmoid(x))", logOther, 1e3, -1e3, -1),
                at("log(1 - sigmoid(x))", logOther, -1e3, 0, 0),
                at("log(sigmoid(x))", x -> log(sigmoid(x)), -1e3, -1e3, 1),
                at(
                        "log(1 - exp(x))",
                        x -> log(one().minus(exp(x))),
                        -1e-20,
                        -46.051701859880914,
                        -1e20),
                at("log(erfc(x))", x -> log(erfc(x)), 30, -903.9741171106439, -60.033296398756228),
                at("logNdtr(x)", x -> logNdtr(x), -1e5, -5000000012.431864, 100000.00001),
                at("xlogx(x)", x -> xlogx(x), 0, 0, Double.NEGATIVE_INFINITY),
                at("xlogy(0, x)", x -> xlogy(Tensors.constant(0), x), 0.5, 0, 0),
                at(
                        "betaln(x, 1e-9)",
                        x -> betaln(x, Tensors.constant(1e-9)),
                        1e5,
                        20.723265824856275,
                        -1.000005000016661728e-14));
    }

    private static Tensor one() {
        return Tensors.constant(1);
    }

    private static Arguments at(
            String name, UnaryOperator<Tensor> formula, double x, double value, double slope) {
        return Arguments.of(name, formula, x, value, slope);
    }

    @ParameterizedTest(name = "{0} at {2}")
    @MethodSource("formulas")
    void oneNumber(
            String name, UnaryOperator<Tensor> formula, double at, double value, double slope) {
        var x = scalar("x");
        var y = formula.apply(x);
        var results = function(List.of(x), List.of(y, grad(y, x))).callAll(at);
        assertThat(results.get(0).item()).isCloseTo(value, relative(value));
        assertThat(results.get(1).item()).isCloseTo(slope, relative(slope));
    }

    private static Percentage relative(double value) {
        return Percentage.withPercentage(value == 0 || Double.isInfinite(value) ? 0 : 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e4, -1e4})
    void sumsOfExponentials(double shift) {
        var x = vector("x");
        var y = log(sum(exp(x)));
        var results =
                function(List.of(x), List.of(y, grad(y, x)))
                        .callAll(new double[] {shift, shift - 1, shift - 2e4});
        assertThat(results.get(0).item()).isCloseTo(shift + 0.3132616875182228, within(2e-12));
        assertThat(results.get(1).doubles())
                .containsExactly(
                        new double[] {0.7310585786300049, 0.2689414213699951, 0}, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e4, -1e4})
    void softmaxes(double shift) {
        var x = vector("x");
        var weights = Tensors.constant(1, 2, 3.0);
        var shares = softmax(x);
        var logs = logSoftmax(x);
        var results =
                function(
                                List.of(x),
                                List.of(
                                        shares,
                                        grad(sum(shares.times(weights)), x),
                                        logs,
                                        grad(sum(logs.times(weights)), x),
                                        log(shares)))
                        .callAll(new double[] {shift, shift - 1, shift - 2e4});
        double p = 0.7310585786300049;
        double q = 0.2689414213699951;
        double[][] expected = {
            {p, q, 0},
            {-p * q, p * q, 0},
            {-0.3132616875182228, -1.3132616875182228, -20000.313261687519},
            {1 - 6 * p, 2 - 6 * q, 3},
            {-0.3132616875182228, -1.3132616875182228, -20000.313261687519}
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(results.get(i).doubles()).containsExactly(expected[i], within(1e-11));
        }
    }
}
