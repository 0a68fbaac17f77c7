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
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What keeps [CompileMode#STRICT] strict: no method of the arrays and graphs calls one that is not
/// specified to the bit, but those that have a strict form.
final class StrictnessTest {
    private static final String ARRAYS = "dev/credence/array/";
    private static final String GRAPHS = "dev/credence/graph/";

    private static final Set<String> UNSPECIFIED =
            Set.of(
                    "exp", "log", "log10", "log1p", "expm1", "pow", "sin", "cos", "tan", "asin",
                    "acos", "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot");

    /// Special functions that are quick rather than strict.
    private static final Set<String> QUICK = Set.of("softplus", "sigmoid", "log1mexp", "logAddExp");

    /// Passes over arrays, which strict work does not use but for products.
    private static final Set<String> PASSES =
            Set.of(ARRAYS + "PlainKernels", ARRAYS + "PlainReductions");

    /// Arithmetic that IEEE 754 specifies.
    private static final Set<Elementwise> EXACT =
            EnumSet.of(
                    Elementwise.ADD,
                    Elementwise.SUBTRACT,
                    Elementwise.MULTIPLY,
                    Elementwise.DIVIDE,
                    Elementwise.FLOOR_DIVIDE,
                    Elementwise.MODULO,
                    Elementwise.NEGATE,
                    Elementwise.RECIPROCAL,
                    Elementwise.SQUARE,
                    Elementwise.SQRT,
                    Elementwise.ABS,
                    Elementwise.SIGN,
                    Elementwise.FLOOR,
                    Elementwise.CEIL,
                    Elementwise.ROUND,
                    Elementwise.TRUNCATE,
                    Elementwise.MAXIMUM,
                    Elementwise.MINIMUM);

    /// A call as in `caller -> owner.method`.
    private record Call(String caller, String owner, String method) {
        boolean isUnspecified() {
            return owner.equals("java/lang/Math") && UNSPECIFIED.contains(method)
                    || owner.equals(ARRAYS + "SpecialFunctions") && QUICK.contains(method);
        }

        boolean isPass() {
            return owner.equals(ARRAYS + "Kernels")
                    || PASSES.contains(owner) && !method.equals("dot");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {NdArray.class, Elementwise.class})
    void onlyFunctionsWithAStrictFormDependOnTheMachine(Class<?> ofModule) throws Exception {
        var calls = calls(ofModule);
        assertThat(calls).hasSizeGreaterThan(1000);
        var allowed = new HashSet<String>();
        for (var name : QUICK) allowed.add(ARRAYS + "SpecialFunctions." + name);
        allowed.add(GRAPHS + "ScalarEvaluation.real");
        assertThat(calls)
                .filteredOn(Call::isUnspecified)
                .filteredOn(c -> !allowed.contains(c.caller()))
                .filteredOn(c -> PASSES.stream().noneMatch(p -> c.caller().startsWith(p)))
                .isEmpty();
        assertThat(calls)
                .filteredOn(Call::isPass)
                .extracting(Call::caller)
                .filteredOn(c -> !c.startsWith(ARRAYS + "Kernels"))
                .filteredOn(c -> PASSES.stream().noneMatch(c::startsWith))
                .allMatch((ARRAYS + "Matrices.product")::equals);
    }

    @Test
    void functionsThatDependOnTheMachineHaveAStrictForm() {
        for (var f : Elementwise.values()) {
            var owner = f.method().map(m -> m.owner().getSimpleName()).orElse("");
            boolean quick =
                    owner.equals("SpecialFunctions") && QUICK.contains(f.method().get().name());
            boolean inline =
                    f.method().isEmpty()
                            && Set.of(Elementwise.Typing.FLOAT, Elementwise.Typing.ARITHMETIC)
                                    .contains(f.typing());
            if (quick || inline && !EXACT.contains(f))
                assertThat(StrictEvaluation.of(f)).as(f.toString()).isPresent();
        }
    }

    /// All calls and references of methods in the classes of a module.
    private static List<Call> calls(Class<?> ofModule) throws Exception {
        var place = Path.of(ofModule.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) return callsUnder(place);
        try (var jar = FileSystems.newFileSystem(place)) {
            return callsUnder(jar.getPath("/"));
        }
    }

    private static List<Call> callsUnder(Path root) throws IOException {
        var calls = new ArrayList<Call>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                var model = ClassFile.of().parse(Files.readAllBytes(file));
                for (var method : model.methods()) {
                    var caller =
                            "%s.%s"
                                    .formatted(
                                            model.thisClass().asInternalName(),
                                            method.methodName().stringValue());
                    for (var element : method.code().map(c -> c.elementList()).orElse(List.of()))
                        add(calls, caller, element);
                }
            }
        }
        return calls;
    }

    private static void add(List<Call> calls, String caller, CodeElement element) {
        if (element instanceof InvokeInstruction i) {
            calls.add(new Call(caller, i.owner().asInternalName(), i.name().stringValue()));
        } else if (element instanceof InvokeDynamicInstruction i) {
            for (var argument : i.bootstrapArgs()) {
                if (!(argument instanceof DirectMethodHandleDesc handle)) continue;
                var descriptor = handle.owner().descriptorString();
                var owner = descriptor.substring(1, descriptor.length() - 1);
                calls.add(new Call(caller, owner, handle.methodName()));
            }
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
