package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Factorisations multiply back to the matrix they were made of, whatever its rank, size and scale,
/// within a small multiple of rounding.
final class FactorizationsTest {
    private static final long SEED = 20260713;

    /// A matrix with a name for messages.
    record Sample(String name, int m, int n, double[] a) {
        double[] square() {
            return a;
        }

        double tolerance() {
            return 1e-15 * (10 + 10.0 * Math.max(m, n)) * Math.max(Matrices.largest(a), 1e-300);
        }

        @Override
        public String toString() {
            return "%s %d x %d, seed %d".formatted(name, m, n, SEED);
        }
    }

    static Stream<Sample> rectangles() {
        var random = new Random(SEED);
        int[][] shapes = {
            {0, 0}, {0, 2}, {3, 0}, {1, 1}, {1, 4}, {4, 1}, {2, 2}, {3, 3}, {5, 3}, {3, 5}, {8, 8},
            {30, 11}, {11, 30}, {60, 60}
        };
        return Arrays.stream(shapes)
                .flatMap(s ->
                        Stream.of(
                                new Sample("random", s[0], s[1], normal(random, s[0] * s[1])),
                                new Sample("zero", s[0], s[1], new double[s[0] * s[1]]),
                                new Sample("of rank one", s[0], s[1], outer(random, s[0], s[1])),
                                new Sample(
                                        "tiny",
                                        s[0],
                                        s[1],
                                        Matrices.times(normal(random, s[0] * s[1]), 1e-280)),
                                new Sample(
                                        "huge",
                                        s[0],
                                        s[1],
                                        Matrices.times(normal(random, s[0] * s[1]), 1e200))));
    }

    static Stream<Sample> squares() {
        var random = new Random(SEED);
        return Stream.concat(
                rectangles().filter(s -> s.m() == s.n()),
                Stream.of(
                        new Sample("identity", 6, 6, Matrices.identity(6)),
                        new Sample("rotation", 2, 2, new double[] {0, 1, -1, 0}),
                        new Sample("cycle", 4, 4, cycle(4)),
                        new Sample("cycle", 7, 7, cycle(7)),
                        new Sample("Jordan block", 3, 3, new double[] {2, 1, 0, 0, 2, 1, 0, 0, 2}),
                        new Sample("of repeated eigenvalues", 6, 6, repeated(random, 6))));
    }

    private static double[] normal(Random random, int size) {
        return random.doubles(size).map(u -> 2 * u - 1).toArray();
    }

    private static double[] outer(Random random, int m, int n) {
        return Matrices.product(normal(random, m), normal(random, n), m, 1, n);
    }

    private static double[] cycle(int n) {
        var out = new double[n * n];
        for (int i = 0; i < n; i++) out[i * n + (i + 1) % n] = 1;
        return out;
    }

