package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Generalised Schur forms multiply back to the two matrices they were made of, whatever their
/// ranks and scales, and hold the right eigenvalues in the right order.
final class RealQzTest {
    private static final long SEED = 20_261_121;

    /// Two matrices with a name for messages.
    record Sample(String name, int n, double[] a, double[] b) {
        @Override
        public String toString() {
            return "%s %d x %d, seed %d".formatted(name, n, n, SEED);
        }
    }

    static Stream<Sample> samples() {
        var random = new Random(SEED);
        var samples = new ArrayList<Sample>();
        for (int n = 0; n <= 12; n++) {
            for (int trial = 0; trial < 8; trial++)
                samples.add(new Sample("random", n, normal(random, n), normal(random, n)));
            samples.add(new Sample("singular B", n, normal(random, n), ofRank(random, n, n / 2)));
            samples.add(new Sample("singular A", n, ofRank(random, n, n / 2), normal(random, n)));
            samples.add(new Sample("zero B", n, normal(random, n), new double[n * n]));
            samples.add(new Sample("zero A", n, new double[n * n], normal(random, n)));
            samples.add(new Sample("identity B", n, normal(random, n), Matrices.identity(n)));
            samples.add(new Sample("nilpotent B", n, normal(random, n), shift(n)));
            samples.add(new Sample("equal", n, shift(n), shift(n)));
            samples.add(new Sample("shift and identity", n, shift(n), Matrices.identity(n)));
            samples.add(
                    new Sample(
                            "tiny and huge",
                            n,
                            Matrices.times(normal(random, n), 1e-280),
                            Matrices.times(normal(random, n), 1e250)));
            samples.add(new Sample("integers", n, integers(random, n), integers(random, n)));
        }
        samples.add(new Sample("random", 40, normal(random, 40), normal(random, 40)));
        samples.add(new Sample("cycle", 9, cycle(9), Matrices.identity(9)));
        return samples.stream();
    }

    private static double[] normal(Random random, int n) {
        return random.doubles((long) n * n).map(u -> 2 * u - 1).toArray();
    }

    private static double[] integers(Random random, int n) {
        return random.ints((long) n * n, -1, 2).asDoubleStream().toArray();
    }

    private static double[] ofRank(Random random, int n, int rank) {
        double[] left = random.doubles((long) n * rank).map(u -> 2 * u - 1).toArray();
        double[] right = random.doubles((long) n * rank).map(u -> 2 * u - 1).toArray();
        return Matrices.product(left, right, n, rank, n);
    }

    private static double[] shift(int n) {
        var x = new double[n * n];
        for (int i = 0; i + 1 < n; i++) x[i * n + i + 1] = 1;
        return x;
    }

    private static double[] cycle(int n) {
        var x = shift(n);
        x[(n - 1) * n] = 1;
        return x;
    }

    private static void checkForm(Sample x, RealQz.Form form) {
        int n = x.n();
        multipliesBack(form.q(), form.s(), form.z(), x.a(), n);
        multipliesBack(form.q(), form.t(), form.z(), x.b(), n);
        for (var orthogonal : List.of(form.q(), form.z())) {
            var product =
                    Matrices.product(Matrices.transpose(orthogonal, n, n), orthogonal, n, n, n);
            close(product, Matrices.identity(n), 1e-13);
        }
        for (int i = 0; i < n; i++) {
            assertThat(form.t()[i * n + i]).isGreaterThanOrEqualTo(0);
            for (int j = 0; j < i; j++) {
                assertThat(form.t()[i * n + j]).isZero();
                if (j < i - 1) assertThat(form.s()[i * n + j]).isZero();
            }
            if (i >= 2 && form.s()[i * n + i - 1] != 0)
                assertThat(form.s()[(i - 1) * n + i - 2]).isZero();
        }
    }

    private static void multipliesBack(
            double[] q, double[] middle, double[] z, double[] expected, int n) {
        double scale = Matrices.scale(Matrices.largest(expected));
        var left = Matrices.product(q, Matrices.times(middle, scale), n, n, n);
        var product = Matrices.product(left, Matrices.transpose(z, n, n), n, n, n);
        var target = Matrices.times(expected, scale);
        close(product, target, 1e-13 * Matrices.largest(target) + 1e-300);
    }

