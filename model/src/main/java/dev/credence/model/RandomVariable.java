package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.array.RandomKey;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The op whose output is a random variable: inputs `(key, shape, parameters…)`.
///
/// The draw is a function of the key, so evaluating twice gives the same number; another draw needs
/// another key. For its log-density a variable is replaced by a value.
///
/// @param family a distribution whose parameters are placeholders, so that ops compare by value
public record RandomVariable(Distribution family) implements CustomOp {
    private static final int FIRST_PARAMETER = 2;
    private static final String PARAMETER = "parameter ";
    private static final Map<List<?>, Input> PLACEHOLDERS = new ConcurrentHashMap<>();

    /// A variable of that distribution, shape and key.
    static Tensor of(Distribution distribution, RandomKey key, Tensor shape) {
        return of(distribution, constant(key), shape);
    }

    static Tensor of(Distribution distribution, Tensor key, Tensor shape) {
        var parameters = List.copyOf(distribution.parameters().values());
        var placeholders = new ArrayList<Tensor>();
        for (int i = 0; i < parameters.size(); i++) {
            placeholders.add(placeholder(i, parameters.get(i)));
        }
        var inputs = new ArrayList<Tensor>();
        inputs.add(key);
        inputs.add(shape);
        inputs.addAll(parameters);
        var op = new RandomVariable(distribution.withParameters(placeholders));
        return new Apply(op, inputs).output();
    }

    private static Tensor placeholder(int index, Tensor parameter) {
        var type = new TensorType(parameter.dtype(), Shape.unknown(parameter.rank()));
        return placeholder(index, type);
    }

    /// What stands for the parameter of that number in an op; the same tensor each time.
    static Input placeholder(int index, TensorType type) {
        return PLACEHOLDERS.computeIfAbsent(
                List.of(index, type), k -> new Input(PARAMETER + index, type));
    }

    /// The number of the parameter that a tensor stands for in an op, if it does.
    static Optional<Integer> placeholderIndex(Input x) {
        if (!x.name().startsWith(PARAMETER)) return Optional.empty();
        var index = x.name().substring(PARAMETER.length());
        if (!index.matches("\\d{1,9}")) return Optional.empty();
        int number = Integer.parseInt(index);
        return PLACEHOLDERS.get(List.of(number, x.type())) == x
                ? Optional.of(number)
                : Optional.empty();
    }

    static NdArray values(RandomKey key) {
        return NdArray.of(new long[] {key.high(), key.low()}, 2);
    }

    private static Constant constant(RandomKey key) {
        return new Constant(values(key));
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var operand = inputs.get(1);
        var shape =
                operand instanceof Constant c
                        ? Shape.of(toInts(c.value().longs()))
                        : Shape.unknown(operand.shape().dim(0));
        return List.of(new TensorType(family.dtype(), shape));
    }

    private static int[] toInts(long... lengths) {
        var dims = new int[lengths.length];
        for (int i = 0; i < dims.length; i++) dims[i] = Math.toIntExact(lengths[i]);
        return dims;
    }

    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        var inputs = node.inputs();
        var distribution = family.withParameters(inputs.subList(FIRST_PARAMETER, inputs.size()));
        return Optional.of(List.of(distribution.draw(inputs.get(0), inputs.get(1))));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        Map<Tensor, NdArray> values = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) values.put(node.input(i), inputs.get(i));
        return Interpreter.evaluate(expand(node).orElseThrow(), values);
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return node.inputs().stream().map(x -> Optional.<Tensor>empty()).toList();
    }

    @Override
    public String toString() {
        return family.name();
    }
}
