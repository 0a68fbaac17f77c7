package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

/// Special functions of very large arguments end, with what their limits are.
final class LargeShapesTest {
    /// Below 1e8 the tails are sums, from there on an expansion.
    @ParameterizedTest
    @ValueSource(doubles = {-30, -10, -4, -3.1, 3.1, 4, 10, 30})
    void theTailsOfGammaGoOnWithoutAStep(double deviations) {
        double x = 1e8 + deviations * 1e4;
        double below = Math.nextDown(1e8);
        double ratio = IncompleteGamma.lower(1e8, x) / IncompleteGamma.lower(below, x);
        assertThat(ratio).isCloseTo(1, within(2e-9));
        assertThat(IncompleteGamma.upper(1e8, x) / IncompleteGamma.upper(below, x))
                .isCloseTo(1, within(2e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void distributionFunctionsOfAnyLargeShapeEnd(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            double a = Math.exp(random.nextDouble(15, 300));
            double x = a * (1 + random.nextDouble(-1, 1) * Math.pow(10, -random.nextInt(16)));
            double p = IncompleteGamma.lower(a, x);
            assertThat(p).as("P(%s, %s), seed %d", a, x, seed).isBetween(0.0, 1.0);
            assertThat(p + IncompleteGamma.upper(a, x))
                    .as("P + Q at (%s, %s), seed %d", a, x, seed)
                    .isCloseTo(1, within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e15, 1e17, 1e100, 1e300})
    void polygammaOfLargeArgumentsEnds(double x) {
        assertThatCode(() -> SpecialFunctions.polygamma(1e300, x)).doesNotThrowAnyException();
        double expected = -1 / x / x;
        assertThat(SpecialFunctions.polygamma(2, x)).isCloseTo(expected, within(-1e-14 * expected));
    }
}
