package dev.credence.graph.linalg;

import static dev.credence.graph.linalg.LinearAlgebraFunctions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.GraphException;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Einstein's summation gives what a loop over all indices gives.
final class EinsumTest {
    private static final long SEED = 20260716;

    /// Lengths of the axes by letter.
    private static final Map<Character, Integer> LENGTHS =
            Map.of('i', 2, 'j', 3, 'k', 4, 'l', 2, 'm', 3, 'b', 2, 'x', 2, 'y', 3);

    /// Subscripts; capital letters stand for the axes of an ellipsis in the loops.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "i->i",
                "i->",
                "ij->ji",
                "ij,jk->ik",
                "ij,jk",
                "ij,kj->ki",
                "i,j->ji",
                "ii->i",
                "ii",
                "iij->j",
                "bij,bjk->bik",
                "bij,bjk->ik",
                "ij,ij->",
                "ij,jk,kl->il",
                "ij,jk,kl,lm,mi->",
                "ij,ik,il->jkl",
                "i,i,i->i",
                "ijk,kj,l->il",
                "bii,bj->bij",
                "ijkl,lk,ji->",
                ",ij->ij",
                "ba",
            })
    void isTheSumOverAllIndices(String subscripts) {
        var text = subscripts.replace("a", "k");
        int arrow = text.indexOf("->");
        var inputs = List.of((arrow < 0 ? text : text.substring(0, arrow)).split(",", -1));
        var operands = inputs.stream().map(EinsumTest::sample).toList();
        var result = arrow < 0 ? implicit(inputs) : text.substring(arrow + 2);
        var expected = loop(inputs, operands, result);
        for (boolean known : new boolean[] {true, false}) {
            var actual = evaluate(text, operands, known);
            assertThat(actual.shape()).isEqualTo(expected.shape());
            assertThat(actual.doubles())
                    .as("seed %d", SEED)
                    .containsExactly(expected.doubles(), within(1e-13));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "...ij,...jk->...ik; xyij,xyjk->xyik",
                "...ij,...jk; xyij,xyjk->xyik",
                "...ij->...; xyij->xy",
                "ij...,jk...->ik...; ijxy,jkxy->ikxy",
                "...i,i->i...; xyi,i->ixy",
                "...; xy->xy",
            })
    void ellipsesStandForFurtherAxes(String subscripts, String spelled) {
        int arrow = spelled.indexOf("->");
        var inputs = List.of(spelled.substring(0, arrow).split(",", -1));
        var operands = inputs.stream().map(EinsumTest::sample).toList();
        var expected = loop(inputs, operands, spelled.substring(arrow + 2));
        var actual = evaluate(subscripts, operands, true);
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.doubles()).containsExactly(expected.doubles(), within(1e-13));
    }

    @Test
    void ellipsesBroadcast() {
        var x = sample("xij");
        var y = sample("jk");
        var actual = evaluate("...ij,...jk->...ik", List.of(x, y), true);
        var expected = loop(List.of("xij", "jk"), List.of(x, y), "xik");
        assertThat(actual.doubles()).containsExactly(expected.doubles(), within(1e-13));
        var single = y.reshape(1, 3, 4);
        assertThat(evaluate("...ij,...jk->...ik", List.of(x, single), true).doubles())
                .containsExactly(expected.doubles(), within(1e-13));
    }

    @Test
    void theSmallestIntermediateResultComesFirst() {
        var a = new Input("a", TensorType.float64(100, 100));
        var b = new Input("b", TensorType.float64(100, 100));
        var v = new Input("v", TensorType.float64(100));
        var first = einsum("ij,jk,k->i", a, b, v);
        assertThat(first.shape()).isEqualTo(Shape.of(100));
        assertThat(widestProduct(first)).isLessThanOrEqualTo(100);
    }

    private static int widestProduct(Tensor x) {
        int widest = 0;
        var owner = x.owner();
        if (owner.isEmpty()) return 0;
        if (owner.get().op().toString().equals("MatMul")) widest = x.shape().size();
        for (var input : owner.get().inputs()) widest = Math.max(widest, widestProduct(input));
        return widest;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ij,jk->ik; einsum 'ij,jk->ik': 2 operands are named but 1 are given",
                "i->i; einsum 'i->i': 'i' names 1 axes but operand 0 has shape (2, 3)",
                "ij->ik; einsum 'ij->ik': axis 'k' of the result is in no operand",
                "ij->ii; einsum 'ij->ii': axis 'i' is twice in the result",
                "i.->i; einsum 'i.->i': '.' is not the name of an axis; use letters",
                "ii->i; einsum 'ii->i': axis 'i' has length 2 in one operand and 3 in another",
                "i...->i; einsum 'i...->i': the result must contain '...' as the operands do",
            })
    void mistakesAreNamed(String subscripts, String message) {
        var x = new Input("x", TensorType.float64(2, 3));
        assertThatThrownBy(() -> einsum(subscripts, x))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(message);
    }

    private static NdArray sample(String labels) {
        int[] shape = labels.chars().map(c -> LENGTHS.get((char) c)).toArray();
        var random = new Random(SEED + labels.hashCode());
        return NdArray.of(random.doubles(NdArray.sizeOf(shape), -1, 1).toArray(), shape);
    }

    private static NdArray evaluate(String subscripts, List<NdArray> operands, boolean known) {
        var inputs = new ArrayList<Tensor>();
        var values = new HashMap<Tensor, NdArray>();
        for (var v : operands) {
            var shape = known ? Shape.of(v.shape()) : Shape.unknown(v.rank());
            var x = new Input("x", new TensorType(DType.FLOAT64, shape));
            inputs.add(x);
            values.put(x, v);
        }
        var y = einsum(subscripts, inputs.toArray(Tensor[]::new));
        return Interpreter.evaluate(List.of(y), values).getFirst();
    }

    private static String implicit(List<String> inputs) {
        var counts = new TreeMap<Character, Integer>();
        for (var input : inputs)
            for (char c : input.toCharArray()) counts.merge(c, 1, Integer::sum);
        var result = new StringBuilder();
        counts.forEach((c, count) -> {
            if (count == 1) result.append(c);
        });
        return result.toString();
    }

    /// The sum over all positions of all letters.
    private static NdArray loop(List<String> inputs, List<NdArray> operands, String result) {
        var letters = String.join("", inputs).chars().distinct().mapToObj(c -> (char) c).toList();
        int[] shape = result.chars().map(c -> LENGTHS.get((char) c)).toArray();
        var out = NdArray.zeros(DType.FLOAT64, shape);
        var at = new HashMap<Character, Integer>();
        int count = letters.stream().mapToInt(LENGTHS::get).reduce(1, (x, y) -> x * y);
        for (int number = 0; number < count; number++) {
            int left = number;
            for (char c : letters) {
                at.put(c, left % LENGTHS.get(c));
                left /= LENGTHS.get(c);
            }
            double product = 1;
            for (int i = 0; i < inputs.size(); i++)
                product *= operands.get(i).at(position(inputs.get(i), at));
            out.doubles()[out.offset(position(result, at))] += product;
        }
        return out;
    }

    private static int[] position(String labels, Map<Character, Integer> at) {
        return labels.chars().map(c -> at.get((char) c)).toArray();
    }
}
