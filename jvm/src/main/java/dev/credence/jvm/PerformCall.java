package dev.credence.jvm;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.IfElse;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Op;
import dev.credence.graph.Scan;

import java.util.ArrayList;
import java.util.List;

/// Runs the reference evaluation of an op within compiled code: copies operands out and results in.
///
/// @param inputs where the operands lie, contiguous
/// @param outputs where the results go
record PerformCall(Apply node, List<MemoryPlan.Place> inputs, List<MemoryPlan.Place> outputs)
        implements Call {
    static PerformCall of(Step.Perform step, MemoryPlan plan) {
        return new PerformCall(
                step.node(),
                step.inputs().stream().map(plan::place).toList(),
                step.outputs().stream().map(v -> plan.place(Strided.whole(v, v.size()))).toList());
    }

    /// Whether compiled code runs for an op instead, since it is made of inner graphs.
    static boolean isCompiled(Op op) {
        return op instanceof Scan || op instanceof IfElse;
    }

    @Override
    public void run(Object[][] tables) {
        var arguments = new ArrayList<NdArray>();
        for (int i = 0; i < inputs.size(); i++) {
            var type = node.input(i).type();
            var copy = NdArray.zeros(type.dtype(), type.shape().dims());
            var place = inputs.get(i);
            System.arraycopy(place.array(tables), place.offset(), copy.storage(), 0, copy.size());
            arguments.add(copy);
        }
        var results = Interpreter.perform(node, arguments);
        for (int i = 0; i < outputs.size(); i++) {
            var place = outputs.get(i);
            var result = results.get(i);
            System.arraycopy(
                    result.storage(), 0, place.array(tables), place.offset(), result.size());
        }
    }
}
