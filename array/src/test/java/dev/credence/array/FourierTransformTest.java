package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The fast transform equals the sum that defines it, for any length, and is undone by the other
/// direction.
final class FourierTransformTest {
    private static final long SEED = 3;

    private static double[] numbers(int n) {
        var random = new SplittableRandom(SEED);
        var x = new double[2 * n];
        Arrays.setAll(x, i -> random.nextGaussian());
        return x;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 17, 64, 97, 100, 127, 128, 210, 257})
    void theSumThatDefinesIt(int n) {
        var x = numbers(n);
        var found = x.clone();
        FourierTransform.of(n).forward(found);
        for (int k = 0; k < n; k++) {
            double re = 0;
            double im = 0;
            for (int j = 0; j < n; j++) {
                double angle = -2 * Math.PI * ((long) j * k % n) / n;
                re += x[2 * j] * Math.cos(angle) - x[2 * j + 1] * Math.sin(angle);
                im += x[2 * j] * Math.sin(angle) + x[2 * j + 1] * Math.cos(angle);
            }
            assertThat(found[2 * k]).as("seed %d", SEED).isCloseTo(re, within(1e-12 * n));
            assertThat(found[2 * k + 1]).as("seed %d", SEED).isCloseTo(im, within(1e-12 * n));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 1024, 10_007, 1 << 17})
    void thereAndBackMultipliesByTheLength(int n) {
        var x = numbers(n);
        var found = x.clone();
        var transform = FourierTransform.of(n);
        transform.forward(found);
        transform.backward(found);
        for (int i = 0; i < x.length; i++)
            assertThat(found[i] / n).as("seed %d", SEED).isCloseTo(x[i], within(1e-13));
    }

    @Test
    void lengthsThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> FourierTransform.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a Fourier transform has a length of 1 to 2^27, not 0");
        assertThatThrownBy(() -> FourierTransform.of(3).forward(new double[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a transform of 3 complex numbers needs 6 doubles, not 5");
    }
}