    private static void close(double[] values, double[] expected, double tolerance) {
        for (int i = 0; i < values.length; i++)
            assertThat(values[i]).isCloseTo(expected[i], within(tolerance));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void factorsMultiplyBack(Sample x) {
        checkForm(x, RealQz.of(x.a(), x.b(), x.n()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void complexEigenvaluesAreConjugateNeighboursAtTheBlocks(Sample x) {
        int n = x.n();
        var form = RealQz.of(x.a(), x.b(), n);
        for (int k = 0; k < n; k++) {
            boolean block = k + 1 < n && form.s()[(k + 1) * n + k] != 0;
            if (!block) continue;
            assertThat(form.imaginary()[k]).isPositive();
            assertThat(form.imaginary()[k + 1]).isEqualTo(-form.imaginary()[k]);
            assertThat(form.real()[k + 1]).isEqualTo(form.real()[k]);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eigenvaluesAreThoseOfTheQuotient(Sample x) {
        int n = x.n();
        if (!x.name().equals("random") || n == 0) return;
        var form = RealQz.of(x.a(), x.b(), n);
        var lu = Lu.of(x.b(), n);
        double condition = Matrices.largest(lu.inverse()) * n * n;
        var eigen = GeneralEigen.of(lu.solve(x.a(), n, false), n);
        var found = new ArrayList<double[]>();
        var expected = new ArrayList<double[]>();
        for (int k = 0; k < n; k++) {
            found.add(
                    new double[] {
                        form.real()[k] / form.beta()[k], form.imaginary()[k] / form.beta()[k]
                    });
            expected.add(new double[] {eigen.real()[k], eigen.imaginary()[k]});
        }
        double size = expected.stream().mapToDouble(v -> Math.hypot(v[0], v[1])).max().orElse(1);
        for (var value : found) {
            var nearest =
                    expected.stream()
                            .min(Comparator.comparingDouble(v -> distance(v, value)))
                            .orElseThrow();
            assertThat(distance(nearest, value)).as("%s", x).isLessThan(1e-12 * condition * size);
            expected.remove(nearest);
        }
    }

    private static double distance(double[] x, double[] y) {
        return Math.hypot(x[0] - y[0], x[1] - y[1]);
    }

    @Test
    void aSingularMatrixHasInfiniteEigenvalues() {
        double[] b = {1, 2, 3, 2, 4, 6, 0, 1, 1};
        var form = RealQz.of(new double[] {2, 1, 0, 1, 3, 1, 0, 1, 4}, b, 3);
        assertThat(Arrays.stream(form.beta()).filter(x -> x == 0).count()).isOne();
        for (int k = 0; k < 3; k++)
            if (form.beta()[k] == 0) assertThat(Math.abs(form.real()[k])).isGreaterThan(0.1);
    }

    @ParameterizedTest
    @EnumSource(EigenvalueRegion.class)
    void theEigenvaluesOfTheRegionComeFirst(EigenvalueRegion region) {
        for (var x : samples().filter(RealQzTest::isWellSeparated).toList()) {
            var form = RealQz.ordered(x.a(), x.b(), x.n(), region);
            checkForm(x, form);
            boolean inside = true;
            for (int k = 0; k < x.n(); k++) {
                boolean here = region.contains(form.real()[k], form.imaginary()[k], form.beta()[k]);
                assertThat(inside || !here).as("%s of %s", region, x).isTrue();
                inside = here;
            }
        }
    }

    private static boolean isWellSeparated(Sample x) {
        return List.of("random", "singular B", "identity B", "tiny and huge").contains(x.name());
    }

    @Test
    void orderingKeepsTheEigenvalues() {
        var random = new Random(SEED);
        for (int n = 2; n <= 9; n++) {
            var a = normal(random, n);
            var b = normal(random, n);
            var plain = RealQz.of(a, b, n);
            var ordered = RealQz.ordered(a, b, n, EigenvalueRegion.OUTSIDE_UNIT_CIRCLE);
            double[] expected = magnitudes(plain);
            double[] found = magnitudes(ordered);
            for (int k = 0; k < n; k++)
                assertThat(found[k]).as("seed %d", SEED).isCloseTo(expected[k], within(1e-9));
        }
    }

    /// Of the eigenvalues as angles, so that large ones count no more than others.
    private static double[] magnitudes(RealQz.Form form) {
        var angles = new double[form.beta().length];
        for (int k = 0; k < angles.length; k++) {
            double size = Math.hypot(form.real()[k], form.imaginary()[k]);
            angles[k] = Math.atan2(size, form.beta()[k]);
        }
        Arrays.sort(angles);
        return angles;
    }

    @Test
    void anEigenvalueThatIsNoNumberCannotBeExchanged() {
        double[] a = {2, 0, 0, 0};
        double[] b = {1, 0, 1, 0};
        assertThatThrownBy(() -> RealQz.ordered(a, b, 2, EigenvalueRegion.OUTSIDE_UNIT_CIRCLE))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("rows 0 and 1 of the diagonal cannot be exchanged");
    }

    @Test
    void whatIsNotFiniteGivesNothing() {
        var form = RealQz.of(new double[] {1, Double.NaN, 0, 1}, Matrices.identity(2), 2);
        assertThat(form.s()).containsOnly(Double.NaN);
        assertThat(form.beta()).containsOnly(Double.NaN);
    }
}
