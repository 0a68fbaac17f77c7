package dev.credence.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.NdArray;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Values and derivatives of scalar functions by every argument, as rewritten and evaluated,
/// against 50 digits.
final class SpecialDerivativesTest {
    static Stream<Elementwise> functions() throws IOException {
        var names = lines().map(c -> c[0]).distinct().toList();
        return Arrays.stream(Elementwise.values()).filter(f -> names.contains(f.toString()));
    }

    /// The relative error allowed, of values and derivatives.
    private static double tolerance(Elementwise f) {
        return switch (f) {
            // The conditioning of far quantiles.
            case ERFCINV, NDTRI, GAMMA_P_INVERSE, GAMMA_Q_INVERSE -> 5e-13;
            case BETA_I_INVERSE, BESSEL_I, BESSEL_K -> 5e-14;
            case BESSEL_J, BESSEL_I_SCALED, BESSEL_K_SCALED -> 1e-12;
            default -> 2e-14;
        };
    }

    /// The size that errors are relative to where a value is smaller: beside roots, that of the
    /// terms, and never a number that loses digits as a double.
    private static double floor(Elementwise f, double[] x) {
        return switch (f) {
            case LGAMMA, DIGAMMA -> x[0] < 0 ? 4 : 0;
            case POCHHAMMER -> x[0] < 0 ? 1 : 0;
            case NDTRI_EXP -> 0.5;
            case BESSEL_J -> x[1] > Math.abs(x[0]) ? 1 / Math.sqrt(x[1]) : 0;
            case LOG_NDTR, ARCSINH -> 1e-284;
            default -> 0;
        };
    }

    @ParameterizedTest
    @MethodSource("functions")
    void agreeWithFiftyDigits(Elementwise f) throws IOException {
        var rows = lines().filter(c -> c[0].equals(f.toString())).map(c -> numbers(c)).toList();
        for (int k = 0; k <= f.arity(); k++) agrees(f, rows, k);
    }

    /// Checks the value (0) or the derivative by an argument (from 1).
    private static void agrees(Elementwise f, List<double[]> rows, int what) {
        int column = f.arity() + what;
        var known = rows.stream().filter(r -> Double.isFinite(r[column])).toList();
        if (known.isEmpty()) return;
        var inputs = new ArrayList<Input>();
        var values = new Object[f.arity()];
        for (int i = 0; i < f.arity(); i++) {
            int argument = i;
            inputs.add(Tensors.vector("x" + i));
            values[i] = NdArray.of(known.stream().mapToDouble(r -> r[argument]).toArray());
        }
        var y = ScalarFunctions.elementwise(f, inputs.toArray(Tensor[]::new));
        var output = what == 0 ? y : Tensors.grad(Tensors.sum(y), inputs.get(what - 1));
        var actual = Tensors.function(inputs, output).call(values).doubles();
        for (int r = 0; r < actual.length; r++) {
            double[] row = known.get(r);
            double expected = row[column];
            if (actual[r] == expected) continue;
            double scale = Math.max(Math.abs(expected), floor(f, row));
            assertThat(Math.abs(actual[r] - expected) / scale)
                    .as(
                            "%s of %s, output %d: %s instead of %s",
                            f, Arrays.toString(row), what, actual[r], expected)
                    .isLessThan(tolerance(f));
        }
    }

    private static double[] numbers(String[] cells) {
        return Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray();
    }

    private static Stream<String[]> lines() throws IOException {
        try (var in = SpecialDerivativesTest.class.getResourceAsStream("special.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.startsWith("#"))
                    .map(l -> l.split(",", -1));
        }
    }
}
