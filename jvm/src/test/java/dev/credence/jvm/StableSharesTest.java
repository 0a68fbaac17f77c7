package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Softmaxes, their logarithms, and logarithms of sums and products, written by hand, far out and
/// near by: their values, gradients and Hessians are the closed forms, compiled and interpreted.
final class StableSharesTest {
    private static final double[] WEIGHTS = {0.5, 2, 3};

    private static final List<double[]> POINTS =
            List.of(
                    new double[] {1e4, 1e4 - 1, 1e4 - 2},
                    new double[] {-1e4, -1e4 - 1, -1e4 - 2},
                    new double[] {1e4, -1e4, 0},
                    new double[] {0, 800, -1e3},
                    new double[] {0.1, 0.2, -0.3});

    /// A formula of a vector of three numbers.
    ///
    /// @param written how it is written
    /// @param weights those of the exponentials
    /// @param kind what it computes of the shares `p` of the weighted exponentials
    /// @param component of which component
    private record Case(
            String name,
            UnaryOperator<Tensor> written,
            double[] weights,
            Kind kind,
            int component) {
        @Override
        public String toString() {
            return "%s, component %d".formatted(name, component);
        }
    }

    private enum Kind {
        SHARE,
        LOG_SHARE,
        LOG_SUM
    }

    private static final double[] EQUAL = {1, 1, 1};

    static Stream<Arguments> cases() {
        UnaryOperator<Tensor> softmax = v -> exp(v).div(sum(exp(v)));
        UnaryOperator<Tensor> sum = v -> exp(v.get(0)).plus(exp(v.get(1))).plus(exp(v.get(2)));
        UnaryOperator<Tensor> weighted = v -> Tensors.constant(WEIGHTS).times(exp(v));
        var all =
                IntStream.range(0, 3)
                        .boxed()
                        .flatMap(k ->
                                Stream.of(
                                        share(
                                                "(exp(v) / sum(exp(v)))[k]",
                                                v -> softmax.apply(v).get(k),
                                                k),
                                        share(
                                                "exp(v[k]) / sum(exp(v))",
                                                v -> exp(v.get(k)).div(sum(exp(v))),
                                                k),
                                        share(
                                                "exp(v[k]) / (exp(v[0]) + ...)",
                                                v -> exp(v.get(k)).div(sum.apply(v)),
                                                k),
                                        logShare(
                                                "log(exp(v) / sum(exp(v)))[k]",
                                                v -> log(softmax.apply(v)).get(k),
                                                k),
                                        logShare(
                                                "log((exp(v) / sum(exp(v)))[k])",
                                                v -> log(softmax.apply(v).get(k)),
                                                k),
                                        logShare(
                                                "log(exp(v[k]) / sum(exp(v)))",
                                                v -> log(exp(v.get(k)).div(sum(exp(v)))),
                                                k)));
        var sums =
                Stream.of(
                        new Case("log(sum(exp(v)))", v -> log(sum(exp(v))), EQUAL, Kind.LOG_SUM, 0),
                        new Case(
                                "log(exp(v[0]) + ...)",
                                v -> log(sum.apply(v)),
                                EQUAL,
                                Kind.LOG_SUM,
                                0),
                        new Case(
                                "log(sum(w exp(v)))",
                                v -> log(sum(weighted.apply(v))),
                                WEIGHTS,
                                Kind.LOG_SUM,
                                0));
        return Stream.concat(all, sums).map(Arguments::of);
    }

    private static Case share(String name, UnaryOperator<Tensor> written, int component) {
        return new Case(name, written, EQUAL, Kind.SHARE, component);
    }

