package dev.credence.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A rule, what it is to find and the op that then is gone: that this rule did it, that the value
/// stays, and that the op is gone.
record RuleExample(String equation, Tensor written, Class<? extends Op> gone) {
    private static final long SEED = 20261121;

    void verify(List<Tensor> inputs, RuleSet rules) {
        var rewritten = Rewriting.optimize(Graph.of(inputs, List.of(written)), rules);
        assertThat(rewritten.log().entries())
                .as("%s", rewritten.log())
                .anyMatch(e -> e.equation().equals(equation));
        assertThat(rewritten.nodes())
                .as("%s", rewritten.log())
                .noneMatch(n -> gone.isInstance(n.op()));
        var random = new Random(SEED);
        Map<Tensor, NdArray> values = new HashMap<>();
        for (var x : inputs) values.put(x, value(x, random));
        var expected = Interpreter.evaluate(List.of(written), values).getFirst();
        var actual = Interpreter.evaluate(rewritten.outputs(), values).getFirst();
        assertThat(TensorType.of(actual)).isEqualTo(TensorType.of(expected));
        for (int i = 0; i < expected.size(); i++) {
            double l = expected.element(i);
            assertThat(actual.element(i))
                    .as("element %d, seed %d", i, SEED)
                    .isCloseTo(l, within(1e-11 * (1 + Math.abs(l))));
        }
    }

    /// Between a half and one and a half, with more on the diagonals of matrices; integers count.
    private static NdArray value(Tensor x, Random random) {
        int[] dims = x.shape().dims();
        var value = NdArray.zeros(x.dtype(), dims);
        for (int i = 0; i < value.size(); i++) {
            int columns = dims.length < 2 ? 1 : dims[dims.length - 1];
            boolean onDiagonal = dims.length > 1 && i % (columns * columns) % (columns + 1) == 0;
            if (x.dtype() == DType.INT64) value.longs()[i] = i;
            else value.doubles()[i] = 0.5 + random.nextDouble() + (onDiagonal ? 2 : 0);
        }
        return value;
    }

    @Override
    public String toString() {
        return equation;
    }
}
