package acceptance;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Tensor;
import dev.credence.model.Model;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// The behaviour of models that users of PyMC rely on, with exact numbers; a test is named after
/// its line in the feature map.
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
    void s2_21_and_22_logpIsElementwise() {
        var value = vector("z_value");
        var logp = normal(new double[] {0, 0}, new double[] {1, 2}).logp(value);
        assertThat(logp.eval(Map.of(value, new double[] {0, 0})).doubles())
                .containsExactly(-0.9189385332046727, -1.612085713764618);
        assertThat(logp.owner().orElseThrow().op()).hasToString("Check{sigma > 0}");
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
    void s3_16_to_18_simplexValues() {
        System.out.println(locationAndScale());
        var model = locationAndScale();
        var density = model.density();
        System.out.println(density.report());
        double[] g = new double[3];
        System.out.println(
                density.newEvaluator().logDensity(density.initialPosition(), g)
                        + java.util.Arrays.toString(g));
        System.out.println(model.priorPredictive(3, 1));
        System.out.println(density.explainFailure(new double[] {0, -800, 0}));
        System.out.println(
                density.newEvaluator().logDensity(new double[] {0, -800, 0}, g)
                        + java.util.Arrays.toString(g));
    }
}
