package dev.credence.jvm;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.NdArray;
import dev.credence.graph.GradientCheck;
import dev.credence.graph.GraphException;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What every function of linear algebra keeps, for matrices of several sizes: it computes the type
/// it says, its pullback is its derivative, and compiled code gives what the interpreter gives.
final class LinearAlgebraLaws {
    static final long SEED = 20260715;

    static Stream<LinearAlgebraCase> all() {
        return LinearAlgebraCase.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void computesTheTypeItSays(LinearAlgebraCase c) {
        var values = c.sample(new SplittableRandom(SEED));
        for (boolean known : new boolean[] {true, false}) {
            var inputs = new ArrayList<Tensor>();
            var given = new HashMap<Tensor, NdArray>();
            for (var v : values) {
                int[] dims = v.shape();
                if (!known) Arrays.setAll(dims, i -> dims[i] == 1 ? 1 : Shape.UNKNOWN);
                var x = new Input("x", TensorType.float64(dims));
                inputs.add(x);
                given.put(x, v);
            }
            List<Tensor> outputs;
            try {
                outputs = c.build().apply(inputs);
            } catch (GraphException e) {
                if (known) throw e;
                continue;
            }
            var results = Interpreter.evaluate(outputs, given);
            for (int i = 0; i < outputs.size(); i++) {
                assertThat(outputs.get(i).type().accepts(results.get(i)))
                        .as("%s of %s", outputs.get(i).type(), TensorType.of(results.get(i)))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void pullbackIsTheDerivative(LinearAlgebraCase c) {
        if (!c.smooth()) return;
        var values = c.sample(new SplittableRandom(SEED));
        int outputs =
                c.build()
                        .apply(
                                Laws.inputs(values.toArray(NdArray[]::new)).stream()
                                        .<Tensor>map(x -> x)
                                        .toList())
                        .size();
        IntStream.range(0, outputs)
                .forEach(i -> GradientCheck.verify(inputs -> c.output(inputs, i), values));
    }

    /// The pullback of a pullback is the second derivative.
    @ParameterizedTest
    @MethodSource("all")
    void pullbacksHaveDerivatives(LinearAlgebraCase c) {
        boolean small = c.shapes().stream().flatMapToInt(Arrays::stream).allMatch(d -> d < 5);
        if (!c.smooth() || !small) return;
        var values = c.sample(new SplittableRandom(SEED));
        GradientCheck.verify(
                inputs -> {
                    var outputs = c.build().apply(inputs);
                    var cost =
                            outputs.stream()
                                    .map(y -> sum(square(y)))
                                    .reduce(Tensor::plus)
                                    .orElseThrow();
                    return pullback(cost, inputs.getFirst(), constant(1));
                },
                values);
    }

    @ParameterizedTest
    @MethodSource("all")
    void compiledCodeAgreesWithTheInterpreter(LinearAlgebraCase c) {
        var values = c.sample(new SplittableRandom(SEED));
        var inputs = Laws.inputs(values.toArray(NdArray[]::new));
        var outputs = new ArrayList<>(c.build().apply(List.copyOf(inputs)));
        if (c.smooth()) {
            var cost = outputs.stream().map(y -> sum(square(y))).reduce(Tensor::plus).orElseThrow();
            for (var x : inputs) outputs.add(pullback(cost, x, constant(1)));
        }
        Laws.agree(inputs, outputs, values, 1e-9);
    }

    /// Gradients built from inputs of unknown lengths are those of known lengths.
    @ParameterizedTest
    @MethodSource("all")
    void gradientsOfUnknownLengths(LinearAlgebraCase c) {
        if (!c.smooth()) return;
        var values = c.sample(new SplittableRandom(SEED));
        var known = Laws.inputs(values.toArray(NdArray[]::new));
        var unknown = new ArrayList<Input>();
        for (var v : values) {
            int[] dims = v.shape();
            Arrays.setAll(dims, i -> dims[i] == 1 ? 1 : Shape.UNKNOWN);
            unknown.add(new Input("x", TensorType.float64(dims)));
        }
        List<Tensor> gradients;
        try {
            gradients = gradients(c, unknown);
        } catch (GraphException e) {
            assertThat(e).hasMessageMatching(".*(known|no gradient).*");
            return;
        }
        Object[] arguments = values.toArray();
        var actual = function(unknown, gradients).callAll(arguments);
        Map<Tensor, NdArray> given = new HashMap<>();
        for (int i = 0; i < values.size(); i++) given.put(known.get(i), values.get(i));
        var expected = Interpreter.evaluate(gradients(c, known), given);
        for (int i = 0; i < expected.size(); i++)
            Laws.same("gradient " + i, actual.get(i), expected.get(i), 1e-9);
    }

    private static List<Tensor> gradients(LinearAlgebraCase c, List<Input> inputs) {
        var outputs = c.build().apply(List.copyOf(inputs));
        var cost = outputs.stream().map(y -> sum(square(y))).reduce(Tensor::plus).orElseThrow();
        return inputs.stream().map(x -> pullback(cost, x, constant(1))).toList();
    }
}
