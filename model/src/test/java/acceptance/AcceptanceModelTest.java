package acceptance;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.CompileOptions;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Tensor;
import dev.credence.model.Model;
import dev.credence.model.Variable;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What the published tutorials on models promise their readers, with their numbers.
class AcceptanceModelTest {
    private static NdArray number(double x) {
        return NdArray.scalar(x);
    }

    private static Model locationAndScale() {
        var model = new Model("model 2");
        var mu = model.random("mu", normal(0, 2));
        var sigma = model.random("sigma", halfNormal(3));
        model.random("x", normal(mu, sigma));
        return model;
    }

    @Test
    void s1_4_valueAndGradientServeAnyMinimiser() {
        var model = new Model();
        var mu = model.random("mu", normal(0, 2));
        model.observe("y", normal(mu, 1), new double[] {1, 2, 4});
        var cost = model.logp().unaryMinus();
        var point = model.valueVariables();
        var f = function(point, List.of(cost, grad(cost, point.getFirst())));
        double x = 0;
        double slope = 1;
        for (int step = 0; step < 100 && Math.abs(slope) > 1e-12; step++) {
            slope = f.callAll(x).get(1).item();
            x -= 0.3 * slope;
        }
        // The posterior is normal with precision 3 + 1/4 and mean 7 over it.
        assertThat(x).isCloseTo(7 / 3.25, within(1e-11));
        assertThat(f.callAll(x).get(0).item()).isLessThan(f.callAll(x + 1e-3).get(0).item());
    }

    @Test
    void s1_8_theJointLogDensityIsAFunctionOfAPoint() {
        var model = new Model();
        model.random("x", normal(0, 1), shape(50));
        var theta = new double[50];
        double expected = 0;
        for (int i = 0; i < 50; i++) {
            theta[i] = 0.1 * i - 2;
            expected += -0.5 * theta[i] * theta[i] - 0.5 * Math.log(2 * Math.PI);
        }
        assertThat(model.compileLogp().call(Map.of("x", theta)).item())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void s2_21_and_22_logpIsElementwise() {
        var value = vector("z_value");
        var logp = normal(new double[] {0, 0}, new double[] {1, 2}).logp(value);
        assertThat(logp.eval(Map.of(value, new double[] {0, 0})).doubles())
                .containsExactly(-0.9189385332046727, -1.612085713764618);
        var root = logp.owner().orElseThrow();
        assertThat(root.op()).hasToString("Check{sigma > 0}");
        assertThat(pprint(root.input(1))).isEqualTo("all([1.0, 2.0] > 0)");
    }

    @Test
    void s2_23_aFailedCheckNamesTheCondition() {
        var sigma = scalar("sigma");
        var logp = normal(constant(0), sigma).logp(constant(1));
        assertThatThrownBy(() -> logp.eval(Map.of(sigma, -1.0)))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("sigma > 0");
    }

    @Test
    void s2_25_and_26_logpsAndInitialPoint() {
        var model = new Model();
        model.random("z", normal(new double[] {0, 0}, new double[] {1, 2}));
        var logps = function(model.valueVariables(), List.copyOf(model.logps().values()));
        assertThat(logps.call(new double[] {0, 0}).doubles())
                .containsExactly(-0.9189385332046727, -1.612085713764618);
        assertThat(model.initialPoint()).containsExactly(Map.entry("z", NdArray.of(0.0, 0.0)));
    }

    @Test
    void s2_28_valueVariablesInOrderOfCreation() {
        assertThat(locationAndScale().valueVariables())
                .extracting(Tensor::name)
                .containsExactly("mu", "sigma_log__", "x");
    }

    @Test
    void s2_29_and_30_positiveVariablesAreRepresentedByTheirLog() {
        var model = locationAndScale();
        var logps = function(model.valueVariables(), List.copyOf(model.logps().values()));
        double[] values =
                logps.callAll(0.0, -10.0, 0.0).stream().mapToDouble(NdArray::item).toArray();
        assertThat(values)
                .containsExactly(
                        new double[] {-1.612085713764618, -11.324403641427345, 9.081061466795328},
                        within(1e-14));
        var point = Map.of("mu", number(0), "sigma_log__", number(-10), "x", number(0));
        assertThat(model.pointLogps(point).keySet()).containsExactly("mu", "sigma", "x");
    }

    @Test
    void s2_14_to_16_aRandomVariableIsAFunctionOfItsKey() {
        var x = randomVariable(normal(1, 2), 5).named("x");
        assertThat(x.type()).hasToString("float64()");
        var node = x.owner().orElseThrow();
        assertThat(node.op()).hasToString("Normal");
        assertThat(node.inputs()).hasSize(4);
        var first = x.eval();
        for (int i = 0; i < 10; i++) assertThat(x.eval()).isEqualTo(first);
        assertThat(randomVariable(normal(1, 2), 6).eval()).isNotEqualTo(first);
    }

    @Test
    void s2_17_drawsAreIndependent() {
        double[] x = draw(normal(1, 2), 1000, 3).doubles();
        double mean = Arrays.stream(x).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / 999);
        assertThat(mean).isCloseTo(1, within(0.25));
        assertThat(sd).isCloseTo(2, within(0.2));
        assertThat(Arrays.stream(x).distinct().count()).isEqualTo(1000);
    }

