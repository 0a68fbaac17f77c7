package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.NdArray;
import dev.credence.array.RandomKey;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// Draws the variables that were summed out of a model, given draws of all others.
final class MarginalRecovery {
    private final Model model;

    MarginalRecovery(Model model) {
        this.model = model;
    }

    /// The variables, and what follows from them, by name with a leading axis of draws.
    SequencedMap<String, NdArray> draws(Map<String, NdArray> draws, long seed) {
        var marginal = new Marginalization(model.variables());
        Map<Tensor, Tensor> known = new IdentityHashMap<>(marginal.values());
        Map<Tensor, NdArray> fixed = new IdentityHashMap<>();
        for (var free : model.freeVariables()) {
            var values = draws.get(free.name());
            if (values == null) {
                throw new ModelException(
                        "there are no draws of '%s'; there are %s"
                                .formatted(free.name(), draws.keySet()),
                        free.where());
            }
            var input = new Input(free.name(), free.tensor().type());
            known.put(free.tensor(), input);
            fixed.put(input, values);
        }
        for (var observed : model.observedVariables())
            known.put(
                    observed.tensor(),
                    GraphWalk.substitute(List.of(observed.completed()), known).getFirst());

        UnaryOperator<Tensor> inValues = x -> GraphWalk.substitute(List.of(x), known).getFirst();
        var summed = marginal.sumOut(terms(inValues), inValues);
        var found = new LinkedHashMap<String, Tensor>();
        Map<Tensor, Tensor> drawn = new IdentityHashMap<>();
        for (var s : summed.reversed()) {
            UnaryOperator<Tensor> given =
                    x -> GraphWalk.substitute(List.of(inValues.apply(x)), drawn).getFirst();
            var value = draw(s, given);
            drawn.put(s.value(), value);
            found.put(s.variable().name(), value);
        }
        var others = new ArrayList<Variable>(model.deterministics());
        for (var o : model.observedVariables()) if (o.unobserved().isPresent()) others.add(o);
        for (var other : others) {
            var open = inValues.apply(other.tensor());
            if (!marginal.dependsOnOne(open)) continue;
            found.put(other.name(), GraphWalk.substitute(List.of(open), drawn).getFirst());
        }
        int count = draws.values().iterator().next().dim(0);
        var arrays = ForwardSampling.draw(List.copyOf(found.values()), fixed, count, seed);
        var named = new LinkedHashMap<String, NdArray>();
        int i = 0;
        for (var name : found.keySet()) named.put(name, arrays.get(i++));
        return named;
    }

    private SequencedMap<String, Tensor> terms(UnaryOperator<Tensor> inValues) {
        var terms = new LinkedHashMap<String, Tensor>();
        for (var variable : model.variables()) {
            if (variable instanceof Variable.Observed observed)
                terms.put(
                        observed.name(),
                        observed.seen(observed.distribution().logpGuarded(observed.tensor())));
            else if (variable instanceof Variable.Random random)
                terms.put(random.name(), random.distribution().logpGuarded(random.tensor()));
            else if (variable instanceof Variable.Potential p) terms.put(p.name(), p.tensor());
        }
        terms.replaceAll((name, t) -> inValues.apply(t));
        return terms;
    }

    /// Random variables of the right law, so that each draw has keys of its own.
    private static Tensor draw(Marginalization.Summed summed, UnaryOperator<Tensor> given) {
        var distribution = summed.variable().distribution();
        var node = summed.variable().tensor().owner().orElseThrow();
        if (summed.weights().isEmpty()) {
            var parameters = distribution.parameters().values().stream().map(given).toList();
            return RandomVariable.of(
                    distribution.withParameters(parameters),
                    RandomKey.of(0),
                    given.apply(node.input(1)));
        }
        var weights = given.apply(summed.weights().get().logs());
        if (distribution instanceof DiscreteMarkovChain)
            return ForwardAlgorithm.of(distribution, weights, given)
                    .path(MarginalRecovery::uniform);
        var order = new Integer[weights.rank()];
        for (int i = 0; i < order.length; i++) order[i] = (i + 1) % order.length;
        var p = ForwardAlgorithm.probabilities(dimShuffle(weights, order));
        var shape = slice(shapeOf(p), 0, 0, -1, 1);
        return RandomVariable.of(new Categorical(p), RandomKey.of(0), shape)
                .plus(Extent.integer(summed.weights().get().range().first()));
    }

    private static Tensor uniform(Tensor shape) {
        return RandomVariable.of(new Uniform(constant(0.0), constant(1.0)), RandomKey.of(0), shape);
    }
}
