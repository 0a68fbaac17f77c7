package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A plain Java function as an op: for code that cannot be written in tensors.
///
/// The types of inputs and outputs are declared, and checked when the op is applied and each time
/// it runs. It has a gradient if one is given; without, samplers that need gradients refuse it with
/// a sentence. Nothing sees inside, so nothing is rewritten, and it runs at the speed of the
/// function; test a gradient with [GradientCheck].
///
/// Two wrapped functions are the same op only if they are the same object, so wrap once and apply
/// often.
public final class WrappedFunction implements CustomOp {
    private final String name;
    private final List<TensorType> inputs;
    private final List<TensorType> outputs;
    private final Function<List<NdArray>, List<NdArray>> function;
    private final Optional<Pullback> pullback;

    /// The reverse rule of a wrapped function.
    @FunctionalInterface
    public interface Pullback {
        /// From the cotangents of the outputs to those of the inputs, as graph; see [Op#pullback].
        List<Optional<Tensor>> apply(Apply node, List<Optional<Tensor>> cotangents);
    }

    private WrappedFunction(
            String name,
            List<TensorType> inputs,
            List<TensorType> outputs,
            Function<List<NdArray>, List<NdArray>> function,
            Optional<Pullback> pullback) {
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.function = function;
        this.pullback = pullback;
    }

    /// Wraps a function without gradient.
    ///
    /// @param name for prints and errors
    /// @param inputs the types of the arguments; unknown lengths fit any
    /// @param outputs the types of the results
    /// @param function from the values of the inputs to those of the outputs, a pure function that
    ///   may be called from several threads
    public static WrappedFunction of(
            String name,
            List<TensorType> inputs,
            List<TensorType> outputs,
            Function<List<NdArray>, List<NdArray>> function) {
        return new WrappedFunction(name, inputs, outputs, function, Optional.empty());
    }

    /// Wraps a function that gives a scalar and its gradients with respect to some inputs, all at
    /// once; the op's first output is the scalar, and only that is meant to be used.
    ///
    /// The gradients are further outputs, so that value and gradient cost one call. They have no
    /// gradients of their own.
    ///
    /// @param inputs the types of the arguments; each must be float64
    /// @param function gives the float64 scalar, then for each input a gradient of its shape
    public static WrappedFunction valueAndGradients(
            String name, List<TensorType> inputs, Function<List<NdArray>, List<NdArray>> function) {
        var outputs = new java.util.ArrayList<TensorType>();
        outputs.add(TensorType.float64());
        outputs.addAll(inputs);
        return of(name, inputs, outputs, function).withPullback(WrappedFunction::scaledGradients);
    }

    private static List<Optional<Tensor>> scaledGradients(
            Apply node, List<Optional<Tensor>> cotangents) {
        if (cotangents.stream().skip(1).anyMatch(Optional::isPresent)) {
            throw new GraphException(
                    "the gradients that op '%s' gives have no gradients themselves; second derivatives need a pullback written in tensors"
                            .formatted(node.op()));
        }
        return node.outputs().stream()
                .skip(1)
                .map(g -> cotangents.getFirst().map(c -> Tensors.multiply(c, g)))
                .toList();
    }

    /// The same function with a gradient.
    public WrappedFunction withPullback(Pullback rule) {
        return new WrappedFunction(name, inputs, outputs, function, Optional.of(rule));
    }

    /// Applies the op and gives its first output.
    ///
    /// @throws GraphException if the arguments do not fit the declared types
    public Tensor apply(Tensor... arguments) {
        return new Apply(this, Arrays.asList(arguments)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> arguments) {
        boolean fits = arguments.size() == inputs.size();
        for (int i = 0; fits && i < inputs.size(); i++)
            fits = inputs.get(i).unified(arguments.get(i).type()).isPresent();
        if (!fits) {
            throw new GraphException(
                    "op '%s' takes %s, not %s"
                            .formatted(
                                    name, inputs, arguments.stream().map(Tensor::type).toList()));
        }
        return outputs;
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> values) {
        return function.apply(values);
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        if (pullback.isPresent()) return pullback.get().apply(node, cotangents);
        throw new GraphException(
                "op '%s' wraps a Java function and has no gradient; give it one by withPullback, or use a method that needs no gradients"
                        .formatted(name));
    }

    @Override
    public String toString() {
        return name;
    }
}
