package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Several positions at once have the log-densities and gradients that they have one by one.
final class BlockDensityTest {
    private static final long SEED = 20260715;

    /// Covariance matrices that are nearly singular, as those of Gaussian processes, magnify
    /// rounding.
    private static final double TOLERANCE = 1e-7;

    static Stream<String> names() {
        return ReferencePosteriorsTest.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void referenceModels(String name) {
        agrees(ReferencePosteriors.model(name), 1, 0.3);
        agrees(ReferencePosteriors.model(name), 4, 0.3);
    }

    /// An invalid parameter at one position does not matter to the others.
    @Test
    void onePositionOutside() {
        var model = new Model("outside");
        var scale = model.random("scale", normal(1, 1));
        model.observe("y", normal(0, scale), 0.5);
        var values = agrees(model, 8, 2);
        assertThat(values).contains(Double.NEGATIVE_INFINITY);
        assertThat(DoubleStream.of(values)).anyMatch(Double::isFinite);
    }

    @Test
    void exchangedData() {
        var model = new Model("exchanged");
        var x = model.data("x", new double[] {1, 2, 3});
        var slope = model.random("slope", normal(0, 1));
        Tensor mean = slope.times(x);
        model.observe("y", normal(mean, 1), new double[] {1, 2, 4});
        agrees(model, 3, 1);
    }

    private static double[] agrees(Model model, int size, double spread) {
        var density = model.density();
        int n = density.dimension();
        var random = new Random(SEED);
        var positions = new double[n * size];
        double[] start = density.initialPosition();
        for (int i = 0; i < positions.length; i++)
            positions[i] = start[i / size] + spread * random.nextGaussian();
        var values = new double[size];
        var gradients = new double[n * size];
        density.newBlockEvaluator(size).logDensities(positions, values, gradients);

        var single = density.newEvaluator();
        var position = new double[n];
        var gradient = new double[n];
        for (int c = 0; c < size; c++) {
            for (int i = 0; i < n; i++) position[i] = positions[i * size + c];
            double value = single.logDensity(position, gradient);
            same(model.name() + ", log-density", c, values[c], value);
            if (!Double.isFinite(value)) continue;
            for (int i = 0; i < n; i++)
                same(model.name() + ", gradient " + i, c, gradients[i * size + c], gradient[i]);
        }
        return values;
    }

    private static void same(String what, int c, double found, double expected) {
        boolean equal =
                Double.compare(found, expected) == 0
                        || Math.abs(found - expected)
                                <= TOLERANCE * Math.max(1, Math.abs(expected));
        assertThat(equal)
                .as("%s of position %d, seed %d: %s, not %s", what, c, SEED, found, expected)
                .isTrue();
    }
}
