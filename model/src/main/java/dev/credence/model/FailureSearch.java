package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds the variable, the element and the parameter that make a log-density infinite or undefined.
final class FailureSearch {
    private final Model model;
    private final JointDensity joint;

    FailureSearch(Model model) {
        this.model = model;
        this.joint = new JointDensity(model.variables());
    }

    Optional<String> at(Map<String, NdArray> point) {
        for (var variable : model.variables()) {
            var found =
                    switch (variable) {
                        case Variable.Free free -> random(free, point);
                        case Variable.Observed observed -> random(observed, point);
                        case Variable.Marginalized m -> Optional.<String>empty();
                        case Variable.Potential potential -> potential(potential, point);
                        case Variable.Deterministic d -> Optional.<String>empty();
                        case Variable.Data d -> Optional.<String>empty();
                    };
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private Optional<String> random(Variable.Random variable, Map<String, NdArray> point) {
        var distribution = variable.distribution();
        var outputs = new ArrayList<Tensor>();
        outputs.add(variable.tensor());
        outputs.addAll(distribution.parameters().values());
        for (var condition : distribution.conditions()) outputs.add(condition.holds());
        outputs.add(distribution.logpGuarded(variable.tensor()));
        if (joint.inValues(outputs).stream().anyMatch(joint::dependsOnMarginalized))
            return Optional.empty();
        var values = evaluate(outputs, point);

        var names = List.copyOf(distribution.parameters().keySet());
        var parameters = values.subList(1, 1 + names.size());
        var conditions = distribution.conditions();
        for (int i = 0; i < conditions.size(); i++) {
            var holds = values.get(1 + names.size() + i);
            for (int k = 0; k < holds.size(); k++) {
                if (holds.element(k) != 0) continue;
                return Optional.of(
                        "'%s' ~ %s: %s does not hold%s: %s"
                                .formatted(
                                        variable.name(),
                                        Formula.of(distribution),
                                        conditions.get(i).text(),
                                        ModelChecks.position(holds.shape(), k),
                                        describe(names, parameters, holds.shape(), k)));
            }
        }
        return nonFinite(values.getLast())
                .map(k ->
                        "'%s' ~ %s has log-density %s%s: value %s, %s"
                                .formatted(
                                        variable.name(),
                                        Formula.of(distribution),
                                        values.getLast().element(k),
                                        ModelChecks.position(values.getLast().shape(), k),
                                        element(values.getFirst(), values.getLast().shape(), k),
                                        describe(names, parameters, values.getLast().shape(), k)));
    }

    private Optional<String> potential(Variable.Potential potential, Map<String, NdArray> point) {
        if (joint.dependsOnMarginalized(joint.inValues(potential.tensor())))
            return Optional.empty();
        var value = evaluate(List.of(potential.tensor()), point).getFirst();
        return nonFinite(value)
                .map(k ->
                        "potential '%s' is %s%s"
                                .formatted(
                                        potential.name(),
                                        value.element(k),
                                        ModelChecks.position(value.shape(), k)));
    }

    private List<NdArray> evaluate(List<Tensor> outputs, Map<String, NdArray> point) {
        var inputs = model.valueVariables();
        var arguments = inputs.stream().map(v -> (Object) point.get(v.name())).toArray();
        return new CompiledFunction(inputs, joint.inValues(outputs), new Interpreter())
                .callAll(arguments);
    }

    private static Optional<Integer> nonFinite(NdArray values) {
        return IntStream.range(0, values.size())
                .filter(i -> !Double.isFinite(values.element(i)))
                .boxed()
                .findFirst();
    }

    private static String describe(
            List<String> names, List<NdArray> parameters, int[] shape, int index) {
        return IntStream.range(0, names.size())
                .mapToObj(i ->
                        "%s = %s".formatted(names.get(i), element(parameters.get(i), shape, index)))
                .collect(Collectors.joining(", "));
    }

    /// The entry of an array that goes with an entry of what it was broadcast to; all of it where
    /// its axes are others.
    private static String element(NdArray x, int[] shape, int index) {
        if (x.rank() > shape.length) return x.size() <= 10 ? x.toString() : Formula.number(x);
        int offset = 0;
        int stride = 1;
        for (int axis = shape.length - 1, from = x.rank() - 1; from >= 0; axis--, from--) {
            int place = index % shape[axis];
            index /= shape[axis];
            if (x.dim(from) != 1) offset += place * stride;
            stride *= x.dim(from);
        }
        return offset < x.size() ? Double.toString(x.element(offset)) : x.toString();
    }
}
