package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// Rules hold at the edges of what they are about: axes without elements, integers that wrap
/// around.
final class RuleEdgesTest {
    private static void keeps(Tensor y, Map<Tensor, NdArray> given) {
        var inputs = List.copyOf(given.keySet());
        var values = inputs.stream().<Object>map(given::get).toArray();
        var expected = Interpreter.evaluate(List.of(y), given).getFirst();
        var rewritten = new CompiledFunction(inputs, List.of(y), new Interpreter());
        assertThat(rewritten.call(values)).isEqualTo(expected);
    }

    @Test
    void slicesOfSlicesMayBeEmpty() {
        var x = tensor("x", TensorType.float64(8));
        var values = Map.<Tensor, NdArray>of(x, NdArray.of(0, 1, 2, 3, 4, 5, 6, 7));
        int end = Indexing.Range.END;
        keeps(slice(slice(x, 0, 0, end, -2), 0, 3, end, 2), values);
        keeps(slice(slice(x, 0, 0, 0, 2), 0, -3, end, -1), values);
        keeps(slice(slice(x, 0, 5, end, -2), 0, 1, end, -1), values);
    }

    @Test
    void theSumOfNothingIsZeroWhateverTheFactor() {
        var x = tensor("x", TensorType.float64(0));
        var a = tensor("a", TensorType.float64(1));
        var values = Map.<Tensor, NdArray>of(x, NdArray.zeros(DType.FLOAT64, 0), a, NdArray.of(0));
        keeps(sum(divide(x, broadcastTo(a, 0))), values);
        var infinite =
                Map.<Tensor, NdArray>of(x, NdArray.zeros(DType.FLOAT64, 0), a, NdArray.of(1 / 0.0));
        keeps(sum(multiply(x, broadcastTo(a, 0))), infinite);
    }

    @Test
    void rulesThatGiveNumbersKeepTheDtype() {
        var x = tensor("x", new TensorType(DType.FLOAT32, Shape.of(2)));
        var values = Map.<Tensor, NdArray>of(x, NdArray.of(new float[] {3, 0}, 2));
        keeps(pow(x, constant(0)), values);
        keeps(pow(x, constant(NdArray.of(new float[] {0}, 1))), values);
        keeps(multiply(x, constant(0)), values);
    }

    @Test
    void sumsOfInt32AreInt64() {
        var one = tensor("one", new TensorType(DType.INT32, Shape.of(1)));
        keeps(sum(one), Map.of(one, NdArray.of(new int[] {Integer.MAX_VALUE}, 1)));
        var n = tensor("n", new TensorType(DType.INT32, Shape.of(3)));
        int least = Integer.MIN_VALUE;
        var values = Map.<Tensor, NdArray>of(n, NdArray.of(new int[] {least, least, 7}, 3));
        keeps(sum(negate(n)), values);
        keeps(sum(multiply(n, constant(NdArray.of(new int[] {3}, 1)))), values);
        keeps(sum(add(n, constant(NdArray.of(new int[] {-1}, 1)))), values);
        keeps(sum(broadcastTo(slice(n, 0, 0, 1, 1), 5)), values);
        var at = constant(0, 0, 1);
        var scattered =
                new Apply(new Indexing.ScatterAdd(0), List.of(zerosLike(n), at, n)).output();
        keeps(sum(scattered), values);
    }

    @Test
    void whatIsAddedAtPositionsHasTheirShape() {
        var x = tensor("x", TensorType.float64(4, 2));
        var op = new Indexing.ScatterAdd(0);
        assertThatThrownBy(() -> new Apply(op, List.of(x, constant(1, 2), x)))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(
                        "'ScatterAdd{axis=0}': values of type float64(4, 2) do not fit into"
                                + " float64(4, 2) at positions of shape (2)");
    }
}
