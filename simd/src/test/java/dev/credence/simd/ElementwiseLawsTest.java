package dev.credence.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.Kernels;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Every elementwise kernel, in every vector length, gives what the plain one gives: to the stated
/// ulp on random values, exactly on special ones, at any size and offset, in place or not.
class ElementwiseLawsTest {
    private static final int[] SIZES = {0, 1, 3, 4, 7, 8, 13, 16, 25, 64, 100, 1000};
    private static final double BORDER = -12345;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        INF,
        -INF,
        Double.NaN,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        -Double.MIN_NORMAL,
        3e-320,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1,
        -1,
        0.5,
        -0.5,
        2,
        -2,
        Math.nextUp(1),
        Math.nextDown(1),
        Math.nextUp(-1),
        Math.nextDown(-1),
        Math.nextUp(2),
        Math.nextDown(2),
        1e-300,
        -1e-300,
        1e300,
        -1e300,
        1e-17,
        -1e-17,
        709,
        709.78,
        709.79,
        710,
        -709,
        -708.4,
        -744,
        -745.13,
        -745.14,
        -746,
        -1e5,
        1e5,
        0x1p20,
        0x1p21,
        1e15,
        1e22,
        1.5,
        2.5,
        8,
        Math.nextDown(8),
        -1.5,
        -3,
        26,
        27,
        27.3,
        -26,
        -26.7,
        6,
        1.4616321449683622,
        -0.6931,
        -0.6932,
        0x1p53,
        0x1p60,
        0x1p61,
        19,
        22,
        -37,
        37,
        3.75
    };

    @FunctionalInterface
    private interface Pass {
        void run(Kernels kernels, double[] x, int xOffset, double[] out, int outOffset, int n);
    }

    /// A kernel, how many ulp it may differ from the plain one, and where its values are drawn.
    private record Law(String name, int ulps, double from, double to, Pass pass) {}

    private static final List<Law> LAWS =
            List.of(
                    new Law("exp", 2, -50, 50, Kernels::exp),
                    new Law("expm1", 3, -5, 5, Kernels::expm1),
                    new Law("log", 2, 0, 10, Kernels::log),
                    new Law("log1p", 2, -1, 5, Kernels::log1p),
                    new Law("sqrt", 0, 0, 10, Kernels::sqrt),
                    new Law("reciprocal", 0, -10, 10, Kernels::reciprocal),
                    new Law("sin", 2, -100, 100, Kernels::sin),
                    new Law("cos", 2, -100, 100, Kernels::cos),
                    new Law("tanh", 4, -5, 5, Kernels::tanh),
                    new Law("sigmoid", 4, -40, 40, Kernels::sigmoid),
                    new Law("softplus", 4, -40, 40, Kernels::softplus),
                    new Law("log1mexp", 5, -5, 0, Kernels::log1mexp),
                    new Law("lgamma", 6, -3, 20, Kernels::lgamma),
                    new Law("digamma", 6, -3, 20, Kernels::digamma),
                    new Law("trigamma", 8, -3, 20, Kernels::trigamma),
                    new Law("erf", 3, -3, 3, Kernels::erf),
                    new Law("erfc", 8, -6, 27, Kernels::erfc),
                    new Law("erfcx", 8, -26, 30, Kernels::erfcx),
                    new Law(
                            "pow(x, 1.7)",
                            3,
                            0,
                            5,
                            (k, x, at, out, to, n) ->
                                    k.pow(x, at, full(at + n, 1.7), at, out, to, n)),
                    new Law(
                            "pow(1.3, x)",
                            3,
                            -50,
                            50,
                            (k, x, at, out, to, n) ->
                                    k.pow(full(at + n, 1.3), at, x, at, out, to, n)),
                    new Law(
                            "pow(x, x)",
                            3,
                            -2,
                            30,
                            (k, x, at, out, to, n) -> k.pow(x, at, x, at, out, to, n)));

    @ParameterizedTest
    @MethodSource("dev.credence.simd.VectorLength#all")
    void randomValues(Kernels simd) {
        for (var law : LAWS) {
            for (int size : SIZES) {
                var random = new Random(size);
                check(law, simd, random.doubles(size, law.from(), law.to()).toArray(), size);
                // All magnitudes and signs.
                var wide = new double[size];
                for (int i = 0; i < size; i++) {
                    wide[i] = Double.longBitsToDouble(random.nextLong());
                }
                check(law, simd, wide, size);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.credence.simd.VectorLength#all")
    void specialValuesInEveryLane(Kernels simd) {
        for (var law : LAWS) {
            for (int shift = 0; shift < 9; shift++) {
                var x = new double[SPECIAL.length + shift];
                Arrays.fill(x, 0.75);
                System.arraycopy(SPECIAL, 0, x, shift, SPECIAL.length);
                check(law, simd, x, shift);
            }
        }
    }

    /// What is truncated to integers afterwards must not fall below.
    @ParameterizedTest
    @MethodSource("dev.credence.simd.VectorLength#all")
    void complementaryErrorFunctionsAreOneAtZero(Kernels simd) {
        double[] y = {7, 7, 7, 7};
        simd.erfc(new double[] {0, -0.0}, 0, y, 0, 2);
        simd.erfcx(new double[] {0, -0.0}, 0, y, 2, 2);
        assertThat(y).containsOnly(1);
    }

    @ParameterizedTest
    @MethodSource("dev.credence.simd.VectorLength#all")
    void aValueDoesNotDependOnItsPlace(Kernels simd) {
        var x = new Random(4).doubles(41, -3, 20).toArray();
        var whole = new double[41];
        var one = new double[1];
        for (var law : LAWS) {
            law.pass().run(simd, x, 0, whole, 0, 41);
            for (int i = 0; i < 41; i++) {
                law.pass().run(simd, x, i, one, 0, 1);
                assertThat(ulps(whole[i], one[0])).as("%s of %s", law.name(), x[i]).isZero();
            }
        }
    }

    private static void check(Law law, Kernels simd, double[] values, int seed) {
        int n = values.length;
        int at = 1 + seed % 5;
        int to = 2 + seed % 3;
        var x = new double[at + n + 2];
        Arrays.fill(x, BORDER);
        System.arraycopy(values, 0, x, at, n);
        var expected = full(to + n + 3, BORDER);
        var actual = expected.clone();
        law.pass().run(Kernels.plain(), x, at, expected, to, n);
        law.pass().run(simd, x, at, actual, to, n);
        var inPlace = x.clone();
        law.pass().run(simd, inPlace, at, inPlace, at, n);
        for (int i = 0; i < actual.length; i++) {
            boolean inRun = i >= to && i < to + n;
            String where =
                    "%s of %s, seed %d, %s"
                            .formatted(
                                    law.name(),
                                    inRun ? values[i - to] : "the border",
                                    seed,
                                    simd.describe());
            assertThat(ulps(expected[i], actual[i]))
                    .as("%s: %s instead of %s", where, actual[i], expected[i])
                    .isLessThanOrEqualTo(law.ulps());
            if (inRun) assertThat(ulps(inPlace[i - to + at], actual[i])).as(where).isZero();
        }
    }

    private static double ulps(double expected, double actual) {
        if (Double.compare(expected, actual) == 0) return 0;
        // Where one of two is a special value, so must be the other.
        if (!Double.isFinite(expected) || expected == 0 || !Double.isFinite(actual)) return INF;
        return Math.abs(expected - actual) / Math.ulp(expected);
    }

    private static double[] full(int size, double value) {
        var values = new double[size];
        Arrays.fill(values, value);
        return values;
    }
}
