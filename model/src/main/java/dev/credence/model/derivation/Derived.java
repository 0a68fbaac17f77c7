package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.array.DType;
import dev.credence.graph.Batching;
import dev.credence.graph.Constant;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Indexing;
import dev.credence.graph.InnerGraph;
import dev.credence.graph.Input;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.model.Condition;
import dev.credence.model.Distribution;
import dev.credence.model.Parameters;
import dev.credence.model.Support;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;

/// The distribution of an expression of random variables without names, for example of
/// `exp(randomVariable(normal(mu, sigma)))`.
///
/// Its log-density is derived from the expression. What the expression takes from outside are its
/// parameters.
///
/// @param recipe the expression in terms of the arguments
/// @param arguments what it takes from outside
/// @param dtype that of draws
public record Derived(InnerGraph recipe, List<Tensor> arguments, DType dtype)
        implements Distribution {
    public Derived {
        arguments = List.copyOf(arguments);
    }

    /// The distribution of an expression.
    ///
    /// @throws dev.credence.model.ModelException if no log-density can be derived
    static Derived of(Tensor written) {
        var expression = Choices.opened(written);
        var law = Derivation.of(expression);
        var nodes = new RandomNodes(expression);
        Map<Tensor, Tensor> taken = new IdentityHashMap<>();
        var arguments = new ArrayList<Tensor>();
        for (var node : GraphWalk.topological(List.of(expression))) {
            if (!nodes.mentionsRandom(node.output())) continue;
            for (var x : node.inputs()) {
                if (nodes.mentionsRandom(x) || x instanceof Constant || taken.containsKey(x))
                    continue;
                arguments.add(x);
                taken.put(x, new Input(x.name(), x.type()));
            }
        }
        var inputs = arguments.stream().map(taken::get).toList();
        var outputs = GraphWalk.substitute(List.of(expression), taken);
        var numbered = ExpressionDraws.numbered(outputs.getFirst());
        var dtype = law.kind() == Law.Kind.INTEGER ? DType.INT64 : DType.FLOAT64;
        return new Derived(InnerGraph.of(inputs, List.of(numbered)), arguments, dtype);
    }

    private Tensor expression() {
        Map<Tensor, Tensor> given = new IdentityHashMap<>();
        for (int i = 0; i < arguments.size(); i++)
            given.put(recipe.inputs().get(i), arguments.get(i));
        return GraphWalk.substitute(recipe.outputs(), given).getFirst();
    }

    private Law law() {
        return Derivation.of(expression());
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<>(Parameters.of());
        for (int i = 0; i < arguments.size(); i++) {
            var name = arguments.get(i).name();
            boolean taken = name.isEmpty() || parameters.containsKey(name);
            parameters.put(taken ? "argument %d".formatted(i) : name, arguments.get(i));
        }
        return parameters;
    }

    @Override
    public boolean parametersBroadcast() {
        return false;
    }

    @Override
    public Derived withParameters(List<Tensor> parameters) {
        return new Derived(recipe, parameters, dtype);
    }

    @Override
    public Support support() {
        var law = law();
        return law.bounds().support(law.kind() == Law.Kind.INTEGER);
    }

    @Override
    public int eventRank() {
        return law().eventRank();
    }

    /// Those of the distributions in the expression whose parameters come from outside.
    @Override
    public List<Condition> conditions() {
        var expression = expression();
        var nodes = new RandomNodes(expression);
        return nodes.variables().stream()
                .filter(v -> RandomNodes.parameters(v).stream().noneMatch(nodes::dependsOnRandom))
                .flatMap(v -> RandomNodes.distribution(v).conditions().stream())
                .toList();
    }

    /// The value of the expression where random variables have their typical values.
    @Override
    public Tensor supportPoint() {
        return cast(ExpressionDraws.typical(expression()), dtype);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return logpGuarded(value);
    }

    @Override
    public Tensor logpGuarded(Tensor value) {
        return eachOf(value, (law, one) -> Optional.of(law.logp(one))).orElseThrow();
    }

    /// What a law says of a value, or of independent ones along further axes on the left.
    private Optional<Tensor> eachOf(
            Tensor values, BiFunction<Law, Tensor, Optional<Tensor>> question) {
        var x = expression();
        var law = Derivation.of(x);
        int copies = values.rank() - x.rank();
        if (law.isElementwise() || copies <= 0) return question.apply(law, values);
        var one = new Input("value", new TensorType(values.dtype(), x.shape()));
        return question.apply(law, one)
                .map(answer -> {
                    var flat = concatenate(0, constant(new long[] {-1}), tail(values, copies));
                    var all = moveAxis(reshape(values, flat, x.rank() + 1), 0, -1);
                    var batch = Batching.lastAxis(List.of(answer), Map.of(one, all)).getFirst();
                    var front = moveAxis(batch, -1, 0);
                    var lead = slice(shapeOf(values), 0, 0, copies, 1);
                    var shape = concatenate(0, lead, tail(front, 1));
                    return reshape(front, shape, copies + answer.rank());
                });
    }

    private static Tensor tail(Tensor x, int from) {
        return slice(shapeOf(x), 0, from, Indexing.Range.END, 1);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return eachOf(value, Law::logcdf).map(this::checked);
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return eachOf(p, Law::icdf).map(this::checked);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return cast(ExpressionDraws.draw(expression(), key, shape), dtype);
    }
}
