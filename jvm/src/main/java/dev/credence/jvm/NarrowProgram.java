package dev.credence.jvm;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledProgram;
import dev.credence.graph.Executable;
import dev.credence.graph.Program;
import dev.credence.graph.Tensor;

/// A program with float32 or int32 inputs and outputs around the code for its wide form: converts
/// the arrays on the way in and out.
///
/// @param program what is asked for
/// @param wide the code, which takes and gives float64 and int64 instead
record NarrowProgram(Program program, CompiledProgram wide) implements CompiledProgram {
    @Override
    public Executable newExecutable() {
        var executable = wide.newExecutable();
        return (inputs, outputs) -> {
            var from = new Object[inputs.length];
            for (int i = 0; i < from.length; i++)
                from[i] = widened(inputs[i], program.inputs().get(i));
            var to = new Object[outputs.length];
            for (int i = 0; i < to.length; i++)
                to[i] = target(outputs[i], program.outputs().get(i));
            executable.execute(from, to);
            for (int i = 0; i < to.length; i++) if (to[i] != outputs[i]) narrow(to[i], outputs[i]);
        };
    }

    private static Object widened(Object array, Tensor x) {
        return NdArray.wrap(array, x.shape().dims()).cast(x.dtype().widened()).storage();
    }

    /// The array to compute a wide output in.
    private static Object target(Object output, Tensor y) {
        var wide = y.dtype().widened();
        return wide == y.dtype() ? output : NdArray.zeros(wide, y.shape().dims()).storage();
    }

    private static void narrow(Object wide, Object narrow) {
        switch (narrow) {
            case float[] f -> {
                var from = (double[]) wide;
                for (int i = 0; i < f.length; i++) f[i] = (float) from[i];
            }
            case int[] n -> {
                var from = (long[]) wide;
                for (int i = 0; i < n.length; i++) n[i] = (int) from[i];
            }
            default -> throw new AssertionError(narrow);
        }
    }

    @Override
    public String report() {
        return wide.report();
    }
}