    @Test
    void s2_18_to_20_aModelRegistersVectorsAndPrintsItself() {
        var model = new Model();
        var z = model.random("z", normal(new double[] {0, 0}, new double[] {1, 2}));
        assertThat(z.shape()).hasToString("(2)");
        assertThat(model.freeVariables()).extracting(Variable::name).containsExactly("z");
        assertThat(model).hasToString("z ~ Normal([0, 0], [1, 2])  (2)");
        var draws = draw(z, 10_000, 1);
        assertThat(draws.shape()).containsExactly(10_000, 2);
        double squares = 0;
        for (int i = 0; i < 10_000; i++) squares += Math.pow(draws.at(i, 1), 2);
        assertThat(Math.sqrt(squares / 10_000)).isCloseTo(2, within(0.1));
        assertThat(draw(z, 1, 1)).isNotEqualTo(draw(z, 1, 2));
    }

    @Test
    void s2_24_logcdf() {
        var logcdf = normal(0, 1).logcdf(constant(0)).orElseThrow();
        assertThat(logcdf.eval().item()).isCloseTo(Math.log(0.5), within(1e-15));
    }

    @Test
    void s2_27_aKnownDensity() {
        assertThat(normal(0, 1).logp(constant(1.25)).eval().item()).isEqualTo(-1.7001885332046727);
    }

    @Test
    void s2_31_gradientAndHessian() {
        var model = locationAndScale();
        var point = Map.of("mu", 0.5, "sigma_log__", 0.0, "x", 1.5);
        // With sigma = 1: d/dmu = -mu/4 + (x - mu), d/dx = -(x - mu),
        // d/dlog(sigma) = -sigma^2/9 + 1 + (x - mu)^2 - 1.
        assertThat(model.compileDlogp().call(point).doubles())
                .containsExactly(new double[] {0.875, 8 / 9.0, -1}, within(1e-14));
        var hessian = model.compileD2logp().call(point);
        assertThat(hessian.doubles())
                .containsExactly(
                        new double[] {-1.25, -2, 1, -2, -2 / 9.0 - 2, 2, 1, 2, -1}, within(1e-14));
        assertThat(model.compileLogp().call(point).item())
                .isCloseTo(
                        model.logp()
                                .eval(
                                        Map.of(
                                                model.valueVariables().get(0), 0.5,
                                                model.valueVariables().get(1), 0.0,
                                                model.valueVariables().get(2), 1.5))
                                .item(),
                        within(1e-14));
    }

