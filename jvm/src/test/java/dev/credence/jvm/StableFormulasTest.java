package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.NdArray;
import dev.credence.graph.Backend;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Formulas of one number written as in a textbook, far out and near by: their values, slopes and
/// curvatures are those of 2000-digit arithmetic, compiled and interpreted.
final class StableFormulasTest {
    private static final double RELATIVE = 1e-11;

    /// What is below the rounding of numbers about 1 counts as zero.
    private static final double ABSOLUTE = 1e-16;

    private static final Map<String, UnaryOperator<Tensor>> FORMULAS = new HashMap<>();

    static {
        var one = Tensors.constant(1);
        UnaryOperator<Tensor> logistic = x -> one.div(exp(x.unaryMinus()).plus(1));
        UnaryOperator<Tensor> density =
                x -> exp(x.unaryMinus()).div(square(exp(x.unaryMinus()).plus(1)));
        FORMULAS.put("log(1 + exp(x))", x -> log(exp(x).plus(1)));
        FORMULAS.put("log(1 / (1 + exp(-x)))", x -> log(logistic.apply(x)));
        FORMULAS.put("log(1 - 1 / (1 + exp(-x)))", x -> log(one.minus(logistic.apply(x))));
        FORMULAS.put("log(1 - sigmoid(x))", x -> log(one.minus(sigmoid(x))));
        FORMULAS.put("exp(x) / (1 + exp(x))", x -> exp(x).div(exp(x).plus(1)));
        FORMULAS.put(
                "3 / (1 + exp(-x))", x -> Tensors.constant(3).div(exp(x.unaryMinus()).plus(1)));
        FORMULAS.put("x / (1 + exp(-x))", x -> x.div(exp(x.unaryMinus()).plus(1)));
        FORMULAS.put("1 / (1 + exp(-x))^2", x -> one.div(exp(x.unaryMinus()).plus(1).pow(2)));
        FORMULAS.put("exp(-x) / (1 + exp(-x))^2", density);
        FORMULAS.put("log(exp(-x) / (1 + exp(-x))^2)", x -> log(density.apply(x)));
        FORMULAS.put("exp(x) / (exp(x) + exp(2 x))", x -> exp(x).div(exp(x).plus(exp(x.times(2)))));
        FORMULAS.put(
                "log(1 + exp(x) + exp(2 x))", x -> log(one.plus(exp(x)).plus(exp(x.times(2)))));
        FORMULAS.put("log(cosh(x))", x -> log(cosh(x)));
        FORMULAS.put("log(1 - tanh(x)^2)", x -> log(one.minus(tanh(x).pow(2))));
        FORMULAS.put("log(1 - tanh(x))", x -> log(one.minus(tanh(x))));
        FORMULAS.put("log(1 + tanh(x))", x -> log(one.plus(tanh(x))));
        FORMULAS.put(
                "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
                x -> exp(x).minus(exp(x.unaryMinus())).div(exp(x).plus(exp(x.unaryMinus()))));
        FORMULAS.put(
                "log(erfc(-x / sqrt(2)) / 2)",
                x -> log(erfc(x.unaryMinus().div(Math.sqrt(2))).times(0.5)));
        FORMULAS.put("log(erfc(x))", x -> log(erfc(x)));
        FORMULAS.put("log(sinh(x))", x -> log(sinh(x)));
        FORMULAS.put("log(exp(x) - 1)", x -> log(exp(x).minus(1)));
        FORMULAS.put("log(1 - exp(-x))", x -> log(one.minus(exp(x.unaryMinus()))));
        FORMULAS.put("x log(x)", x -> x.times(log(x)));
    }

    /// One line of the table.
    record Case(String formula, double x, List<Double> expected) {
        static Case of(String line) {
            var columns = List.of(line.split(",", -1));
            return new Case(
                    columns.get(0),
                    Double.parseDouble(columns.get(1)),
                    columns.subList(2, 5).stream().map(Double::valueOf).toList());
        }
    }

    static Stream<String> formulas() {
        return FORMULAS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void valuesSlopesAndCurvatures(String formula) {
        var x = scalar("x");
        var y = FORMULAS.get(formula).apply(x);
        var slope = grad(y, x);
        var asked = List.of(y, slope, grad(slope, x));
        var cases = table().filter(c -> c.formula.equals(formula)).toList();
        assertThat(cases).hasSizeGreaterThan(5);
        for (var backend : List.of(new JvmBackend(), new Interpreter())) {
            var f = new CompiledFunction(List.of(x), asked, backend);
            for (var c : cases) agree(f.callAll(c.x), c, backend);
        }
    }

    private static void agree(List<NdArray> actual, Case c, Backend backend) {
        var text = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            double e = c.expected.get(i);
            if (!(Math.abs(actual.get(i).item() - e) <= RELATIVE * Math.abs(e) + ABSOLUTE))
                text.add("%d: %s, not %s".formatted(i, actual.get(i).item(), e));
        }
        assertThat(text).as("%s at %s by %s", c.formula, c.x, backend).isEmpty();
    }

    private static Stream<Case> table() {
        try (var in = StableFormulasTest.class.getResourceAsStream("/stable_formulas.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(Case::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
