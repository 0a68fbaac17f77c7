package dev.credence.bench.fuzz;

import dev.credence.array.NdArray;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A graph with values for its inputs: what the fuzzer makes, checks, shrinks and prints.
///
/// @param inputs the leaves that are given
/// @param values their values, in order
/// @param outputs what is computed
public record Sample(List<Tensor> inputs, List<NdArray> values, List<Tensor> outputs) {
    public Sample {
        inputs = List.copyOf(inputs);
        values = List.copyOf(values);
        outputs = List.copyOf(outputs);
    }

    /// The same with other outputs.
    Sample with(List<? extends Tensor> others) {
        return new Sample(inputs, values, List.copyOf(others));
    }

    Map<Tensor, NdArray> given() {
        Map<Tensor, NdArray> given = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) given.put(inputs.get(i), values.get(i));
        return given;
    }

    /// The outputs by the interpreter.
    List<NdArray> interpreted() {
        return Interpreter.evaluate(outputs, given());
    }
}
