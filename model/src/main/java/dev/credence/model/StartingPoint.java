package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Finds values of the value variables: from the support points, or from given constrained values.
final class StartingPoint {
    private StartingPoint() {}

    /// The support points under the support points of the parents, transformed.
    static SequencedMap<String, NdArray> of(List<Variable.Free> free) {
        Map<Tensor, Tensor> points = new IdentityHashMap<>();
        var unconstrained = new ArrayList<Tensor>();
        for (var variable : free) {
            var shape = variable.tensor().owner().orElseThrow().input(1);
            var point = broadcastTo(variable.distribution().supportPoint(), shape);
            var resolved = GraphWalk.substitute(List.of(point), points).getFirst();
            points.put(variable.tensor(), resolved);
            var value = variable.transform().map(t -> settled(t.forward(variable.tensor())));
            unconstrained.add(
                    GraphWalk.substitute(List.of(value.orElse(variable.tensor())), points)
                            .getFirst());
        }
        return evaluate(free, List.of(), unconstrained, List.of());
    }

    /// Where the support point lies on the edge, as equal entries do for ordered vectors, zero.
    private static Tensor settled(Tensor y) {
        return select(abs(y).lt(Double.POSITIVE_INFINITY), y, constant(0));
    }

    /// The transformed values of the free variables.
    static SequencedMap<String, NdArray> unconstrained(
            List<Variable.Free> free, Map<String, NdArray> values) {
        Map<Tensor, Tensor> given = new IdentityHashMap<>();
        var inputs = new ArrayList<Input>();
        var arguments = new ArrayList<NdArray>();
        for (var variable : free) {
            var value = values.get(variable.name());
            if (value == null) {
                throw new ModelException(
                        "no value was given for '%s'; there are %s"
                                .formatted(variable.name(), values.keySet()),
                        variable.where());
            }
            var input = new Input(variable.name(), variable.tensor().type());
            given.put(variable.tensor(), input);
            inputs.add(input);
            arguments.add(value);
        }
        var forward =
                free.stream()
                        .map(v -> v.transform().map(t -> t.forward(v.tensor())).orElse(v.tensor()))
                        .toList();
        var found = evaluate(free, inputs, GraphWalk.substitute(forward, given), arguments);
        for (var variable : free) {
            var value = found.get(variable.value().name());
            for (int i = 0; i < value.size(); i++) {
                if (Double.isFinite(value.element(i))) continue;
                throw new ModelException(
                        "the value of '%s' is not inside its support: it must be %s"
                                .formatted(variable.name(), variable.distribution().support()),
                        variable.where());
            }
        }
        return found;
    }

    private static SequencedMap<String, NdArray> evaluate(
            List<Variable.Free> free,
            List<Input> inputs,
            List<Tensor> outputs,
            List<NdArray> arguments) {
        var results =
                new CompiledFunction(inputs, outputs, new Interpreter())
                        .callAll(arguments.toArray());
        var found = new LinkedHashMap<String, NdArray>();
        for (int i = 0; i < free.size(); i++) found.put(free.get(i).value().name(), results.get(i));
        return found;
    }
}
