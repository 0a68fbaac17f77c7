package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Second derivatives by shape parameters agree with 80 digits, and are finite at the edges.
final class ShapeDifferencesTest {
    private static final double RELATIVE = 2e-9;

    /// Beside what rounding leaves of derivatives that are of order one.
    private static final double ABSOLUTE = 1e-12;

    static Stream<String> rows() throws IOException {
        try (var in = ShapeDifferencesTest.class.getResourceAsStream("second_derivatives.csv")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agree(String row) {
        var cells = List.of(row.split(",", -1));
        var numbers = cells.stream().skip(1).mapToDouble(Double::parseDouble).toArray();
        int n = numbers.length - 3;
        var inputs = Stream.of("a", "b", "c", "d").limit(n).map(Tensors::scalar).toList();
        var y = function(cells.getFirst(), inputs);
        var first = grad(y, inputs.get((int) numbers[n]));
        var second = grad(first, inputs.get((int) numbers[n + 1]));
        var given = Arrays.stream(numbers).limit(n).boxed().toArray();
        double expected = numbers[n + 2];
        assertThat(Tensors.function(inputs, second, unused()).call(given).item())
                .as(row)
                .isCloseTo(expected, within(ABSOLUTE + RELATIVE * Math.abs(expected)));
    }

    private static CompileOptions unused() {
        return CompileOptions.standard().withUnusedInputs();
    }

    private static Tensor function(String name, List<? extends Tensor> x) {
        return switch (name) {
            case "gammainc" -> gammainc(x.get(0), x.get(1));
            case "betainc" -> betainc(x.get(0), x.get(1), x.get(2));
            case "hyp2f1" -> hyp2f1(x.get(0), x.get(1), x.get(2), x.get(3));
            default -> throw new AssertionError(name);
        };
    }

    @Test
    void edgesAreFinite() {
        var a = vector("a");
        var x = vector("x");
        var slope = grad(sum(grad(sum(gammainc(a, x)), a)), a);
        var f = Tensors.function(List.of(a, x), slope);
        double[] at = {1, 1, 1, 1e-3};
        double[] points = {0, Double.POSITIVE_INFINITY, 1e-200, 1};
        assertThat(f.call(at, points).doubles()).doesNotContain(Double.NaN);
        var b = grad(sum(grad(sum(betainc(a, constant(2), x)), a)), a);
        assertThat(
                        Tensors.function(List.of(a, x), b)
                                .call(at, NdArray.of(0, 1, 1e-9, 0.5))
                                .doubles())
                .doesNotContain(Double.NaN);
    }

    /// Two of 60 digits.
    @Test
    void thirdDerivativesLoseSomeDigits() {
        var a = scalar("a");
        var p = grad(grad(grad(gammainc(a, constant(3)), a), a), a);
        assertThat(p.eval(Map.of(a, 2.5)).item()).isCloseTo(0.085292702382894065, within(1e-8));
        var i = grad(grad(grad(betainc(a, constant(1.5), constant(0.25)), a), a), a);
        assertThat(i.eval(Map.of(a, 2)).item()).isCloseTo(-0.17022290228767851, within(1e-8));
    }

    /// A Hessian by shape and place is symmetric.
    @Test
    void hessiansAreSymmetric() {
        var p = tensor("p", TensorType.float64(3));
        var y = log(betainc(p.get(0), p.get(1), p.get(2)));
        var h = hessian(y, p).eval(Map.of(p, new double[] {2.5, 1.5, 0.3}));
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < i; j++)
                assertThat(h.element(3 * i + j)).isCloseTo(h.element(3 * j + i), within(1e-9));
    }
}
