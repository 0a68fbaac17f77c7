package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Sums discrete unknowns out of the terms of a log-density, one after the other: all terms that
/// depend on one are replaced by the log of the sum, over its values, of their product.
final class Marginalization {
    private static final int MOST_COPIES = 8;

    private final List<Variable.Marginalized> variables;
    private final Map<Tensor, Input> values = new IdentityHashMap<>();

    Marginalization(List<Variable> all) {
        variables =
                all.stream()
                        .filter(Variable.Marginalized.class::isInstance)
                        .map(Variable.Marginalized.class::cast)
                        .toList();
        for (var v : variables)
            values.put(
                    v.tensor(),
                    new Input(v.name(), new TensorType(DType.INT64, v.tensor().shape())));
    }

    List<Variable.Marginalized> variables() {
        return variables;
    }

    /// What stands for each variable in the terms.
    Map<Tensor, Input> values() {
        return values;
    }

    boolean dependsOnOne(Tensor x) {
        if (values.isEmpty()) return false;
        return GraphWalk.leaves(List.of(x)).stream().anyMatch(values::containsValue);
    }

    /// A variable that was summed out.
    ///
    /// @param value what stands for it in the weights of others
    /// @param weights the log of what each of its values weighs, along the first axis, given all
    ///   that this depends on: the sum of all terms that depend on the variable, but its own if
    ///   that is a chain; empty if nothing but its own distribution matters
    record Summed(Variable.Marginalized variable, Input value, Optional<Weights> weights) {}

    /// @param logs one for each value, along the first axis
    record Weights(FiniteValues range, Tensor logs) {}

    /// Sums all variables out of the terms.
    ///
    /// @param terms in which the variables are replaced by their [#values]
    /// @param inValues replaces the variables in other tensors
    /// @return what was summed, in the order of summing
    List<Summed> sumOut(SequencedMap<String, Tensor> terms, UnaryOperator<Tensor> inValues) {
        var summed = new ArrayList<Summed>();
        for (var variable : order())
            summed.add(
                    SourceLine.inherit(variable.where(), () -> sumOut(variable, terms, inValues)));
        return summed;
    }

    /// Those with most axes first, so that others do not tie their entries together.
    private List<Variable.Marginalized> order() {
        return variables.reversed().stream()
                .sorted(Comparator.comparingInt(v -> -v.tensor().rank()))
                .toList();
    }

    private Summed sumOut(
            Variable.Marginalized variable,
            SequencedMap<String, Tensor> terms,
            UnaryOperator<Tensor> inValues) {
        var value = values.get(variable.tensor());
        var own = terms.remove(variable.name());
        boolean chain = variable.distribution() instanceof DiscreteMarkovChain;
        var dependent = new LinkedHashMap<String, Tensor>();
        terms.forEach((name, term) -> {
            if (GraphWalk.leaves(List.of(term)).contains(value)) dependent.put(name, term);
        });
        var finite = FiniteValues.of(variable.distribution());
        if (finite.isEmpty()) {
            leaveOut(variable, value, terms, dependent, inValues);
            return new Summed(variable, value, Optional.empty());
        }
        var range = finite.get();
        var parts = new ArrayList<Tensor>(dependent.values());
        if (!chain) parts.add(own);
        var shape = inValues.apply(shape(variable));
        Tensor weight = broadcastTo(constant(0.0), shape);
        for (var part : parts)
            weight = weight.plus(trace(variable, value, part).collected(part, shape));
        var stacked = forEachValue(weight, value, range, shape);
        var total =
                chain
                        ? ForwardAlgorithm.of(variable.distribution(), stacked, inValues).logTotal()
                        : logSumExp(stacked, 0);
        var name = dependent.size() == 1 ? dependent.firstEntry().getKey() : variable.name();
        dependent.keySet().forEach(terms::remove);
        terms.put(name, total);
        return new Summed(variable, value, Optional.of(new Weights(range, stacked)));
    }

    /// Missing entries on which nothing depends: their probabilities sum to one, and in the density
    /// of what was seen any values may stand for them.
    private static void leaveOut(
            Variable.Marginalized variable,
            Input value,
            SequencedMap<String, Tensor> terms,
            SequencedMap<String, Tensor> dependent,
            UnaryOperator<Tensor> inValues) {
        if (dependent.size() > 1) {
            throw new ModelException(
                    "'%s' cannot be summed out: it has infinitely many values, and more than its own distribution depends on it: %s"
                            .formatted(variable.name(), dependent.keySet()),
                    variable.where());
        }
        var typical = inValues.apply(variable.distribution().supportPoint());
        dependent.forEach((name, term) ->
                terms.put(
                        name,
                        GraphWalk.substitute(List.of(term), Map.of(value, typical)).getFirst()));
    }

    /// A graph of the variable for each of its values, along a new first axis: few as copies of the
    /// graph, many by a loop.
    private static Tensor forEachValue(
            Tensor graph, Input value, FiniteValues range, Tensor shape) {
        UnaryOperator<Tensor> at =
                number ->
                        GraphWalk.substitute(
                                        List.of(graph), Map.of(value, broadcastTo(number, shape)))
                                .getFirst();
        long last = range.first() + range.count() - 1;
        var numbers = LongStream.rangeClosed(range.first(), last);
        if (range.count() > MOST_COPIES) return map(at, constant(numbers.toArray()));
        return stack(numbers.mapToObj(Extent::integer).map(at).toArray(Tensor[]::new));
    }

    private static Tensor shape(Variable.Marginalized variable) {
        return variable.tensor().owner().orElseThrow().input(1);
    }

    private static EntryTrace trace(Variable.Marginalized variable, Input value, Tensor term) {
        if (value.rank() == 0)
            return new EntryTrace(
                    IntStream.range(0, term.rank())
                            .mapToObj(i -> Optional.<EntryTrace.Along>empty())
                            .toList());
        var traced = EntryTrace.of(value, term);
        return traced.trace()
                .orElseThrow(() ->
                        new ModelException(
                                "'%s' cannot be summed out: '%s' in '%s' mixes its entries, which must stay independent of each other"
                                        .formatted(
                                                variable.name(),
                                                traced.obstacle().orElseThrow().op(),
                                                traced.obstacle().orElseThrow().output()),
                                variable.where()));
    }

    /// Conditions that hold for all values of the variables they depend on.
    List<Tensor> forAllValues(Tensor condition, UnaryOperator<Tensor> inValues) {
        var open = List.of(condition);
        for (var variable : variables) {
            var value = values.get(variable.tensor());
            var range = FiniteValues.of(variable.distribution());
            var next = new ArrayList<Tensor>();
            for (var c : open) {
                if (range.isEmpty() || !GraphWalk.leaves(List.of(c)).contains(value)) {
                    next.add(c);
                    continue;
                }
                var shape = inValues.apply(shape(variable));
                for (int k = 0; k < range.get().count(); k++) {
                    var filled = broadcastTo(Extent.integer(range.get().first() + k), shape);
                    next.addAll(GraphWalk.substitute(List.of(c), Map.of(value, filled)));
                }
            }
            open = next;
        }
        return open;
    }
}
