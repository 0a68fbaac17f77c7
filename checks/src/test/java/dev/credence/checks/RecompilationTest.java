package dev.credence.checks;

import static dev.credence.Credence.bernoulliLogit;
import static dev.credence.Credence.halfNormal;
import static dev.credence.Credence.normal;
import static dev.credence.Credence.options;
import static dev.credence.Credence.predict;
import static dev.credence.Credence.sample;
import static dev.credence.Credence.samplePosteriorPredictive;
import static dev.credence.Credence.samplePrior;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.RandomKey;
import dev.credence.inference.SamplingOptions;
import dev.credence.jvm.JvmBackend;
import dev.credence.model.Model;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Code is generated once for a model and the shapes of its data, whatever is done with it after.
class RecompilationTest {
    private static final int ROWS = 30;
    private static final SamplingOptions SHORT =
            options().withWarmup(60).withDraws(40).withChains(2).withSeed(1);

    private final RandomGenerator random = RandomKey.of(11).stream();

    @Test
    void furtherRunsChainsAndDrawsUseTheSameCode() {
        var model = line(uniforms(ROWS), uniforms(ROWS));
        sample(model, SHORT);
        assertNothingGenerated(() -> {
            sample(model, SHORT.withSeed(2));
            sample(model, SHORT.withChains(4).withDraws(100));
            sample(model, SHORT.withThreads(1));
        });
    }

    @Test
    void exchangedDataOfTheSameShapeUseTheSameCode() {
        var model = line(uniforms(ROWS), uniforms(ROWS));
        sample(model, SHORT);
        assertNothingGenerated(() -> {
            model.setData("x", uniforms(ROWS));
            model.setData("outcomes", uniforms(ROWS));
            sample(model, SHORT);
        });
    }

    @Test
    void theSameModelMadeAnewUsesTheSameCode() {
        sample(line(uniforms(ROWS), uniforms(ROWS)), SHORT);
        sample(classes(uniforms(ROWS), labels(ROWS / 3)), SHORT);
        assertNothingGenerated(() -> {
            sample(line(uniforms(ROWS), uniforms(ROWS)), SHORT);
            sample(classes(uniforms(ROWS), labels(ROWS / 2)), SHORT);
        });
    }

    @Test
    void predictivePassesUseTheSameCode() {
        var model = line(uniforms(ROWS), uniforms(ROWS));
        var data = sample(model, SHORT);
        samplePrior(model, 20, 1);
        predict(model, samplePosteriorPredictive(model, data, 1));
        assertNothingGenerated(() -> {
            samplePrior(model, 20, 2);
            samplePosteriorPredictive(model, data, 2);
            model.setData("x", uniforms(ROWS));
            samplePosteriorPredictive(model, sample(model, SHORT.withSeed(3)), 3);
            predict(model, data);
        });
    }

    @Test
    void logDensitiesAtPointsUseTheSameCode() {
        var model = line(uniforms(ROWS), uniforms(ROWS));
        model.pointLogps(model.initialPoint());
        assertNothingGenerated(() -> {
            model.setData("outcomes", uniforms(ROWS));
            model.pointLogps(model.initialPoint());
        });
    }

    @Test
    void dataOfAnotherShapeAreCompiledOnceMore() {
        var model = line(uniforms(ROWS), uniforms(ROWS));
        sample(model, SHORT);
        model.setData("x", uniforms(ROWS + 1));
        model.setData("outcomes", uniforms(ROWS + 1));
        long generated = JvmBackend.generatedClasses();
        sample(model, SHORT);
        assertThat(JvmBackend.generatedClasses()).isGreaterThan(generated);
        assertNothingGenerated(() -> sample(model, SHORT.withSeed(2)));
    }

    private static void assertNothingGenerated(Runnable runs) {
        long generated = JvmBackend.generatedClasses();
        assertThat(generated).isPositive();
        runs.run();
        assertThat(JvmBackend.generatedClasses()).isEqualTo(generated);
    }

    private static Model line(double[] x, double[] y) {
        var model = new Model("line");
        var slope = model.random("slope", normal(0, 1));
        var noise = model.random("noise", halfNormal(1));
        var mean = slope.times(model.data("x", x));
        model.observe("y", normal(mean, noise), model.data("outcomes", y));
        return model;
    }

    private static Model classes(double[] x, int[] y) {
        var model = new Model("classes");
        var slope = model.random("slope", normal(0, 1));
        model.observe("y", bernoulliLogit(slope.times(model.data("x", x))), y);
        return model;
    }

    private static int[] labels(int ones) {
        var labels = new int[ROWS];
        Arrays.fill(labels, 0, ones, 1);
        return labels;
    }

    private double[] uniforms(int length) {
        return random.doubles(length).map(u -> 2 * u - 1).toArray();
    }
}
