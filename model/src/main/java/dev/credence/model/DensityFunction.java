package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Speculation;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A log-density with its gradient as a compiled function of one flat position.
///
/// @param data the parts that depend on exchangeable data only
/// @param function `(position, data terms…) -> (log-density, gradient, condition)`, the last one
///   only if it is conditional
/// @param conditional whether the values hold only where the condition does
record DensityFunction(DataTerms data, CompiledFunction function, boolean conditional) {
    /// @param logp the log-density as a function of the value variables
    /// @param parts the value variables as parts of the position
    static DensityFunction of(
            Speculation logp, Tensor position, List<Tensor> values, Map<Tensor, Tensor> parts) {
        var cost = logp.graph().outputs().getFirst();
        var gradient = JointDensity.flatGradientAsWritten(cost, values);
        var outputs = new ArrayList<>(List.of(cost, gradient));
        logp.condition().ifPresent(outputs::add);
        var data = DataTerms.of(outputs);
        var inputs = new ArrayList<>(List.of(position));
        inputs.addAll(data.inputs());
        var function = new CompiledFunction(inputs, GraphWalk.substitute(data.outputs(), parts));
        return new DensityFunction(data, function, logp.condition().isPresent());
    }

    /// The values of the further inputs under the present data.
    List<NdArray> dataTerms() {
        return data.inputs().isEmpty() ? List.of() : data.values().callAll();
    }
}
