package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Gradient;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// Derives log-densities from a model: random variables are replaced by functions of their value
/// variables.
final class JointDensity {
    private final List<Variable> variables;
    private final Map<Tensor, Tensor> constrained = new IdentityHashMap<>();
    private final Marginalization marginal;

    JointDensity(List<Variable> variables) {
        this.variables = variables;
        this.marginal = new Marginalization(variables);
        constrained.putAll(marginal.values());
        for (var variable : variables) {
            if (variable instanceof Variable.Free free) {
                constrained.put(free.tensor(), inValues(constrained(free)));
            } else if (variable instanceof Variable.Observed observed) {
                constrained.put(observed.tensor(), inValues(observed.completed()));
            }
        }
    }

    private static Tensor constrained(Variable.Free free) {
        return at(
                free,
                () -> free.transform().map(t -> t.backward(free.value())).orElse(free.value()));
    }

    /// A graph of random variables as a graph of value variables.
    Tensor inValues(Tensor x) {
        return inValues(List.of(x)).getFirst();
    }

    List<Tensor> inValues(List<? extends Tensor> x) {
        return GraphWalk.substitute(x, constrained);
    }

    /// The log-density of each random variable and potential, element by element and with all
    /// checks.
    SequencedMap<String, Tensor> terms() {
        return terms(Distribution::logp, Distribution::logp);
    }

    /// As [#terms], of the variables themselves rather than of what stands for their values.
    SequencedMap<String, Tensor> termsWithoutJacobian() {
        var terms = new LinkedHashMap<String, Tensor>();
        for (var variable : variables) {
            if (variable instanceof Variable.Random v)
                terms.put(v.name(), at(v, () -> v.distribution().logp(v.tensor())));
            else if (variable instanceof Variable.Potential v) terms.put(v.name(), v.tensor());
        }
        terms.replaceAll((name, term) -> inValues(term));
        return terms;
    }

    /// All entries of all terms in one number.
    static Tensor total(Collection<Tensor> terms) {
        return terms.stream()
                .map(t -> sum(t))
                .reduce((a, b) -> a.plus(b))
                .orElseGet(() -> constant(0));
    }

    /// The joint log-density for samplers: checks of parameters are gathered at the root, where
    /// they pass one number on, and what a transform or a check of data has ensured is not tested
    /// again.
    Tensor fused() {
        var terms = terms(Distribution::logpInside, Distribution::logpGuarded);
        Tensor total = constant(0);
        for (var term : terms.values()) total = total.plus(sum(term));
        for (var variable : variables) {
            if (!(variable instanceof Variable.Random random)) continue;
            for (var condition : random.distribution().conditions()) {
                if (ModelChecks.isConstant(condition.holds())) continue;
                var text =
                        "'%s' ~ %s: %s"
                                .formatted(
                                        random.name(),
                                        random.distribution().name(),
                                        condition.text());
                for (var holds :
                        marginal.forAllValues(inValues(condition.holds()), this::inValues)) {
                    var sofar = total;
                    total = at(random, () -> check(sofar, holds, text));
                }
            }
        }
        return total;
    }

    /// Whether a graph of values depends on a variable that is summed out.
    boolean dependsOnMarginalized(Tensor inValues) {
        return marginal.dependsOnOne(inValues);
    }

    private interface Density {
        Tensor of(Distribution distribution, Tensor value);
    }

    /// @param ensured the density where values are known to lie in the support
    /// @param other the density elsewhere
    private SequencedMap<String, Tensor> terms(Density ensured, Density other) {
        var terms = new LinkedHashMap<String, Tensor>();
        for (var variable : variables)
            term(variable, ensured, other).ifPresent(t -> terms.put(variable.name(), t));
        var names = List.copyOf(terms.keySet());
        var graphs = inValues(List.copyOf(terms.values()));
        for (int i = 0; i < names.size(); i++) terms.put(names.get(i), graphs.get(i));
        marginal.sumOut(terms, this::inValues);
        return terms;
    }

    private static Optional<Tensor> term(Variable variable, Density ensured, Density other) {
        return switch (variable) {
            case Variable.Free v -> {
                var density = v.transform().isPresent() ? ensured : other;
                yield Optional.of(at(v, () -> free(v, density)));
            }
            case Variable.Observed v -> {
                var density = v.trusted() ? ensured : other;
                yield Optional.of(at(v, () -> v.seen(density.of(v.distribution(), v.tensor()))));
            }
            case Variable.Marginalized v ->
                    Optional.of(at(v, () -> other.of(v.distribution(), v.tensor())));
            case Variable.Potential v -> Optional.of(v.tensor());
            case Variable.Deterministic v -> Optional.empty();
            case Variable.Data v -> Optional.empty();
        };
    }

    private static Tensor free(Variable.Free free, Density density) {
        var logp = density.of(free.distribution(), free.tensor());
        return free.transform().map(t -> logp.plus(t.logJacobian(free.value()))).orElse(logp);
    }

    private static Tensor at(Variable variable, Supplier<Tensor> graph) {
        return SourceLine.inherit(variable.where(), graph::get);
    }

    /// The summed terms at a point.
    SequencedMap<String, Double> sums(Map<String, NdArray> point) {
        var terms = terms();
        var inputs = new ArrayList<Input>();
        var values = new ArrayList<NdArray>();
        for (var variable : variables) {
            if (!(variable instanceof Variable.Free free)) continue;
            var value = point.get(free.value().name());
            if (value == null) {
                throw new ModelException(
                        "the point has no value for '%s'; it has %s"
                                .formatted(free.value().name(), point.keySet()));
            }
            inputs.add(free.value());
            values.add(value);
        }
        var sums = terms.values().stream().map(t -> sum(t)).toList();
        var results =
                new CompiledFunction(inputs, sums, new Interpreter()).callAll(values.toArray());
        var found = new LinkedHashMap<String, Double>();
        int i = 0;
        for (var name : terms.keySet()) found.put(name, results.get(i++).item());
        return found;
    }

    /// The gradients of a scalar, flat and joined.
    static Tensor flatGradient(Tensor cost, List<? extends Tensor> wrt) {
        return joined(Gradient.of(cost, wrt, Gradient.Disconnected.ZERO));
    }

    /// As [#flatGradient] of a cost that is in numerically safe form already.
    static Tensor flatGradientAsWritten(Tensor cost, List<? extends Tensor> wrt) {
        return joined(Gradient.asWritten(cost, wrt, Gradient.Disconnected.ZERO));
    }

    private static Tensor joined(List<Tensor> gradients) {
        return concatenate(0, gradients.stream().map(g -> reshape(g, -1)).toArray(Tensor[]::new));
    }

    static Tensor hessian(Tensor cost, List<? extends Tensor> wrt) {
        var gradient = flatGradient(cost, wrt);
        int n = gradient.shape().size();
        var rows = new Tensor[n];
        for (int i = 0; i < n; i++) rows[i] = flatGradientAsWritten(gradient.get(i), wrt);
        return stack(rows);
    }
}
