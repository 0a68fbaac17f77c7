package dev.credence.model;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.array.RandomKey;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Shape;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Draws variables from their parents: the random variables of a graph with keys that change from
/// draw to draw.
final class ForwardSampling {
    private static final TensorType KEY = new TensorType(DType.INT64, Shape.of(2));

    private final Model model;

    ForwardSampling(Model model) {
        this.model = model;
    }

    /// Draws of all random and deterministic variables.
    SequencedMap<String, NdArray> prior(int draws, long seed) {
        var wanted = new ArrayList<Variable>();
        for (var variable : model.variables()) {
            if (variable instanceof Variable.Random random) checkDrawable(random);
            if (variable instanceof Variable.Random || variable instanceof Variable.Deterministic)
                wanted.add(variable);
        }
        return named(wanted, Map.of(), draws, seed);
    }

    private static void checkDrawable(Variable.Random random) {
        var node = random.tensor().owner().orElseThrow();
        try {
            random.distribution().draw(node.input(0), node.input(1));
        } catch (ModelException e) {
            throw new ModelException(
                    "'%s' cannot be drawn: %s".formatted(random.name(), e.getMessage()),
                    random.where());
        }
    }

    /// Draws of the observed variables, one for each draw of the free ones.
    SequencedMap<String, NdArray> posterior(Map<String, NdArray> draws, long seed) {
        return named(model.observedVariables(), given(draws, Set.of()), count(draws), seed);
    }

    /// Draws of the named variables, one for each draw of the free ones that are not among them.
    SequencedMap<String, NdArray> predictive(
            Map<String, NdArray> draws, long seed, List<String> names) {
        var wanted = new ArrayList<Variable>();
        for (var name : names) {
            wanted.add(
                    model.variable(name)
                            .filter(v ->
                                    v instanceof Variable.Random
                                            || v instanceof Variable.Deterministic)
                            .orElseThrow(() ->
                                    new ModelException(
                                            "'%s' is no random or deterministic variable of model '%s', so it cannot be predicted"
                                                    .formatted(name, model.name()),
                                            SourceLine.here())));
        }
        return named(wanted, given(draws, Set.copyOf(names)), count(draws), seed);
    }

    /// The log-densities of what was seen or, for the prior, of the draws themselves.
    SequencedMap<String, NdArray> densities(Map<String, NdArray> draws, boolean prior) {
        Map<Tensor, Tensor> seen = new IdentityHashMap<>();
        for (var v : model.observedVariables()) seen.put(v.tensor(), v.data());
        var variables = prior ? model.freeVariables() : model.observedVariables();
        var terms = new ArrayList<Tensor>();
        for (var v : variables) terms.add(((Variable.Random) v).distribution().logp(v.tensor()));
        var densities =
                draw(GraphWalk.substitute(terms, seen), given(draws, Set.of()), count(draws), 0);
        var found = new LinkedHashMap<String, NdArray>();
        for (int i = 0; i < terms.size(); i++) found.put(variables.get(i).name(), densities.get(i));
        return found;
    }

    private static int count(Map<String, NdArray> draws) {
        if (draws.isEmpty()) throw new ModelException("no draws were given");
        int n = draws.values().iterator().next().dim(0);
        for (var entry : draws.entrySet()) {
            if (entry.getValue().dim(0) != n) {
                throw new ModelException(
                        "'%s' has %d draws but others have %d"
                                .formatted(entry.getKey(), entry.getValue().dim(0), n));
            }
        }
        return n;
    }

    /// The draws by the variables that are read from them.
    private Map<Tensor, NdArray> given(Map<String, NdArray> draws, Set<String> redrawn) {
        Map<Tensor, NdArray> given = new IdentityHashMap<>();
        for (var free : model.freeVariables()) {
            if (redrawn.contains(free.name())) continue;
            if (!draws.containsKey(free.name())) {
                throw new ModelException(
                        "there are no draws of '%s'; there are %s"
                                .formatted(free.name(), draws.keySet()),
                        free.where());
            }
            given.put(free.tensor(), draws.get(free.name()));
        }
        return given;
    }

    private static SequencedMap<String, NdArray> named(
            List<? extends Variable> wanted, Map<Tensor, NdArray> given, int draws, long seed) {
        var drawn = draw(wanted.stream().map(Variable::tensor).toList(), given, draws, seed);
        var found = new LinkedHashMap<String, NdArray>();
        for (int i = 0; i < wanted.size(); i++) found.put(wanted.get(i).name(), drawn.get(i));
        return found;
    }

    /// Joint draws of tensors along a new first axis.
    ///
    /// @param given values of random variables that are not to be drawn, with the same first axis
    static List<NdArray> draw(
            List<? extends Tensor> wanted, Map<Tensor, NdArray> given, int draws, long seed) {
        var root = new Input("key", KEY);
        Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
        var inputs = new ArrayList<Tensor>(List.of(root));
        var arguments = new ArrayList<NdArray>();
        given.forEach((tensor, values) -> {
            var input = new Input(tensor.name(), tensor.type());
            replaced.put(tensor, input);
            inputs.add(input);
            arguments.add(values);
        });
        int index = 0;
        for (var node : GraphWalk.topological(wanted)) {
            if (node.op() instanceof RandomVariable)
                replaced.put(node.input(0), Draws.fold(root, index++));
        }
        var function = new CompiledFunction(inputs, GraphWalk.substitute(wanted, replaced));
        var collected = wanted.stream().map(x -> new DrawCollector(draws)).toList();
        var key = RandomKey.of(seed);
        for (int draw = 0; draw < draws; draw++) {
            var values = new ArrayList<Object>();
            values.add(RandomVariable.values(key.fold(draw)));
            for (var argument : arguments) values.add(row(argument, draw));
            var results = function.callAll(values.toArray());
            for (int i = 0; i < results.size(); i++) collected.get(i).add(draw, results.get(i));
        }
        return collected.stream().map(DrawCollector::values).toList();
    }

    static NdArray row(NdArray values, int draw) {
        int[] shape = Arrays.copyOfRange(values.shape(), 1, values.rank());
        int size = NdArray.sizeOf(shape);
        var row = NdArray.zeros(values.dtype(), shape);
        System.arraycopy(values.storage(), draw * size, row.storage(), 0, size);
        return row;
    }
}