    private static Case logShare(String name, UnaryOperator<Tensor> written, int component) {
        return new Case(name, written, EQUAL, Kind.LOG_SHARE, component);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesGradientsAndHessians(Case c) {
        var v = new Input("v", TensorType.float64(3));
        var y = c.written.apply(v);
        var asked = List.of(y, grad(y, v), hessian(y, v));
        for (var backend : List.of(new JvmBackend(), new Interpreter())) {
            var f = new CompiledFunction(List.of(v), asked, backend);
            for (var at : POINTS) {
                var results = f.callAll((Object) at);
                var expected = expected(c, at);
                double scale = Math.max(1, Math.abs(expected[0]));
                assertThat(results.get(0).item())
                        .as("%s at %s", c, Arrays.toString(at))
                        .isCloseTo(expected[0], within(1e-15 * scale));
                var derivatives =
                        DoubleStream.concat(
                                        Arrays.stream(results.get(1).doubles()),
                                        Arrays.stream(results.get(2).doubles()))
                                .toArray();
                assertThat(derivatives)
                        .as("%s at %s", c, Arrays.toString(at))
                        .containsExactly(
                                Arrays.copyOfRange(expected, 1, expected.length), within(1e-11));
            }
        }
    }

    /// The value, then the gradient, then the rows of the Hessian: with `L` the logarithm of the
    /// sum, its gradient is `p` and its Hessian `diag(p) - p p'`.
    private static double[] expected(Case c, double[] at) {
        double largest = Arrays.stream(at).max().orElseThrow();
        double total = 0;
        for (int i = 0; i < 3; i++) total += c.weights[i] * StrictMath.exp(at[i] - largest);
        double logSum = largest + StrictMath.log(total);
        var p = new double[3];
        for (int i = 0; i < 3; i++) p[i] = c.weights[i] * StrictMath.exp(at[i] - largest) / total;
        int k = c.component;
        var out = new double[13];
        out[0] =
                switch (c.kind) {
                    case SHARE -> p[k];
                    case LOG_SHARE -> at[k] - largest - StrictMath.log(total);
                    case LOG_SUM -> logSum;
                };
        for (int i = 0; i < 3; i++) {
            double own = i == k ? 1 : 0;
            out[1 + i] =
                    switch (c.kind) {
                        case SHARE -> p[k] * (own - p[i]);
                        case LOG_SHARE -> own - p[i];
                        case LOG_SUM -> p[i];
                    };
            for (int j = 0; j < 3; j++) {
                double curvature = (i == j ? p[i] : 0) - p[i] * p[j];
                double other = j == k ? 1 : 0;
                out[4 + 3 * i + j] =
                        switch (c.kind) {
                            case SHARE -> p[k] * ((own - p[i]) * (other - p[j]) - curvature);
                            case LOG_SHARE -> -curvature;
                            case LOG_SUM -> curvature;
                        };
            }
        }
        return out;
    }

    static Stream<double[]> factors() {
        return Stream.of(
                new double[] {1e-200, 1e-200, 1e-150},
                new double[] {1e200, 1e200, 3},
                new double[] {-1e200, -1e200, 3},
                new double[] {0.5, -2, -3});
    }

    @ParameterizedTest
    @MethodSource("factors")
    void productsOfTinyAndHugeNumbers(double... at) {
        var v = vector("v");
        var y = log(prod(v));
        var slopes = grad(y, v);
        for (var backend : List.of(new JvmBackend(), new Interpreter())) {
            var f =
                    new CompiledFunction(
                            List.of(v), List.of(y, slopes, grad(sum(slopes), v)), backend);
            var results = f.callAll((Object) at);
            double value = Arrays.stream(at).map(Math::abs).map(StrictMath::log).sum();
            assertThat(results.get(0).item()).isCloseTo(value, within(1e-12));
            for (int i = 0; i < at.length; i++) {
                double curvature = -1 / at[i] / at[i];
                assertThat(results.get(1).element(i))
                        .isCloseTo(1 / at[i], within(Math.ulp(1 / at[i])));
                if (Double.isFinite(curvature))
                    assertThat(results.get(2).element(i))
                            .isCloseTo(curvature, within(4 * Math.ulp(curvature)));
            }
        }
    }
}
