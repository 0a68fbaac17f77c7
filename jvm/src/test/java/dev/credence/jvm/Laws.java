package dev.credence.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Executable;
import dev.credence.graph.Graph;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Program;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares compiled programs with the interpreter.
final class Laws {
    private Laws() {}

    /// Inputs of the types of some arrays.
    static List<Input> inputs(NdArray... values) {
        var inputs = new ArrayList<Input>();
        for (var v : values)
            inputs.add(new Input("x" + inputs.size(), dev.credence.graph.TensorType.of(v)));
        return inputs;
    }

    static Program program(List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
        return Program.of(Graph.of(inputs, outputs));
    }

    /// The outputs of the compiled program, after a run on other numbers, whose traces in scratch
    /// memory must not matter.
    static List<NdArray> compiled(Program program, List<NdArray> values) {
        return compiled(new JvmBackend(), program, values);
    }

    static List<NdArray> compiled(JvmBackend backend, Program program, List<NdArray> values) {
        var executable = backend.compile(program).newExecutable();
        execute(executable, program, values.stream().map(Laws::shifted).toList());
        return execute(executable, program, values);
    }

    private static NdArray shifted(NdArray x) {
        if (!x.dtype().isFloating()) return x;
        double[] doubles = x.cast(DType.FLOAT64).doubles();
        return NdArray.of(Arrays.stream(doubles).map(v -> v + 0.375).toArray(), x.shape())
                .cast(x.dtype());
    }

    private static List<NdArray> execute(
            Executable executable, Program program, List<NdArray> values) {
        var results =
                program.outputs().stream()
                        .map(y -> NdArray.zeros(y.dtype(), y.shape().dims()))
                        .toList();
        executable.execute(
                values.stream().map(NdArray::storage).toArray(),
                results.stream().map(NdArray::storage).toArray());
        return results;
    }

    static List<NdArray> interpreted(
            List<? extends Tensor> inputs, List<? extends Tensor> outputs, List<NdArray> values) {
        Map<Tensor, NdArray> known = new HashMap<>();
        for (int i = 0; i < values.size(); i++) known.put(inputs.get(i), values.get(i));
        return Interpreter.evaluate(outputs, known);
    }

    /// Compiled and interpreted outputs agree: exactly where `tolerance` is zero, else relative to
    /// one or to the value, whichever is larger.
    static void agree(
            List<? extends Tensor> inputs,
            List<? extends Tensor> outputs,
            List<NdArray> values,
            double tolerance) {
        var expected = interpreted(inputs, outputs, values);
        var actual = compiled(program(inputs, outputs), values);
        for (int i = 0; i < expected.size(); i++) {
            same(
                    outputs.get(i).toString() + " = output " + i,
                    actual.get(i),
                    expected.get(i),
                    tolerance);
        }
    }

    static void same(String what, NdArray actual, NdArray expected, double tolerance) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        assertThat(actual.dtype()).as(what).isEqualTo(expected.dtype());
        for (int i = 0; i < expected.size(); i++) {
            double a = actual.element(i);
            double e = expected.element(i);
            boolean equal =
                    Double.doubleToLongBits(a) == Double.doubleToLongBits(e)
                            || tolerance > 0 && a == e
                            || Math.abs(a - e) <= tolerance * Math.max(1, Math.abs(e));
            if (!equal)
                assertThat(a).as("%s, element %d of %s", what, i, expected.dtype()).isEqualTo(e);
        }
    }
}
