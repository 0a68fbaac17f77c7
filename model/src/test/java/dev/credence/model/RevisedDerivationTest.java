package dev.credence.model;

import static dev.credence.model.derivation.DerivedDistributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// Models with variables that are summed out, or seen in part, are copied and saved as others are.
class RevisedDerivationTest {
    private static Model model() {
        var model = new Model();
        var a = model.random("a", normal(0, 1));
        var b = model.random("b", normal(0, 2));
        var z = model.random("z", bernoulli(0.3), shape(3));
        model.observe(
                "y", normal(z.times(a).plus(b), constant(1.0)), new double[] {1, 2, Double.NaN});
        return model.marginalize("z");
    }

    private static double total(Model model) {
        var point =
                Map.of(
                        "a", NdArray.scalar(0.4),
                        "b", NdArray.scalar(0.1),
                        "y_unobserved", NdArray.of(0.7));
        return model.pointLogps(point).values().stream().mapToDouble(x -> x).sum();
    }

    @Test
    void copiesHaveTheSameDensity() {
        var copy = model().withObservation("b", 0.1);
        var point = Map.of("a", NdArray.scalar(0.4), "y_unobserved", NdArray.of(0.7));
        double found = copy.pointLogps(point).values().stream().mapToDouble(x -> x).sum();
        assertThat(found).isCloseTo(total(model()), within(1e-12));
        assertThat(copy.marginalizedVariables()).hasSize(1);
    }

    @Test
    void savedModelsHaveTheSameDensity() {
        var read = ModelFile.read(ModelFile.write(model()));
        assertThat(total(read)).isEqualTo(total(model()));
    }

    @Test
    void derivedDistributionsAreSaved() {
        var model = new Model();
        var mu = model.random("mu", normal(0, 1));
        var y = exp(randomVariable(normal(mu, constant(0.5))));
        model.observe("y", derived(y), new double[] {1, 2});
        var point = Map.of("mu", NdArray.scalar(0.4));
        assertThat(ModelFile.read(ModelFile.write(model)).pointLogps(point))
                .isEqualTo(model.pointLogps(point));
    }
}