    @Test
    void s3_16_to_18_simplexValues() {
        var model = new Model();
        model.random("emission_signal", normal(0, 1));
        model.random("emission_noise", halfNormal(1));
        model.random("p_initial_state", dirichlet(new double[] {1, 1, 1}));
        model.random("p_transition", dirichlet(new double[] {1, 1, 1}), shape(3, 3));
        model.potential("hmm_loglike", constant(-9812.666490636942).times(1));
        var point = model.initialPoint();
        assertThat(point.keySet())
                .containsExactly(
                        "emission_signal",
                        "emission_noise_log__",
                        "p_initial_state_simplex__",
                        "p_transition_simplex__");
        assertThat(point.get("p_initial_state_simplex__")).isEqualTo(NdArray.of(0.0, 0.0));
        assertThat(point.get("p_transition_simplex__")).isEqualTo(NdArray.full(0, 3, 2));
        var sums = model.pointLogps(point);
        assertThat(sums.keySet())
                .containsExactly(
                        "emission_signal",
                        "emission_noise",
                        "p_initial_state",
                        "p_transition",
                        "hmm_loglike");
        assertThat(sums.values().stream().mapToDouble(x -> x).toArray())
                .containsExactly(new double[] {-0.92, -0.73, -1.5, -4.51, -9812.67}, within(0.005));
        double row = Math.log(2) - 2 * Math.log(3);
        assertThat(sums.get("p_initial_state")).isCloseTo(row, within(1e-14));
        var rows =
                function(
                                model.valueVariables(),
                                model.logps().get("p_transition"),
                                CompileOptions.standard().withUnusedInputs())
                        .call(point.values().toArray());
        assertThat(rows.doubles()).containsExactly(new double[] {row, row, row}, within(1e-14));
    }

    @Test
    void s3_19_badStartsShowInThePointLogps() {
        var model = new Model();
        var mu = model.random("mu", normal(0, 1));
        model.potential("penalty", log(mu));
        assertThat(model.pointLogps(Map.of("mu", number(-1))).get("penalty")).isNaN();
        assertThat(model.pointLogps(Map.of("mu", number(0))).get("penalty"))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void s4_3_dataAreExchangedWithoutRebuilding() {
        var model = new Model();
        var data = model.data("data", new double[] {1, 2, 3});
        var mu = model.random("mu", normal(0, 1));
        model.observe("y", normal(mu, 1), data);
        var first = model.density();
        var gradient = new double[1];
        first.newEvaluator().logDensity(new double[] {0}, gradient);
        assertThat(gradient[0]).isCloseTo(6, within(1e-14));
        model.setData("data", new double[] {1, 2, 3, 4});
        model.density().newEvaluator().logDensity(new double[] {0}, gradient);
        assertThat(gradient[0]).isCloseTo(10, within(1e-14));
        first.newEvaluator().logDensity(new double[] {0}, gradient);
        assertThat(gradient[0]).isCloseTo(6, within(1e-14));
    }

    @Test
    void s4_4_and_5_predictionsFollowTheNewData() {
        var model = new Model();
        var x = model.data("x", new double[] {-2, -1, 1, 2});
        var coefficient = model.random("coeff", normal(0, 1));
        model.observe("obs", bernoulli(sigmoid(coefficient.times(x))), new int[] {0, 0, 1, 1});
        var draws = new double[500];
        Arrays.fill(draws, 2);
        model.setData("x", new double[] {-1, 0, 1});
        var predicted = model.posteriorPredictive(Map.of("coeff", NdArray.of(draws)), 1).get("obs");
        assertThat(predicted.shape()).containsExactly(500, 3);
        for (int point = 0; point < 3; point++) {
            double mean = 0;
            for (int i = 0; i < 500; i++) mean += predicted.at(i, point) / 500;
            double p = 1 / (1 + Math.exp(-2 * (point - 1)));
            assertThat(mean).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 500)));
        }
    }
}