    /// `Q diag(1, 1, 1, 2, 2, …) Q'`.
    private static double[] repeated(Random random, int n) {
        var q = Qr.of(normal(random, n * n), n, n, true).q();
        var scaled = q.clone();
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) scaled[i * n + j] *= j < 3 ? 1 : 2;
        return Matrices.product(scaled, Matrices.transpose(q, n, n), n, n, n);
    }

    @ParameterizedTest
    @MethodSource("squares")
    void triangularFactorsMultiplyBack(Sample s) {
        int n = s.n();
        var lu = Lu.of(s.square(), n);
        var l = Matrices.identity(n);
        var u = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (j < i) l[i * n + j] = lu.packed()[i * n + j];
                else u[i * n + j] = lu.packed()[i * n + j];
        var permuted = s.a().clone();
        for (int k = 0; k < n; k++) {
            var row = Arrays.copyOfRange(permuted, k * n, k * n + n);
            System.arraycopy(permuted, lu.pivots()[k] * n, permuted, k * n, n);
            System.arraycopy(row, 0, permuted, lu.pivots()[k] * n, n);
        }
        close(Matrices.product(l, u, n, n, n), permuted, s.tolerance());
        assertThat(Matrices.largest(l)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("squares")
    void systemsAreSolved(Sample s) {
        int n = s.n();
        var lu = Lu.of(s.square(), n);
        if (lu.singularAt().isPresent() || s.name().equals("of rank one")) return;
        var b = normal(new Random(SEED), n * 3);
        for (boolean transposed : new boolean[] {false, true}) {
            var x = lu.solve(b, 3, transposed);
            var a = transposed ? Matrices.transpose(s.a(), n, n) : s.a();
            close(Matrices.product(a, x, n, n, 3), b, s.tolerance() * (1 + Matrices.largest(x)));
        }
    }

    @ParameterizedTest
    @MethodSource("rectangles")
    void orthogonalTimesTriangularIsTheMatrix(Sample s) {
        for (boolean complete : new boolean[] {false, true}) {
            var qr = Qr.of(s.a(), s.m(), s.n(), complete);
            int k = qr.columns();
            assertThat(k).isEqualTo(complete ? s.m() : Math.min(s.m(), s.n()));
            close(Matrices.product(qr.q(), qr.r(), s.m(), k, s.n()), s.a(), s.tolerance());
            orthonormal(qr.q(), s.m(), k);
            for (int i = 0; i < k; i++)
                for (int j = 0; j < Math.min(i, s.n()); j++)
                    assertThat(qr.r()[i * s.n() + j]).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("rectangles")
    void singularVectorsAndValuesMultiplyBack(Sample s) {
        int m = s.m();
        int n = s.n();
        for (boolean full : new boolean[] {false, true}) {
            var svd = Svd.of(s.a(), m, n, full);
            int rank = Math.min(m, n);
            int left = full ? m : rank;
            int right = full ? n : rank;
            var middle = new double[left * right];
            for (int i = 0; i < rank; i++) middle[i * right + i] = svd.values()[i];
            var product =
                    Matrices.product(
                            Matrices.product(svd.u(), middle, m, left, right),
                            svd.vt(),
                            m,
                            right,
                            n);
            close(product, s.a(), s.tolerance());
            orthonormal(svd.u(), m, left);
            orthonormal(Matrices.transpose(svd.vt(), right, n), n, right);
            for (int i = 1; i < rank; i++)
                assertThat(svd.values()[i]).isBetween(0.0, svd.values()[i - 1]);
        }
    }

    @ParameterizedTest
    @MethodSource("squares")
    void eigenvectorsOfSymmetricMatricesMultiplyBack(Sample s) {
        int n = s.n();
        var a = s.a().clone();
        for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) a[j * n + i] = a[i * n + j];
        var eigen = SymmetricEigen.of(s.a(), n);
        var scaled = eigen.vectors();
        orthonormal(scaled, n, n);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) scaled[i * n + j] *= eigen.values()[j];
        var vt = Matrices.transpose(eigen.vectors(), n, n);
        close(Matrices.product(scaled, vt, n, n, n), a, s.tolerance());
        for (int i = 1; i < n; i++)
            assertThat(eigen.values()[i]).isGreaterThanOrEqualTo(eigen.values()[i - 1]);
    }

    @ParameterizedTest
    @MethodSource("squares")
    void schurFactorsMultiplyBack(Sample s) {
        int n = s.n();
        var schur = RealSchur.of(s.a(), n);
        orthonormal(schur.z(), n, n);
        var zt = Matrices.transpose(schur.z(), n, n);
        var product =
                Matrices.product(Matrices.product(schur.z(), schur.t(), n, n, n), zt, n, n, n);
        close(product, s.a(), 3 * s.tolerance());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i - 1; j++) assertThat(schur.t()[i * n + j]).isZero();
            if (schur.isPair(i)) assertThat(schur.isPair(i + 1)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("squares")
    void generalEigenvectorsAreScaledByTheirValues(Sample s) {
        int n = s.n();
        var eigen = GeneralEigen.of(s.a(), n);
        var re = eigen.realVectors();
        var im = eigen.imaginaryVectors();
        var aRe = Matrices.product(s.a(), re, n, n, n);
        var aIm = Matrices.product(s.a(), im, n, n, n);
        var expectedRe = new double[n * n];
        var expectedIm = new double[n * n];
        for (int k = 0; k < n * n; k++) {
            int j = k % n;
            expectedRe[k] = eigen.real()[j] * re[k] - eigen.imaginary()[j] * im[k];
            expectedIm[k] = eigen.real()[j] * im[k] + eigen.imaginary()[j] * re[k];
        }
        close(aRe, expectedRe, 10 * s.tolerance());
        close(aIm, expectedIm, 10 * s.tolerance());
        double trace = IntStream.range(0, n).mapToDouble(i -> s.a()[i * n + i]).sum();
        assertThat(Arrays.stream(eigen.real()).sum()).isCloseTo(trace, within(10 * s.tolerance()));
    }

    @ParameterizedTest
    @MethodSource("squares")
    void whatIsNotANumberSpreadsOrStays(Sample s) {
        int n = s.n();
        if (n == 0) return;
        var a = s.a().clone();
        a[n * n - n] = Double.NaN;
        assertThat(SymmetricEigen.of(a, n).values()).containsOnly(Double.NaN);
        assertThat(Svd.of(a, n, n, false).values()).containsOnly(Double.NaN);
        assertThat(GeneralEigen.of(a, n).real()).containsOnly(Double.NaN);
        assertThat(MatrixExponential.of(a, n)).containsOnly(Double.NaN);
        assertThat(Lu.of(a, n).determinant()).isNaN();
        assertThat(Qr.of(a, n, n, false).r()).contains(Double.NaN);
    }

    private static void orthonormal(double[] q, int rows, int columns) {
        var gram =
                Matrices.product(Matrices.transpose(q, rows, columns), q, columns, rows, columns);
        close(gram, Matrices.identity(columns), 1e-15 * (10 + rows));
    }

    private static void close(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).containsExactly(expected, within(tolerance));
    }
}
