package dev.credence.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Stream;

/// What keeps [CompileMode#STRICT] strict: the functions on single numbers call no method of [Math]
/// that is not specified to the bit.
final class StrictnessTest {
    private static final Set<String> UNSPECIFIED =
            Set.of(
                    "exp", "log", "log10", "log1p", "expm1", "pow", "sin", "cos", "tan", "asin",
                    "acos", "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot");

    @ParameterizedTest
    @ValueSource(
            strings = {"Polygamma", "GammaDraw", "CountDraw", "Ziggurat", "RandomStream", "Philox"})
    void numbersAreTheSameOnEveryMachine(String name) throws IOException {
        try (var in = NdArray.class.getResourceAsStream(name + ".class")) {
            var model = ClassFile.of().parse(in.readAllBytes());
            assertThat(
                            model.methods().stream()
                                    .flatMap(m -> m.code().stream())
                                    .flatMap(c -> c.elementStream())
                                    .flatMap(e ->
                                            e instanceof InvokeInstruction i
                                                    ? Stream.of(i)
                                                    : Stream.empty())
                                    .filter(i ->
                                            i.owner().asInternalName().equals("java/lang/Math"))
                                    .map(i -> i.name().stringValue()))
                    .doesNotContainAnyElementsOf(UNSPECIFIED);
        }
    }

    @Test
    void strictFormsAgreeWithTheUsualOnes() {
        double[] points = {-800, -30, -1.5, -0.6, -0.1, -0.0, 0, 1e-9, 0.7, 3, 40, 800};
        for (var f : Elementwise.values()) {
            var strict = StrictEvaluation.of(f);
            if (strict.isEmpty()) continue;
            for (double x : points) {
                for (double y : points) {
                    double found = strict.get().applyAsDouble(x, y);
                    double usual = usual(f, x, y);
                    if (Double.compare(found, usual) == 0) continue;
                    assertThat(found)
                            .as("%s(%s, %s)", f, x, y)
                            .isCloseTo(usual, within(4 * Math.ulp(usual)));
                }
            }
        }
    }

    private static double usual(Elementwise f, double x, double y) {
        var inputs = new ArrayList<NdArray>();
        inputs.add(NdArray.of(x));
        if (f.arity() > 1) inputs.add(NdArray.of(y));
        return ScalarEvaluation.evaluate(f, DType.FLOAT64, inputs).item();
    }
}
