package dev.credence.jvm;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Input;
import dev.credence.graph.Tensor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A function of linear algebra on a batch is the function on each entry, and so is its gradient,
/// in the interpreter and compiled; operands without a batch serve all entries.
final class LinearAlgebraBatchLaws {
    private static final long SEED = 20260718;

    static Stream<LinearAlgebraCase> batches() {
        return LinearAlgebraCase.all().stream()
                .filter(c -> c.batches() != LinearAlgebraCase.Batches.NONE)
                .filter(c -> c.shapes().stream().flatMapToInt(Arrays::stream).allMatch(d -> d < 6));
    }

    @ParameterizedTest
    @MethodSource("batches")
    void allOperandsHaveBatches(LinearAlgebraCase c) {
        if (c.batches() != LinearAlgebraCase.Batches.ALL) return;
        for (int size : new int[] {0, 1, 3}) check(c, size, c.shapes().size());
    }

    @ParameterizedTest
    @MethodSource("batches")
    void theFirstOperandHasABatch(LinearAlgebraCase c) {
        if (c.shapes().size() == 1 || c.name().equals("blockDiag")) return;
        if (c.name().startsWith("solveTridiagonal")) return;
        check(c, 2, 1);
    }

    /// @param varying how many of the operands have a batch
    private static void check(LinearAlgebraCase c, int size, int varying) {
        var random = new SplittableRandom(SEED);
        var first = c.sample(random);
        var entries =
                IntStream.range(0, size)
                        .mapToObj(i -> {
                            var entry = new ArrayList<>(c.sample(random).subList(0, varying));
                            entry.addAll(first.subList(varying, first.size()));
                            return entry;
                        })
                        .toList();
        var batched = new ArrayList<NdArray>();
        for (int k = 0; k < first.size(); k++) {
            int at = k;
            var parts = entries.stream().map(e -> e.get(at)).toList();
            batched.add(k < varying ? stacked(parts, first.get(k)) : first.get(k));
        }
        var inputs = Laws.inputs(batched.toArray(NdArray[]::new));
        var outputs = withGradients(c, inputs);
        var expected = new ArrayList<NdArray>();
        var results = entries.stream().map(e -> interpreted(c, e)).toList();
        var shapes = interpreted(c, first);
        int values = shapes.size() - (c.smooth() ? first.size() : 0);
        for (int k = 0; k < shapes.size(); k++) {
            int at = k;
            var parts = results.stream().map(r -> r.get(at)).toList();
            boolean isSum = k >= values + varying;
            expected.add(isSum ? total(parts, shapes.get(k)) : stacked(parts, shapes.get(k)));
        }
        var interpreted = Laws.interpreted(inputs, outputs, batched);
        var compiled = function(inputs, outputs).callAll(batched.toArray());
        for (int k = 0; k < expected.size(); k++) {
            assertThat(outputs.get(k).type().accepts(interpreted.get(k))).isTrue();
            Laws.same("interpreted " + k, interpreted.get(k), expected.get(k), 1e-9);
            Laws.same("compiled " + k, compiled.get(k), expected.get(k), 1e-9);
        }
    }

    private static List<NdArray> interpreted(LinearAlgebraCase c, List<NdArray> values) {
        var inputs = Laws.inputs(values.toArray(NdArray[]::new));
        return Laws.interpreted(inputs, withGradients(c, inputs), values);
    }

    private static List<Tensor> withGradients(LinearAlgebraCase c, List<Input> inputs) {
        var outputs = new ArrayList<>(c.build().apply(List.copyOf(inputs)));
        if (!c.smooth()) return outputs;
        var cost = outputs.stream().map(y -> sum(square(y))).reduce(Tensor::plus).orElseThrow();
        for (var x : inputs) outputs.add(pullback(cost, x, constant(1)));
        return outputs;
    }

    private static NdArray stacked(List<NdArray> parts, NdArray like) {
        int[] shape = new int[like.rank() + 1];
        shape[0] = parts.size();
        System.arraycopy(like.shape(), 0, shape, 1, like.rank());
        var out = NdArray.zeros(like.dtype(), shape);
        for (int i = 0; i < parts.size(); i++)
            System.arraycopy(
                    parts.get(i).storage(), 0, out.storage(), i * like.size(), like.size());
        return out;
    }

    private static NdArray total(List<NdArray> parts, NdArray like) {
        var out = NdArray.zeros(DType.FLOAT64, like.shape());
        for (var part : parts)
            for (int i = 0; i < out.size(); i++) out.doubles()[i] += part.doubles()[i];
        return out;
    }
}
