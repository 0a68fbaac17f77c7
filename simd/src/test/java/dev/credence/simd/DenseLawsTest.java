package dev.credence.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.Kernels;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Random;

/// Dense kernels in every vector length agree with the plain ones, whatever the shapes, and keep to
/// their output.
class DenseLawsTest {
    private static final double BORDER = -12345;
    private static final int[] ORDERS = {0, 1, 2, 5, 6, 7, 12, 15, 16, 17, 18, 23, 24, 25, 40, 97};

    @ParameterizedTest
    @MethodSource("dev.credence.simd.VectorLength#all")
    void products(Kernels simd) {
        var random = new Random(11);
        int[][] shapes = {
            {0, 3, 2},
            {3, 0, 2},
            {1, 1, 1},
            {2, 3, 4},
            {6, 100, 16},
            {7, 11, 13},
            {12, 12, 32},
            {13, 25, 7},
            {1, 300, 40},
            {40, 1, 40},
            {97, 64, 33},
            {100, 257, 5},
            {5, 300, 270},
            {130, 20, 260},
            {50, 70, 4},
            {135, 53, 8},
            {10, 300, 4},
            {140, 20, 3},
            {64, 64, 2}
        };
        for (int[] shape : shapes) {
            for (int flags = 0; flags < 4; flags++) {
                int m = shape[0];
                int k = shape[1];
                int n = shape[2];
                boolean aT = (flags & 1) != 0;
                boolean bT = (flags & 2) != 0;
                var a = random(random, m * k + 1);
                var b = random(random, k * n + 2);
                same(
                        simd,
                        m * n,
                        1e-15 * (k + 10),
                        (kernels, out) -> kernels.matmul(a, 1, aT, b, 2, bT, out, 3, m, k, n));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.credence.simd.VectorLength#all")
    void productsWithVectors(Kernels simd) {
        var random = new Random(12);
        for (int rows : ORDERS) {
            for (int columns : ORDERS) {
                var a = random(random, rows * columns + 1);
                var x = random(random, Math.max(rows, columns) + 1);
                same(
                        simd,
                        rows,
                        1e-13,
                        (kernels, out) -> kernels.matvec(a, 1, false, x, 1, out, 3, rows, columns));
                same(
                        simd,
                        columns,
                        1e-13,
                        (kernels, out) -> kernels.matvec(a, 1, true, x, 1, out, 3, rows, columns));
            }
            var x = random(random, rows + 1);
            same(simd, rows, 1e-10, (kernels, out) -> kernels.axpy(0.3, x, 1, out, 3, rows));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.credence.simd.VectorLength#all")
    void choleskyAndSolutions(Kernels simd) {
        var random = new Random(13);
        for (int n : ORDERS) {
            var a = positiveDefinite(random, n);
            same(
                    simd,
                    n * n,
                    1e-12,
                    (kernels, out) -> assertThat(kernels.cholesky(a, 0, out, 3, n)).isTrue());
            var inPlace = a.clone();
            assertThat(simd.cholesky(inPlace, 0, inPlace, 0, n)).isTrue();
            same(
                    simd,
                    n * n,
                    1e-12,
                    (kernels, out) -> kernels.choleskyInverse(inPlace, 0, out, 3, n));
            for (int columns : new int[] {0, 1, 2, 5, 16, 37}) {
                for (int flags = 0; flags < 4; flags++) {
                    boolean lower = (flags & 1) != 0;
                    boolean transposed = (flags & 2) != 0;
                    var triangle = triangle(inPlace, n, lower);
                    var b = random(random, n * columns);
                    same(
                            simd,
                            n * columns,
                            1e-12,
                            (kernels, out) ->
                                    kernels.solveTriangular(
                                            triangle,
                                            0,
                                            lower,
                                            transposed,
                                            b,
                                            0,
                                            out,
                                            3,
                                            n,
                                            columns));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.credence.simd.VectorLength#all")
    void whatIsNotPositiveDefiniteHasNoFactor(Kernels simd) {
        for (int n : ORDERS) {
            for (int bad = 0; bad < n; bad += 5) {
                for (double value : new double[] {-1e-3, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
                    var a = positiveDefinite(new Random(n), n);
                    a[bad * n + bad] = value;
                    assertThat(simd.cholesky(a, 0, new double[n * n], 0, n))
                            .as("order %d, %s at %d", n, value, bad)
                            .isFalse();
                }
            }
        }
    }

    private static double[] positiveDefinite(Random random, int n) {
        var root = random(random, n * n);
        var a = new double[n * n];
        Kernels.plain().matmul(root, 0, false, root, 0, true, a, 0, n, n, n);
        for (int i = 0; i < n; i++) a[i * n + i] += n;
        return a;
    }

    /// The lower factor or its transpose, with NaN in the triangle that must not be read.
    private static double[] triangle(double[] factor, int n, boolean lower) {
        var triangle = new double[n * n];
        Arrays.fill(triangle, Double.NaN);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++)
                triangle[lower ? i * n + j : j * n + i] = factor[i * n + j];
        }
        return triangle;
    }

    private interface Dense {
        void run(Kernels kernels, double[] out);
    }

    private static void same(Kernels simd, int size, double error, Dense dense) {
        var expected = new double[size + 5];
        Arrays.fill(expected, BORDER);
        var actual = expected.clone();
        dense.run(Kernels.plain(), expected);
        dense.run(simd, actual);
        assertThat(actual).containsExactly(expected, within(error));
    }

    private static double[] random(Random random, int size) {
        return random.doubles(size, -1, 1).toArray();
    }
}
