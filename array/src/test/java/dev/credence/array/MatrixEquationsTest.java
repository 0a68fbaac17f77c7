package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

/// Solutions of matrix equations satisfy them, exponentials satisfy what defines them, and banded
/// systems agree with dense ones.
final class MatrixEquationsTest {
    private static final long SEED = 20260714;
    private final Random random = new Random(SEED);

    private double[] normal(int size) {
        var out = new double[size];
        for (int i = 0; i < size; i++) out[i] = random.nextGaussian();
        return out;
    }

    private static double[] product(double[] a, double[] b, int n) {
        return Matrices.product(a, b, n, n, n);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 21})
    void sylvesterEquation(int m) {
        for (int n : new int[] {0, 1, 2, 3, 8}) {
            var a = normal(m * m);
            var b = normal(n * n);
            var c = normal(m * n);
            var x = MatrixEquations.sylvester(a, b, c, m, n).orElseThrow();
            var sum =
                    Matrices.sum(
                            Matrices.product(a, x, m, m, n), 1, Matrices.product(x, b, m, n, n));
            close(sum, c, 1e-12 * (1 + Matrices.largest(x)));
        }
    }

    @Test
    void sylvesterEquationWithoutSolution() {
        double[] a = {1, 2, 0, 3};
        double[] b = {-3, 0, 1, 5};
        assertThat(MatrixEquations.sylvester(a, b, new double[4], 2, 2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 21})
    void discreteLyapunovEquation(int n) {
        var a = normal(n * n);
        var q = normal(n * n);
        var x = MatrixEquations.discreteLyapunov(a, q, n).orElseThrow();
        var moved = product(product(a, x, n), Matrices.transpose(a, n, n), n);
        var rest = Matrices.sum(Matrices.sum(moved, -1, x), 1, q);
        close(rest, new double[n * n], 1e-12 * (1 + Matrices.largest(moved)));
        assertThat(MatrixEquations.discreteLyapunov(Matrices.identity(2), new double[4], 2))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void riccatiEquation(int n) {
        int m = Math.min(n, 2);
        var a = normal(n * n);
        var b = normal(n * m);
        var root = normal(n * n);
        var q = product(root, Matrices.transpose(root, n, n), n);
        var r = Matrices.times(Matrices.identity(m), 1.5);
        var x = Riccati.discrete(a, b, q, r, n, m).orElseThrow();
        var at = Matrices.transpose(a, n, n);
        var bt = Matrices.transpose(b, n, m);
        var xb = Matrices.product(x, b, n, n, m);
        var inner = Matrices.sum(r, 1, Matrices.product(bt, xb, m, n, m));
        var bxa = Matrices.product(bt, product(x, a, n), m, n, n);
        var gain = Lu.of(inner, m).solve(bxa, n, false);
        var axb = Matrices.product(at, xb, n, n, m);
        var expected =
                Matrices.sum(
                        Matrices.sum(product(at, product(x, a, n), n), 1, q),
                        -1,
                        Matrices.product(axb, gain, n, m, n));
        close(x, expected, 1e-9 * Matrices.largest(x));
        var closed = GeneralEigen.of(Matrices.sum(a, -1, Matrices.product(b, gain, n, m, n)), n);
        for (int i = 0; i < n; i++)
            assertThat(Math.hypot(closed.real()[i], closed.imaginary()[i])).isLessThan(1);
    }

    @Test
    void riccatiEquationThatCannotBeStabilised() {
        double[] a = {2};
        assertThat(Riccati.discrete(a, new double[] {0}, new double[] {1}, a, 1, 1)).isEmpty();
        assertThat(Riccati.discrete(a, a, a, new double[] {0}, 1, 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.1, 0.7, 1.7, 4, 30})
    void exponentialsOfRotationsAndSymmetricMatrices(double size) {
        var rotation = MatrixExponential.of(new double[] {0, -size, size, 0}, 2);
        double[] expected = {Math.cos(size), -Math.sin(size), Math.sin(size), Math.cos(size)};
        close(rotation, expected, 1e-15 * (2 + 4 * size));
        for (int n : new int[] {0, 1, 2, 3, 5, 8}) {
            var a = normal(n * n);
            var symmetric = Matrices.sum(a, 1, Matrices.transpose(a, n, n));
            symmetric = Matrices.times(symmetric, size / Math.max(1, 2 * n));
            var eigen = SymmetricEigen.of(symmetric, n);
            var scaled = eigen.vectors();
            for (int i = 0; i < n * n; i++) scaled[i] *= Math.exp(eigen.values()[i % n]);
            var byEigen = product(scaled, Matrices.transpose(eigen.vectors(), n, n), n);
            close(
                    MatrixExponential.of(symmetric, n),
                    byEigen,
                    1e-14 * (1 + 10 * size) * Math.max(1, Matrices.largest(byEigen)));
        }
    }

    @Test
    void exponentialsOfNilpotentMatricesAreSums() {
        double[] a = {0, 6, 8, 0, 0, 1e8, 0, 0, 0};
        close(MatrixExponential.of(a, 3), new double[] {1, 6, 3e8 + 8, 0, 1, 1e8, 0, 0, 1}, 1e-6);
        assertThat(MatrixExponential.of(new double[] {1}, 1)[0])
                .isCloseTo(Math.E, within(2 * Math.ulp(Math.E)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 9, 30})
    void bandedSystems(int n) {
        for (int lower = 0; lower < 4; lower++) {
            for (int upper = 0; upper < 4; upper++) {
                var dense = new double[n * n];
                var band = normal((lower + upper + 1) * n);
                for (int i = 0; i < n; i++)
                    for (int j = Math.max(0, i - lower); j <= Math.min(n - 1, i + upper); j++)
                        dense[i * n + j] = band[(upper + i - j) * n + j];
                var b = normal(n * 2);
                var x = BandedLu.of(band, lower, upper, n).solve(b, 2);
                close(x, Lu.of(dense, n).solve(b, 2, false), 1e-8 * Matrices.largest(x));
            }
        }
        assertThat(BandedLu.of(new double[3 * n], 1, 1, n).singularAt()).hasValue(0);
    }

    @Test
    void cofactorsOfSingularMatrices() {
        close(Lu.of(new double[] {1, 2, 2, 4}, 2).cofactors(), new double[] {4, -2, -2, 1}, 1e-15);
        close(Lu.of(new double[1], 1).cofactors(), new double[] {1}, 1e-15);
        close(Lu.of(new double[9], 3).cofactors(), new double[9], 1e-100);
        double[] rankTwo = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] cofactors = {-3, 6, -3, 6, -12, 6, -3, 6, -3};
        close(Lu.of(rankTwo, 3).cofactors(), cofactors, 1e-13);
    }

    private static void close(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as("seed %d", SEED).containsExactly(expected, within(tolerance));
    }
}
