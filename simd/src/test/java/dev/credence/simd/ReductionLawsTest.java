package dev.credence.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.Kernels;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Random;

/// Reductions in every vector length agree with the plain ones up to the order of the sum, at any
/// size and offset, and on special values exactly.
class ReductionLawsTest {
    private static final int[] SIZES = {0, 1, 3, 4, 7, 8, 13, 16, 25, 64, 100, 300, 1000};
    private static final double[] SPECIAL = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1e308, -1e308
    };
    private static final double BORDER = -12345;

    @FunctionalInterface
    private interface Rows {
        void run(Kernels k, double[] x, int at, int rows, int columns, double[] out, int to);
    }

    @ParameterizedTest
    @MethodSource("dev.credence.simd.VectorLength#all")
    void runs(Kernels simd) {
        for (int n : SIZES) {
            for (int offset = 0; offset < 4; offset++) {
                var random = new Random(n);
                var x = random.doubles(n + offset, -3, 3).toArray();
                var y = random.doubles(n + 1, -3, 3).toArray();
                compareRuns(simd, x, offset, y, n);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.credence.simd.VectorLength#all")
    void runsWithSpecialValues(Kernels simd) {
        for (int n : SIZES) {
            for (double special : SPECIAL) {
                for (int place = 0; place < n; place += 1 + n / 7) {
                    var x = new Random(n).doubles(n, -3, 3).toArray();
                    x[place] = special;
                    compareRuns(simd, x, 0, new double[n + 1], n);
                    Arrays.fill(x, special);
                    compareRuns(simd, x, 0, new double[n + 1], n);
                }
            }
        }
    }

    private static void compareRuns(Kernels simd, double[] x, int at, double[] y, int n) {
        var plain = Kernels.plain();
        double magnitude = 1;
        for (int i = at; i < at + n; i++) magnitude += x[i] * x[i] + Math.abs(x[i]);
        double error = 2e-16 * n * magnitude;
        close(simd.sum(x, at, n), plain.sum(x, at, n), error);
        close(simd.dot(x, at, y, 1, n), plain.dot(x, at, y, 1, n), 3 * error);
        close(simd.sumOfSquares(x, at, n), plain.sumOfSquares(x, at, n), error);
        close(simd.max(x, at, n), plain.max(x, at, n), 0);
        close(simd.min(x, at, n), plain.min(x, at, n), 0);
        close(simd.logSumExp(x, at, n), plain.logSumExp(x, at, n), 1e-14);
    }

    @ParameterizedTest
    @MethodSource("dev.credence.simd.VectorLength#all")
    void rowsAndColumns(Kernels simd) {
        int[] lengths = {0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 40, 300};
        for (int rows : lengths) {
            for (int columns : lengths) {
                var random = new Random(rows * 31L + columns);
                var x = random.doubles(rows * columns + 1, -3, 3).toArray();
                matrix(simd, x, rows, columns);
                for (double special : SPECIAL) {
                    // Two huge values of different sign make a sum depend on its order.
                    if (rows * columns == 0 || special == -1e308) continue;
                    x[1 + random.nextInt(rows * columns)] = special;
                }
                matrix(simd, x, rows, columns);
            }
        }
    }

    private static void matrix(Kernels simd, double[] x, int rows, int columns) {
        compare(simd, x, rows, columns, rows, 1e-13, Kernels::sumRows);
        compare(simd, x, rows, columns, columns, 1e-13, Kernels::sumColumns);
        compare(simd, x, rows, columns, rows, 0, Kernels::maxRows);
        compare(simd, x, rows, columns, columns, 0, Kernels::maxColumns);
        compare(simd, x, rows, columns, rows, 1e-14, Kernels::logSumExpRows);
        compare(simd, x, rows, columns, columns, 1e-14, Kernels::logSumExpColumns);
    }

    private static void compare(
            Kernels simd, double[] x, int rows, int columns, int results, double error, Rows pass) {
        var expected = new double[results + 4];
        Arrays.fill(expected, BORDER);
        var actual = expected.clone();
        pass.run(Kernels.plain(), x, 1, rows, columns, expected, 2);
        pass.run(simd, x, 1, rows, columns, actual, 2);
        for (int i = 0; i < expected.length; i++) {
            close(actual[i], expected[i], error);
        }
    }

    private static void close(double actual, double expected, double error) {
        if (Double.compare(actual, expected) == 0) return;
        assertThat(Math.abs(actual - expected))
                .as("%s instead of %s", actual, expected)
                .isLessThanOrEqualTo(error * Math.max(1, Math.abs(expected)));
    }
}
