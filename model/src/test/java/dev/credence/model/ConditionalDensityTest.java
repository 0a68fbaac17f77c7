package dev.credence.model;

import static dev.credence.graph.Tensors.*;
import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// A density that is quicker under a condition is the density where the condition does not hold
/// either.
final class ConditionalDensityTest {
    /// The logarithms of the transition matrix are `scale` times something, so that they leave the
    /// range in which probabilities are scaled.
    private static Model chain() {
        var model = new Model("chain");
        var scale = model.random("scale", normal(0, 100));
        var level = model.random("level", normal(0, 1));
        var transition = constant(new double[][] {{-0.1, -2.3}, {-1.6, -0.2}}).times(scale);
        var y = constant(0.3, 1.9, 2.2, -0.4, 0.1, 1.2);
        var z = expandDims(y, 1).minus(level.times(constant(0.0, 2.0)));
        var emission = z.times(z).times(-0.5);
        Tensors.ScanStep step =
                (alpha, e) -> {
                    var paths = expandDims(alpha.getFirst(), 1).plus(transition);
                    return Tensors.Step.of(logSumExp(paths, 0).plus(e.getFirst()));
                };
        var alpha = scan(step, List.of(emission.get(0)), List.of(emission.slice(1, 6))).carry();
        model.potential("log_likelihood", logSumExp(alpha, 0));
        return model;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 80, 120, 400, -300, 1})
    void equalsTheDensityAsWritten(double scale) {
        var density = chain().density();
        assertThat(density.unconditional()).isNotSameAs(density);
        var quick = density.newEvaluator();
        var written = density.unconditional().newEvaluator();
        var gradient = new double[2];
        var expected = new double[2];
        double[] position = {scale, 0.8};
        double logp = written.logDensity(position, expected);
        assertThat(quick.logDensity(position, gradient))
                .isCloseTo(logp, within(1e-12 * Math.abs(logp)));
        for (int i = 0; i < 2; i++)
            assertThat(gradient[i])
                    .isCloseTo(expected[i], within(1e-11 * (1 + Math.abs(expected[i]))));
    }
}
