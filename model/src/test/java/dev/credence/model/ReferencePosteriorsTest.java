package dev.credence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Log-densities of reference models at two points against values computed elsewhere.
class ReferencePosteriorsTest {
    private static final JsonNode CHECKS = ReferencePosteriors.read("checks");

    static Stream<String> names() {
        return CHECKS.properties().stream().map(Map.Entry::getKey);
    }

    private static double likelihood(Model model, Map<String, Double> logps) {
        double sum = 0;
        for (var v : model.variables()) {
            boolean data = v instanceof Variable.Observed || v instanceof Variable.Potential;
            if (data) sum += logps.get(v.name());
        }
        return sum;
    }

    private static double jacobians(Model model, Map<String, NdArray> point) {
        double sum = 0;
        Map<Tensor, NdArray> values = new HashMap<>();
        for (var free : model.freeVariables()) {
            if (free.transform().isEmpty()) continue;
            values.put(free.value(), point.get(free.value().name()));
            sum +=
                    Tensors.sum(free.transform().get().logJacobian(free.value()))
                            .eval(values)
                            .item();
            values.clear();
        }
        return sum;
    }

    private static double total(Map<String, Double> logps) {
        return logps.values().stream().mapToDouble(x -> x).sum();
    }

    @ParameterizedTest
    @MethodSource("names")
    void densitiesMatch(String name) {
        var check = CHECKS.get(name);
        var model = ReferencePosteriors.model(name);
        var density = model.density();
        var evaluator = density.newEvaluator();
        var gradient = new double[density.dimension()];
        double[] likelihood = new double[2];
        double[] bare = new double[2];
        for (int i = 0; i < 2; i++) {
            var values =
                    ReferencePosteriors.values(check.get("names"), check.get(i == 0 ? "A" : "B"));
            double[] position = density.unconstrain(values);
            var point = density.point(position);
            var logps = model.pointLogps(point);
            likelihood[i] = likelihood(model, logps);
            bare[i] = total(logps) - jacobians(model, point);
            assertThat(evaluator.logDensity(position, gradient))
                    .isCloseTo(total(logps), within(1e-9 * (1 + Math.abs(total(logps)))));
            assertGradient(evaluator, position, gradient);
            assertRecords(density, evaluator, position, values);
        }
        double a = check.get("loglik_A").asDouble();
        double b = check.get("loglik_B").asDouble();
        double tolerance = 1e-7 * (1 + Math.abs(a));
        assertThat(likelihood[0]).isCloseTo(a, within(tolerance));
        assertThat(likelihood[1]).isCloseTo(b, within(tolerance));
        assertThat(bare[1] - bare[0])
                .isCloseTo(b - a + check.get("logprior_B_minus_A").asDouble(), within(tolerance));
    }

    private static void assertGradient(
            ModelDensity.Evaluator density, double[] position, double[] gradient) {
        var scratch = new double[position.length];
        for (int i = 0; i < position.length; i++) {
            double h = 1e-5 * Math.max(1e-3, Math.abs(position[i]));
            var shifted = position.clone();
            shifted[i] = position[i] + h;
            double up = density.logDensity(shifted, scratch);
            shifted[i] = position[i] - h;
            double down = density.logDensity(shifted, scratch);
            double numeric = (up - down) / (2 * h);
            double rounding = 1e-15 * Math.abs(up) / h * 20;
            assertThat(gradient[i])
                    .isCloseTo(numeric, within(2e-4 * (1 + Math.abs(numeric)) + rounding));
        }
    }

    private static void assertRecords(
            ModelDensity density,
            ModelDensity.Evaluator evaluator,
            double[] position,
            Map<String, NdArray> values) {
        var out = new double[density.recordedSize()];
        evaluator.record(position, out);
        for (var entry : density.recorded()) {
            var value = values.get(entry.name());
            if (value == null) continue;
            for (int i = 0; i < entry.size(); i++)
                assertThat(out[entry.offset() + i])
                        .isCloseTo(
                                value.element(i), within(1e-12 * (1 + Math.abs(value.element(i)))));
        }
    }
}
