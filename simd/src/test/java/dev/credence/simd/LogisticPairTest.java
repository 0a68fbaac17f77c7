package dev.credence.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.Kernels;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

/// Softplus and sigmoid at once are, bit by bit, what they are one by one.
final class LogisticPairTest {
    private static final long SEED = 4;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 8, 13, 64, 600})
    void areAsOneByOne(int n) {
        var kernels = Kernels.fastest();
        var random = new Random(SEED);
        double[] x = random.doubles(n + 1, -40, 40).toArray();
        if (n > 4) {
            x[1] = Double.NaN;
            x[2] = Double.POSITIVE_INFINITY;
            x[3] = Double.NEGATIVE_INFINITY;
            x[4] = -0.0;
        }
        var softplus = new double[n + 2];
        var sigmoid = new double[n + 3];
        var first = new double[n + 2];
        var second = new double[n + 3];
        kernels.logistic(x, 1, softplus, 2, sigmoid, 3, n);
        kernels.softplus(x, 1, first, 2, n);
        kernels.sigmoid(x, 1, second, 3, n);
        assertThat(softplus).as("seed %d", SEED).isEqualTo(first);
        assertThat(sigmoid).as("seed %d", SEED).isEqualTo(second);
    }
}
