package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

/// The plain kernels against their definitions, at offsets and with a border that must stay.
class PlainKernelsTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;
    private static final double BORDER = -12345;
    private static final int AT = 3;

    private final Kernels kernels = Kernels.plain();
    private final Random random = new Random(20);

    @Test
    void elementwisePassesKeepToTheirRun() {
        double[] x = {9, 9, 0.5, 1.5, 2.5, 9};
        double[] out = {BORDER, BORDER, BORDER, BORDER, BORDER};
        kernels.digamma(x, 2, out, 1, 3);
        assertThat(out)
                .containsExactly(
                        BORDER,
                        SpecialFunctions.digamma(0.5),
                        SpecialFunctions.digamma(1.5),
                        SpecialFunctions.digamma(2.5),
                        BORDER);
        kernels.exp(x, 2, x, 2, 3);
        assertThat(x).containsExactly(9, 9, Math.exp(0.5), Math.exp(1.5), Math.exp(2.5), 9);
        kernels.pow(x, 2, x, 2, out, 0, 1);
        assertThat(out[0]).isEqualTo(Math.pow(x[2], x[2]));
    }

    @Test
    void reductionsOfNothingAndOfSpecialValues() {
        assertThat(kernels.sum(new double[0], 0, 0)).isZero();
        assertThat(kernels.max(new double[0], 0, 0)).isEqualTo(-INF);
        assertThat(kernels.min(new double[0], 0, 0)).isEqualTo(INF);
        assertThat(kernels.logSumExp(new double[0], 0, 0)).isEqualTo(-INF);
        assertThat(kernels.max(new double[] {1, NAN, INF}, 0, 3)).isNaN();
        assertThat(kernels.min(new double[] {1, NAN, -INF}, 0, 3)).isNaN();
        assertThat(kernels.logSumExp(new double[] {-INF, -INF}, 0, 2)).isEqualTo(-INF);
        assertThat(kernels.logSumExp(new double[] {1, INF}, 0, 2)).isEqualTo(INF);
        assertThat(kernels.logSumExp(new double[] {1, NAN, INF}, 0, 3)).isNaN();
        assertThat(kernels.logSumExp(new double[] {1000, 1000}, 0, 2))
                .isEqualTo(1000 + Math.log(2));
    }

    @Test
    void rowsAndColumns() {
        double[] x = {0, 1, 2, 3, 4, 5, 6};
        assertThat(matrix(2, out -> kernels.sumRows(x, 1, 2, 3, out, AT))).containsExactly(6, 15);
        assertThat(matrix(3, out -> kernels.sumColumns(x, 1, 2, 3, out, AT)))
                .containsExactly(5, 7, 9);
        assertThat(matrix(2, out -> kernels.maxRows(x, 1, 2, 3, out, AT))).containsExactly(3, 6);
        assertThat(matrix(3, out -> kernels.maxColumns(x, 1, 2, 3, out, AT)))
                .containsExactly(4, 5, 6);
        double spread = Math.log(1 + Math.exp(1) + Math.exp(2));
        assertThat(matrix(2, out -> kernels.logSumExpRows(x, 1, 2, 3, out, AT)))
                .containsExactly(new double[] {1 + spread, 4 + spread}, within(1e-15));
        double gap = Math.log1p(Math.exp(-3));
        assertThat(matrix(3, out -> kernels.logSumExpColumns(x, 1, 2, 3, out, AT)))
                .containsExactly(new double[] {4 + gap, 5 + gap, 6 + gap}, within(2e-15));
    }

    @Test
    void gathersAndScatters() {
        double[] x = {BORDER, 10, 11, 12};
        long[] index = {99, 2, 0, 2, 1};
        assertThat(matrix(4, out -> kernels.gather(x, 1, 3, index, 1, out, AT, 4)))
                .containsExactly(12, 10, 12, 11);
        double[] sums = {BORDER, 0, 0, 0, BORDER};
        kernels.scatterAdd(new double[] {1, 2, 4, 8}, 0, index, 1, sums, 1, 3, 4);
        assertThat(sums).containsExactly(BORDER, 2, 8, 5, BORDER);
        for (long wrong : new long[] {-1, 3, 1L << 32}) {
            assertThatThrownBy(() -> kernels.gather(x, 0, 3, new long[] {wrong}, 0, sums, 0, 1))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("Index %d out of bounds for length 3".formatted(wrong));
            assertThatThrownBy(() -> kernels.scatterAdd(x, 0, new long[] {wrong}, 0, sums, 0, 3, 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void products() {
        for (int m = 0; m < 6; m++) {
            for (int k = 0; k < 6; k++) {
                for (int n = 0; n < 6; n++) {
                    for (int flags = 0; flags < 4; flags++) product(m, k, n, flags);
                }
            }
        }
    }

    private void product(int m, int k, int n, int flags) {
        boolean aTransposed = (flags & 1) != 0;
        boolean bTransposed = (flags & 2) != 0;
        var a = random(2 + m * k);
        var b = random(1 + k * n);
        var expected = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    expected[i * n + j] +=
                            a[2 + (aTransposed ? p * m + i : i * k + p)]
                                    * b[1 + (bTransposed ? j * k + p : p * n + j)];
                }
            }
        }
        var actual =
                matrix(
                        m * n,
                        out ->
                                kernels.matmul(
                                        a, 2, aTransposed, b, 1, bTransposed, out, AT, m, k, n));
        assertThat(actual).containsExactly(expected, within(1e-14));
        if (n == 1 && !bTransposed) {
            int rows = aTransposed ? k : m;
            int columns = aTransposed ? m : k;
            assertThat(
                            matrix(
                                    m,
                                    out ->
                                            kernels.matvec(
                                                    a,
                                                    2,
                                                    aTransposed,
                                                    b,
                                                    1,
                                                    out,
                                                    AT,
                                                    rows,
                                                    columns)))
                    .containsExactly(expected, within(1e-14));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 20})
    void choleskyFactorsAndSolves(int n) {
        var root = random(n * n);
        for (int i = 0; i < n; i++) root[i * n + i] += 4;
        var a = new double[n * n];
        kernels.matmul(root, 0, false, root, 0, true, a, 0, n, n, n);
        var lower = matrix(n * n, out -> assertThat(kernels.cholesky(a, 0, out, AT, n)).isTrue());
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) assertThat(lower[i * n + j]).isZero();
        }
        var back = new double[n * n];
        kernels.matmul(lower, 0, false, lower, 0, true, back, 0, n, n, n);
        assertThat(back).containsExactly(a, within(1e-12));
        var inPlace = a.clone();
        assertThat(kernels.cholesky(inPlace, 0, inPlace, 0, n)).isTrue();
        assertThat(inPlace).containsExactly(lower);
        for (int columns : new int[] {1, 4}) {
            for (int flags = 0; flags < 4; flags++) solution(lower, n, columns, flags);
        }
        var inverse = matrix(n * n, out -> kernels.choleskyInverse(lower, 0, out, AT, n));
        var identity = new double[n * n];
        kernels.matmul(a, 0, false, inverse, 0, false, identity, 0, n, n, n);
        for (int i = 0; i < n; i++) identity[i * n + i] -= 1;
        assertThat(identity).containsExactly(new double[n * n], within(1e-12));
    }

    private void solution(double[] factor, int n, int columns, int flags) {
        boolean lower = (flags & 1) != 0;
        boolean transposed = (flags & 2) != 0;
        var triangle = factor.clone();
        if (!lower) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) triangle[i * n + j] = factor[j * n + i];
            }
        }
        var b = random(n * columns);
        var poisoned = triangle.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (lower ? j > i : j < i) poisoned[i * n + j] = NAN;
            }
        }
        var x =
                matrix(
                        n * columns,
                        out ->
                                kernels.solveTriangular(
                                        poisoned, 0, lower, transposed, b, 0, out, AT, n, columns));
        var back = new double[n * columns];
        kernels.matmul(triangle, 0, transposed, x, 0, false, back, 0, n, n, columns);
        assertThat(back).containsExactly(b, within(1e-12));
    }

    @Test
    void whatIsNotPositiveDefiniteHasNoFactor() {
        var out = new double[4];
        assertThat(kernels.cholesky(new double[] {1, 2, 2, 1}, 0, out, 0, 2)).isFalse();
        assertThat(kernels.cholesky(new double[] {1, NAN, NAN, 1}, 0, out, 0, 2)).isFalse();
        assertThat(kernels.cholesky(new double[] {0, 0, 0, 1}, 0, out, 0, 2)).isFalse();
        assertThat(kernels.cholesky(new double[] {INF, 0, 0, 1}, 0, out, 0, 2)).isFalse();
    }

    @Test
    void plainKernelsDescribeThemselves() {
        assertThat(kernels.describe()).isEqualTo("plain Java");
    }

    private interface Fill {
        void into(double[] out);
    }

    private static double[] matrix(int size, Fill fill) {
        var out = new double[size + AT + 2];
        java.util.Arrays.fill(out, BORDER);
        fill.into(out);
        for (int i = 0; i < out.length; i++) {
            if (i < AT || i >= AT + size) assertThat(out[i]).isEqualTo(BORDER);
        }
        return java.util.Arrays.copyOfRange(out, AT, AT + size);
    }

    private double[] random(int size) {
        return random.doubles(size, -1, 1).toArray();
    }
}
