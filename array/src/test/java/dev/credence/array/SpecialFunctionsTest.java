package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Special functions against 50-digit values, at their identities and at the edges.
class SpecialFunctionsTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private interface Function {
        double value(double... arguments);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                function("lgamma", 2, a -> SpecialFunctions.lgamma(a[0])),
                function("digamma", 4, a -> SpecialFunctions.digamma(a[0])),
                function("trigamma", 5, a -> SpecialFunctions.trigamma(a[0])),
                function("erf", 2, a -> SpecialFunctions.erf(a[0])),
                function("erfc", 3, a -> SpecialFunctions.erfc(a[0])),
                function("erfcx", 3, a -> SpecialFunctions.erfcx(a[0])),
                function("erfinv", 3, a -> SpecialFunctions.erfinv(a[0])),
                function("log1mexp", 3, a -> SpecialFunctions.log1mexp(a[0])),
                function("softplus", 2, a -> SpecialFunctions.softplus(a[0])),
                function("sigmoid", 3, a -> SpecialFunctions.sigmoid(a[0])),
                function("logit", 3, a -> SpecialFunctions.logit(a[0])),
                function("ndtr", 4, a -> SpecialFunctions.ndtr(a[0])),
                function("logNdtr", 5, a -> SpecialFunctions.logNdtr(a[0])),
                function("ndtri", 4, a -> SpecialFunctions.ndtri(a[0])),
                function("logAddExp", 2, a -> SpecialFunctions.logAddExp(a[0], a[1])),
                function("erfcinv", 2, a -> SpecialFunctions.erfcinv(a[0])),
                function("ndtriExp", 3, a -> SpecialFunctions.ndtriExp(a[0])),
                function("gamma", 3, a -> SpecialFunctions.gamma(a[0])),
                function("polygamma", 20, a -> SpecialFunctions.polygamma(a[0], a[1])),
                function("pochhammer", 30, a -> SpecialFunctions.pochhammer(a[0], a[1])),
                function("beta", 10, a -> SpecialFunctions.beta(a[0], a[1])),
                function("logBeta", 3, a -> SpecialFunctions.logBeta(a[0], a[1])),
                function("owensT", 20, a -> OwensT.value(a[0], a[1])),
                function("log2", 2, a -> ElementaryFunctions.log2(a[0])),
                function("arcsinh", 3, a -> ElementaryFunctions.arcsinh(a[0])),
                function("arccosh", 3, a -> ElementaryFunctions.arccosh(a[0])),
                function("arctanh", 3, a -> ElementaryFunctions.arctanh(a[0])),
                function("xlogx", 2, a -> ElementaryFunctions.xlogx(a[0])));
    }

    static Stream<Arguments> functionsWithParameters() {
        return Stream.of(
                function("gammaP", 20, a -> IncompleteGamma.lower(a[0], a[1])),
                function("gammaQ", 20, a -> IncompleteGamma.upper(a[0], a[1])),
                function("gammaDensity", 10, a -> IncompleteGamma.density(a[0], a[1])),
                function("gammaShape", 30, a -> IncompleteGamma.shapeDerivative(a[0], a[1])),
                function("gammaPInverse", 40, a -> GammaQuantile.lower(a[0], a[1])),
                function("gammaQInverse", 40, a -> GammaQuantile.upper(a[0], a[1])),
                function("betaI", 50, a -> IncompleteBeta.value(a[0], a[1], a[2])),
                function("betaComplement", 50, a -> IncompleteBeta.complement(a[0], a[1], a[2])),
                function("betaDensity", 10, a -> IncompleteBeta.density(a[0], a[1], a[2])),
                function("betaFirst", 50, a -> IncompleteBeta.firstDerivative(a[0], a[1], a[2])),
                function("betaSecond", 50, a -> IncompleteBeta.secondDerivative(a[0], a[1], a[2])),
                function("betaInverse", 32, a -> BetaQuantile.lower(a[0], a[1], a[2])),
                function("besselJ", 3000, a -> Bessel.j(a[0], a[1])),
                function("besselI", 200, a -> ModifiedBessel.i(a[0], a[1])),
                function("besselIScaled", 100, a -> ModifiedBessel.scaledI(a[0], a[1])),
                function("besselK", 200, a -> ModifiedBessel.k(a[0], a[1])),
                function("besselKScaled", 100, a -> ModifiedBessel.scaledK(a[0], a[1])),
                function("hyp2f1", 50, a -> Hypergeometric.value(a[0], a[1], a[2], a[3])),
                function(
                        "hyp2f1First",
                        100,
                        a -> Hypergeometric.firstDerivative(a[0], a[1], a[2], a[3])),
                function(
                        "hyp2f1Third",
                        100,
                        a -> Hypergeometric.thirdDerivative(a[0], a[1], a[2], a[3])));
    }

    private static Arguments function(String name, int ulps, Function function) {
        return Arguments.of(name, ulps, function);
    }

    @ParameterizedTest(name = "{0} within {1} ulp")
    @MethodSource({"functions", "functionsWithParameters"})
    void agreesWithFiftyDigits(String name, int ulps, Function function) throws IOException {
        var rows = rows(name);
        assertThat(rows).isNotEmpty();
        for (double[] row : rows) {
            double expected = row[row.length - 1];
            double actual = function.value(row);
            if (Double.isInfinite(expected)) {
                assertThat(actual).as("%s at %s", name, row).isEqualTo(expected);
                continue;
            }
            // Beside a root on the negative axis the reflection formula keeps the absolute error.
            boolean reflected = row[0] < 0 && (name.equals("lgamma") || name.equals("digamma"));
            double scale = Math.abs(expected);
            if (reflected) scale = Math.max(4, scale);
            // Beside a root the errors are those of the amplitude.
            if (name.equals("besselJ") && row[1] > Math.abs(row[0]))
                scale = Math.max(scale, 1 / Math.sqrt(row[1]));
            if (name.equals("ndtriExp")) scale = Math.max(scale, 0.5);
            double unit = Math.ulp(scale);
            assertThat(Math.abs(actual - expected) / unit)
                    .as("%s at %s: %s instead of %s", name, row[0], actual, expected)
                    .isLessThanOrEqualTo(ulps);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void polygammasFollowTheirRecurrence(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            double x = Math.scalb(1.0 + random.nextInt(1 << 20), -12 - random.nextInt(8));
            double up = SpecialFunctions.digamma(x + 1);
            double scale = Math.max(Math.abs(up), 1 / x);
            assertThat(Math.abs(up - SpecialFunctions.digamma(x) - 1 / x))
                    .as("seed %d, x = %s", seed, x)
                    .isLessThan(8 * Math.ulp(scale));
            double down = SpecialFunctions.trigamma(x);
            assertThat(Math.abs(down - SpecialFunctions.trigamma(x + 1) - 1 / (x * x)))
                    .as("seed %d, x = %s", seed, x)
                    .isLessThan(10 * Math.ulp(down));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void quantilesInvertProbabilities(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            double a = Math.exp(random.nextDouble(-3, 7));
            double b = Math.exp(random.nextDouble(-3, 7));
            double p = Math.exp(-Math.exp(random.nextDouble(-2, 5)));
            var what = "seed %d: a = %s, b = %s, p = %s".formatted(seed, a, b, p);
            double x = GammaQuantile.lower(a, p);
            if (x > 1e-290) near(IncompleteGamma.lower(a, x), p, what);
            x = GammaQuantile.upper(a, p);
            if (x > 1e-290) near(IncompleteGamma.upper(a, x), p, what);
            x = BetaQuantile.lower(a, b, p);
            if (x > 1e-290 && x < 0.9) near(IncompleteBeta.value(a, b, x), p, what);
            x = BetaQuantile.upper(a, b, p);
            if (x > 1e-290 && x < 0.9) near(IncompleteBeta.complement(a, b, x), p, what);
        }
    }

    /// Equal but for the conditioning of far quantiles.
    private static void near(double actual, double p, String what) {
        double size = Math.max(1, -Math.log(p));
        assertThat(Math.abs(actual / p - 1)).as(what).isLessThan(1e-12 * size);
    }

    /// The increase by a whole number is a sum of reciprocals, beside poles as elsewhere.
    @ParameterizedTest
    @ValueSource(doubles = {-0.9993292997390669, -2.0007, -1e-9, -3.5, -7.25, -100.001, 0.4})
    void digammaIncreasesByReciprocals(double x) {
        for (int d = -3; d <= 3; d++) {
            if (Math.min(x, x + d) > 0) continue;
            double sum = 0;
            double size = 0;
            for (int k = Math.min(0, d); k < Math.max(0, d); k++) {
                sum += Math.signum(d) / (x + k);
                size = Math.max(size, 1 / Math.abs(x + k));
            }
            assertThat(SpecialFunctions.digammaIncrease(x, d))
                    .as("from %s by %d", x, d)
                    .isCloseTo(sum, within(1e-15 * size * (20 + Math.abs(x))));
        }
    }

    /// Digamma itself gives the difference for other distances, where it is not small.
    @Test
    void digammaIncreasesOverPoles() {
        double[][] ranges = {{-0.3, 0.9}, {-2.7, 0.4}, {0.2, -0.6}, {0.7, -3.1}, {-4.4, 9.1}};
        for (var r : ranges) {
            double expected =
                    SpecialFunctions.digamma(r[0] + r[1]) - SpecialFunctions.digamma(r[0]);
            assertThat(SpecialFunctions.digammaIncrease(r[0], r[1]))
                    .isCloseTo(expected, within(1e-13));
        }
        assertThat(SpecialFunctions.digammaIncrease(-2, 0.5)).isNaN();
        assertThat(SpecialFunctions.digammaIncrease(-0.5, 0.5)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(SpecialFunctions.digammaIncrease(-3e-300, 2e-300)).isPositive().isFinite();
    }

    @Test
    void edges() {
        assertThat(SpecialFunctions.lgamma(0)).isEqualTo(INF);
        assertThat(SpecialFunctions.lgamma(-3)).isEqualTo(INF);
        assertThat(SpecialFunctions.lgamma(INF)).isEqualTo(INF);
        assertThat(SpecialFunctions.lgamma(-INF)).isEqualTo(INF);
        assertThat(SpecialFunctions.lgamma(1)).isZero();
        assertThat(SpecialFunctions.lgamma(2)).isZero();
        assertThat(SpecialFunctions.digamma(0.0)).isEqualTo(-INF);
        assertThat(SpecialFunctions.digamma(-0.0)).isEqualTo(INF);
        assertThat(SpecialFunctions.digamma(-2)).isNaN();
        assertThat(SpecialFunctions.digamma(INF)).isEqualTo(INF);
        assertThat(SpecialFunctions.digamma(-INF)).isNaN();
        assertThat(SpecialFunctions.trigamma(0)).isEqualTo(INF);
        assertThat(SpecialFunctions.trigamma(-2)).isEqualTo(INF);
        assertThat(SpecialFunctions.trigamma(INF)).isZero();
        assertThat(SpecialFunctions.trigamma(Double.MIN_VALUE)).isEqualTo(INF);
        assertThat(SpecialFunctions.erf(INF)).isEqualTo(1);
        assertThat(SpecialFunctions.erfc(INF)).isZero();
        assertThat(SpecialFunctions.erfcx(INF)).isZero();
        assertThat(SpecialFunctions.erfcx(-INF)).isEqualTo(INF);
        assertThat(SpecialFunctions.erfinv(1)).isEqualTo(INF);
        assertThat(SpecialFunctions.erfinv(1.5)).isNaN();
        assertThat(SpecialFunctions.log1mexp(0)).isEqualTo(-INF);
        assertThat(SpecialFunctions.log1mexp(-INF)).isZero();
        assertThat(SpecialFunctions.log1mexp(1e-3)).isNaN();
        assertThat(SpecialFunctions.softplus(INF)).isEqualTo(INF);
        assertThat(SpecialFunctions.softplus(-INF)).isZero();
        assertThat(SpecialFunctions.sigmoid(INF)).isEqualTo(1);
        assertThat(SpecialFunctions.sigmoid(-INF)).isZero();
        assertThat(SpecialFunctions.logit(0)).isEqualTo(-INF);
        assertThat(SpecialFunctions.logit(1)).isEqualTo(INF);
        assertThat(SpecialFunctions.logit(-0.1)).isNaN();
        assertThat(SpecialFunctions.logAddExp(INF, INF)).isEqualTo(INF);
        assertThat(SpecialFunctions.logAddExp(-INF, -INF)).isEqualTo(-INF);
        assertThat(SpecialFunctions.logAddExp(-INF, INF)).isEqualTo(INF);
        assertThat(SpecialFunctions.logAddExp(-INF, 3)).isEqualTo(3);
        assertThat(SpecialFunctions.ndtr(INF)).isEqualTo(1);
        assertThat(SpecialFunctions.ndtr(-INF)).isZero();
        assertThat(SpecialFunctions.logNdtr(INF)).isZero();
        assertThat(SpecialFunctions.logNdtr(-INF)).isEqualTo(-INF);
        assertThat(SpecialFunctions.ndtri(0)).isEqualTo(-INF);
        assertThat(SpecialFunctions.ndtri(1)).isEqualTo(INF);
        assertThat(SpecialFunctions.ndtri(-0.1)).isNaN();
        assertThat(SpecialFunctions.ndtriExp(0)).isEqualTo(INF);
        assertThat(SpecialFunctions.ndtriExp(-INF)).isEqualTo(-INF);
        assertThat(SpecialFunctions.ndtriExp(0.1)).isNaN();
        assertThat(SpecialFunctions.gamma(0)).isEqualTo(INF);
        assertThat(SpecialFunctions.gamma(-2)).isNaN();
        assertThat(SpecialFunctions.polygamma(2, 0)).isEqualTo(-INF);
        assertThat(SpecialFunctions.polygamma(3, -1)).isEqualTo(INF);
        assertThat(SpecialFunctions.polygamma(2.5, 1)).isNaN();
    }

    @Test
    void edgesOfIncompleteFunctions() {
        for (double a : new double[] {0.3, 2, 750}) {
            assertThat(IncompleteGamma.lower(a, 0)).isZero();
            assertThat(IncompleteGamma.lower(a, INF)).isEqualTo(1);
            assertThat(IncompleteGamma.upper(a, 0)).isEqualTo(1);
            assertThat(IncompleteGamma.upper(a, INF)).isZero();
            assertThat(IncompleteGamma.shapeDerivative(a, 0)).isZero();
            assertThat(IncompleteGamma.density(a, INF)).isZero();
            assertThat(GammaQuantile.lower(a, 0)).isZero();
            assertThat(GammaQuantile.lower(a, 1)).isEqualTo(INF);
            assertThat(GammaQuantile.upper(a, 1)).isZero();
            assertThat(IncompleteBeta.value(a, 3, 0)).isZero();
            assertThat(IncompleteBeta.value(a, 3, 1)).isEqualTo(1);
            assertThat(IncompleteBeta.firstDerivative(a, 3, 1)).isZero();
            assertThat(BetaQuantile.lower(a, 3, 0)).isZero();
            assertThat(BetaQuantile.lower(a, 3, 1)).isEqualTo(1);
        }
        assertThat(IncompleteGamma.lower(-1, 1)).isNaN();
        assertThat(IncompleteGamma.density(1, -1)).isNaN();
        assertThat(IncompleteBeta.value(1, 1, 2)).isNaN();
        assertThat(GammaQuantile.lower(1, 1.5)).isNaN();
        assertThat(BetaQuantile.lower(0, 1, 0.5)).isNaN();
        assertThat(OwensT.value(0, INF)).isEqualTo(0.25);
        assertThat(OwensT.value(2, INF)).isEqualTo(0.5 * SpecialFunctions.ndtr(-2));
    }

    @Test
    void edgesOfBesselFunctions() {
        assertThat(Bessel.j(0, 0)).isEqualTo(1);
        assertThat(Bessel.j(2, 0)).isZero();
        assertThat(Bessel.j(3, -2)).isEqualTo(-Bessel.j(3, 2));
        assertThat(Bessel.j(-3, 2)).isEqualTo(-Bessel.j(3, 2));
        assertThat(Bessel.j(0.5, -2)).isNaN();
        assertThat(Bessel.j(1, INF)).isZero();
        assertThat(ModifiedBessel.i(0, 0)).isEqualTo(1);
        assertThat(ModifiedBessel.i(1, -2)).isEqualTo(-ModifiedBessel.i(1, 2));
        assertThat(ModifiedBessel.i(0, 1000)).isEqualTo(INF);
        assertThat(ModifiedBessel.scaledI(0, INF)).isZero();
        assertThat(ModifiedBessel.k(0, 0)).isEqualTo(INF);
        assertThat(ModifiedBessel.k(1, -1)).isNaN();
        assertThat(ModifiedBessel.k(-2.5, 3)).isEqualTo(ModifiedBessel.k(2.5, 3));
    }

    @Test
    void nanComesBack() {
        double nan = Double.NaN;
        Stream.concat(functions(), functionsWithParameters())
                .forEach(row -> {
                    var function = (Function) row.get()[2];
                    assertThat(function.value(nan, nan, nan, nan))
                            .as((String) row.get()[0])
                            .isNaN();
                });
    }

    private static List<double[]> rows(String name) throws IOException {
        var rows = new ArrayList<double[]>();
        try (var in = SpecialFunctionsTest.class.getResourceAsStream("special.csv")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                var cells = line.split(",", -1);
                if (!cells[0].equals(name)) continue;
                var row = new double[cells.length - 1];
                for (int i = 0; i < row.length; i++) row[i] = Double.parseDouble(cells[i + 1]);
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void whatRoundsToTwoWhenOneIsAddedIsNearOne() {
        double x = Math.nextDown(1.0);
        assertThat(SpecialFunctions.digamma(x)).isCloseTo(-0.5772156649015329, within(1e-15));
        assertThat(SpecialFunctions.trigamma(x)).isCloseTo(Math.PI * Math.PI / 6, within(1e-14));
        assertThat(SpecialFunctions.lgamma(x)).isCloseTo(0, within(1e-15));
    }
}
