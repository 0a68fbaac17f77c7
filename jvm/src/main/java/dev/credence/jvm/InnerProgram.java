package dev.credence.jvm;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledProgram;
import dev.credence.graph.InnerGraph;
import dev.credence.graph.Program;
import dev.credence.graph.Tensor;

import java.util.Arrays;
import java.util.List;

/// An inner graph as a compiled program of its own, called by the program around it.
///
/// @param compiled the code
/// @param inputs what it is given
/// @param outputs what it computes
record InnerProgram(CompiledProgram compiled, List<Tensor> inputs, List<Tensor> outputs) {
    static InnerProgram of(InnerGraph graph, Settings settings) {
        var program = Program.of(graph.graph());
        return new InnerProgram(
                JvmBackend.compile(program, settings), program.inputs(), program.outputs());
    }

    /// An array for each output.
    Object[] newResults() {
        return outputs.stream().map(InnerProgram::newArray).toArray();
    }

    /// An array for the numbers of a tensor.
    static Object newArray(Tensor x) {
        return NdArray.zeros(x.dtype(), x.shape().dims()).storage();
    }

    /// The numbers at a place as an array that starts with them: where they lie if that can be,
    /// else a copy.
    static Object starting(MemoryPlan.Place place, Object[][] tables, Object copy, int size) {
        var array = place.array(tables);
        if (place.offset() == 0) return array;
        System.arraycopy(array, place.offset(), copy, 0, size);
        return copy;
    }

    /// Sets elements to zero.
    static void clear(Object array, int from, int to) {
        switch (array) {
            case double[] d -> Arrays.fill(d, from, to, 0);
            case long[] l -> Arrays.fill(l, from, to, 0);
            case boolean[] b -> Arrays.fill(b, from, to, false);
            default -> throw new AssertionError(array);
        }
    }
}
