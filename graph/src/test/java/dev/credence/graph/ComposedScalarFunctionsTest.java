package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// Functions composed of others at the values where conventions differ.
final class ComposedScalarFunctionsTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static NdArray evaluated(Tensor x) {
        return Interpreter.evaluate(java.util.List.of(x), Map.of()).getFirst();
    }

    private static double[] doubles(Tensor x) {
        return evaluated(x).doubles();
    }

    /// As NumPy's floor_divide and mod.
    @Test
    void divisionRoundsDown() {
        var x = constant(7.0, -7, 7.5, -7.5, 1, -1, 0.3, 1e17, 5, -5, INF, 0);
        var y = constant(2.0, 2, -2, -2, 0.1, 0.1, -0.1, 3, INF, INF, 2, 5);
        var both = divMod(x, y);
        assertThat(doubles(both.get(0)))
                .containsExactly(
                        3, -4, -4, 3, 9, -10, -3, 33333333333333332.0, 0, -1, Double.NaN, 0);
        assertThat(doubles(both.get(1)))
                .containsExactly(
                        1,
                        1,
                        -0.5,
                        -1.5,
                        0.09999999999999995,
                        5.551115123125783e-17,
                        -2.7755575615628914e-17,
                        1,
                        5,
                        INF,
                        Double.NaN,
                        0);
        var n = constant(7L, -7, 7, -7, 6, 3);
        var m = constant(2L, 2, -2, -2, 3, 0);
        assertThat(evaluated(floorDivide(n, m)).longs()).containsExactly(3, -4, -4, 3, 2, 0);
        assertThat(evaluated(mod(n, m)).longs()).containsExactly(1, 1, -1, -1, 0, 0);
        assertThat(evaluated(ceilDivide(n, m)).longs()).containsExactly(4, -3, -3, 4, 2, 0);
        assertThat(doubles(divide(n, m))).containsExactly(3.5, -3.5, -3.5, 3.5, 2, INF);
    }

    @Test
    void halvesAreRoundedToEvenOrAway() {
        var x = constant(0.5, 1.5, 2.5, -0.5, -2.5, 0.49999999999999994, 4503599627370497.0, -INF);
        assertThat(doubles(round(x)))
                .containsExactly(0, 2, 2, -0.0, -2, 0, 4503599627370497.0, -INF);
        assertThat(doubles(roundHalfAway(x)))
                .containsExactly(1, 2, 3, -1, -3, 0, 4503599627370497.0, -INF);
        assertThat(evaluated(roundToInteger(constant(2.5, -1.5))).longs()).containsExactly(2, -2);
    }

    @Test
    void specialValuesAreFoundAndReplaced() {
        var x = constant(1.0, Double.NaN, INF, -INF);
        assertThat(doubles(nanToNum(x))).containsExactly(1, 0, Double.MAX_VALUE, -Double.MAX_VALUE);
        assertThat(evaluated(isFinite(x)).booleans()).containsExactly(true, false, false, false);
        assertThat(evaluated(isInfinite(x)).booleans()).containsExactly(false, false, true, true);
        assertThat(evaluated(isPositiveInfinity(x)).booleans())
                .containsExactly(false, false, true, false);
        assertThat(evaluated(isNegativeInfinity(x)).booleans())
                .containsExactly(false, false, false, true);
        assertThat(doubles(clip(x, -2, 0.5))).containsExactly(0.5, Double.NaN, 0.5, -2);
    }

    @Test
    void theLargestOfSeveral() {
        var x = constant(1, 5, Double.NaN, 0);
        var y = constant(3, 2, 0.0, 0);
        assertThat(doubles(largest(x, y, constant(2)))).containsExactly(3, 5, Double.NaN, 2);
        assertThat(doubles(smallest(x, y, constant(2)))).containsExactly(1, 2, Double.NaN, 0);
        assertThat(largest(x)).isSameAs(x);
    }

    @Test
    void closenessIsRelativeToTheSecond() {
        var x = constant(1.0, 1, INF, INF, Double.NaN, 0, 1);
        var y = constant(1 + 9e-6, 1 + 2e-5, INF, -INF, Double.NaN, 9e-9, INF);
        assertThat(evaluated(isClose(x, y)).booleans())
                .containsExactly(true, false, true, false, false, true, false);
        assertThat(evaluated(allClose(x, y)).booleans()).containsExactly(false);
    }

    @Test
    void bitsOfIntegers() {
        var x = constant(12L, -1, 5);
        var y = constant(10L, 3, 64);
        assertThat(evaluated(bitwiseAnd(x, y)).longs()).containsExactly(8, 3, 0);
        assertThat(evaluated(bitwiseOr(x, y)).longs()).containsExactly(14, -1, 69);
        assertThat(evaluated(bitwiseXor(x, y)).longs()).containsExactly(6, -4, 69);
        assertThat(evaluated(bitwiseNot(x)).longs()).containsExactly(-13, 0, -6);
        assertThat(evaluated(shiftLeft(x, y)).longs()).containsExactly(12288, -8, 0);
        assertThat(evaluated(shiftRight(x, y)).longs()).containsExactly(0, -1, 0);
        assertThat(evaluated(bitwiseAnd(x.gt(0), y.gt(20))).booleans())
                .containsExactly(false, false, true);
        assertThatThrownBy(() -> bitwiseAnd(x, constant(1.0, 2, 3)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'bitwise_and' cannot be applied to dtypes");
    }

    @Test
    void formulas() {
        assertThat(doubles(deg2rad(constant(180.0)))).containsExactly(Math.PI);
        assertThat(doubles(rad2deg(constant(Math.PI / 2)))).containsExactly(90);
        assertThat(doubles(exp2(constant(10.0, -1)))).containsExactly(1024, 0.5);
        assertThat(doubles(log2(constant(8.0, 0.25)))).containsExactly(3, -2);
        assertThat(doubles(log10(constant(1000.0)))).containsExactly(3);
        assertThat(doubles(factorial(constant(5.0)))).containsExactly(120);
        assertThat(doubles(pochhammer(constant(3.0), constant(4.0)))).containsExactly(360);
        assertThat(doubles(chi2sf(constant(3.841458820694124), constant(1.0))))
                .containsExactly(new double[] {0.05}, within(1e-15));
        assertThat(doubles(gammal(constant(2.0), constant(1.0))))
                .containsExactly(new double[] {1 - 2 / Math.E}, within(1e-15));
        assertThat(doubles(gammau(constant(2.0), constant(1.0))))
                .containsExactly(new double[] {2 / Math.E}, within(1e-15));
        assertThat(doubles(besselJ(0, constant(1.0))))
                .containsExactly(new double[] {0.7651976865579666}, within(1e-16));
        assertThat(doubles(fill(constant(1.0, 2, 3), constant(4)))).containsExactly(4, 4, 4);
        assertThat(doubles(softmax(constant(new double[][] {{1, 2}, {3, 5}}), 1)))
                .containsExactly(
                        new double[] {
                            0.2689414213699951,
                            0.7310585786300049,
                            0.11920292202211755,
                            0.8807970779778823
                        },
                        within(1e-15));
    }
}
