package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;

/// float32 and int32 in graphs: what dtype functions give, how they round and wrap, gradients,
/// arguments.
final class NarrowDtypesTest {
    private final Tensor x = vector("x", DType.FLOAT32);
    private final Tensor n = vector("n", DType.INT32);

    private static DType floating(DType dtype) {
        return dtype == DType.FLOAT32 ? dtype : DType.FLOAT64;
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void functionsPromote(DType one) {
        Tensor a = scalar("a", one);
        for (var other : DType.values()) {
            var b = scalar("b", other);
            var both = one.promote(other);
            if (both != DType.BOOL) assertThat(add(a, b).dtype()).isEqualTo(both);
            assertThat(maximum(a, b).dtype()).isEqualTo(both == DType.BOOL ? DType.INT64 : both);
            assertThat(divide(a, b).dtype()).isEqualTo(floating(both));
            assertThat(select(less(a, b), a, b).dtype()).isEqualTo(both);
            assertThat(less(a, b).dtype()).isEqualTo(DType.BOOL);
            assertThat(stack(a, b).dtype()).isEqualTo(both);
        }
        assertThat(exp(a).dtype()).isEqualTo(floating(one));
        for (var to : DType.values()) assertThat(a.cast(to).dtype()).isEqualTo(to);
    }

    @Test
    void numbersTakeThePrecisionOfTheTensor() {
        for (var y : List.of(x.plus(0.1), x.times(2), x.div(3), x.pow(2), x.minus(1)))
            assertThat(y.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(constant(0.1).plus(x).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(n.plus(0.5).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(constant(NdArray.scalar(0.1)).plus(x).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(constant(0.1).plus(constant(1)).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(x.gt(0.1).eval(Map.of(x, new float[] {0.1f})).booleans()).containsExactly(false);
    }

    @Test
    void compositeFunctionsStayInFloat32() {
        var m = matrix("m", DType.FLOAT32);
        for (var y :
                List.of(
                        mean(x),
                        sum(x),
                        prod(x),
                        logSumExp(x),
                        logit(x),
                        x.dot(x),
                        m.dot(x),
                        cholesky(m),
                        solveTriangular(m, x),
                        diagonalMatrix(x),
                        lowerTriangle(m, 0),
                        zerosLike(x))) assertThat(y.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(mean(n).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(matmul(m, matrix("d")).dtype()).isEqualTo(DType.FLOAT64);
    }

    @Test
    void eachFloat32ResultIsRounded() {
        float a = 16_777_216f;
        float[] given = {a, 1, 1};
        var y = x.get(0).plus(x.get(1)).plus(x.get(2));
        assertThat(evaluate(y, x, NdArray.of(given, 3)).floats()).containsExactly(a);
        assertThat(evaluate(sum(x), x, NdArray.of(given, 3)).floats()).containsExactly(a + 2);
        assertThat(y.eval(Map.of(x, given)).floats()).containsExactly(a);
        assertThat(sum(x).eval(Map.of(x, given)).floats()).containsExactly(a + 2);
    }

    @Test
    void int32WrapsAndItsSumsAreInt64() {
        int most = Integer.MAX_VALUE;
        var given = NdArray.of(new int[] {most, 1}, 2);
        assertThat(evaluate(add(n, n), n, given).ints()).containsExactly(-2, 2);
        assertThat(evaluate(square(n), n, given).ints()).containsExactly(1, 1);
        assertThat(evaluate(sum(n), n, given)).isEqualTo(NdArray.scalar(most + 1L));
        assertThat(evaluate(prod(n), n, given)).isEqualTo(NdArray.scalar((long) most));
        assertThat(evaluate(max(n), n, given)).isEqualTo(NdArray.of(new int[] {most}));
    }

    @Test
    void positionsMayBeInt32() {
        var given = NdArray.of(new int[] {1, -1}, 2);
        assertThat(evaluate(constant(5, 6., 7).get(n), n, given).doubles()).containsExactly(6, 7);
    }

    @Test
    void gradientsHaveTheDtypeOfTheInput() {
        var w = scalar("w");
        var cost = sum(multiply(w, exp(x.times(2))));
        var slopes = grad(cost, List.of(w, x));
        assertThat(slopes).extracting(Tensor::dtype).containsExactly(DType.FLOAT64, DType.FLOAT32);
        assertThat(grad(sum(exp(x)), x).dtype()).isEqualTo(DType.FLOAT32);
        var single = sum(log(x));
        assertThat(grad(single, x).eval(Map.of(x, new float[] {3})).floats())
                .containsExactly(1 / 3f);
        var looped = foldLeft((s, v) -> s.times(v), constant(NdArray.of(new float[] {1})), x);
        assertThat(grad(looped, x).eval(Map.of(x, new float[] {2, 3})).floats())
                .containsExactly(3, 2);
    }

    @Test
    void gradientsOfFloat32AreCheckedMoreLoosely() {
        var point = NdArray.of(new float[] {0.3f, 1.2f}, 2);
        GradientCheck.verify(v -> exp(v), point);
        assertThatThrownBy(() -> GradientCheck.verify(v -> add(v, stopGradient(v)), point))
                .hasMessageContaining("tolerance 0.01");
    }

    @Test
    void argumentsAreCastWhereNothingIsLost() {
        var f = function(List.of(x), x.times(1));
        assertThat(f.call(new float[] {0.1f}).floats()).containsExactly(0.1f);
        assertThat(f.call(new int[] {1 << 24}).floats()).containsExactly(1 << 24);
        assertThat(f.call(new boolean[] {true}).floats()).containsExactly(1);
        var s = scalar("s", DType.FLOAT32);
        assertThat(function(List.of(s), s).call(0.1).floats()).containsExactly(0.1f);
        assertThat(function(List.of(s), s).call(16_777_217).floats()).containsExactly(1 << 24);
        var v = vector("v");
        assertThat(function(List.of(v), v).call(new float[] {0.5f}).doubles()).containsExactly(0.5);
        assertThat(function(List.of(v), v).call(new int[] {7}).doubles()).containsExactly(7);
        assertThat(function(List.of(n), n).call(new long[] {7}).ints()).containsExactly(7);
        var i = scalar("i", DType.INT32);
        assertThat(function(List.of(i), i).call(7).ints()).containsExactly(7);
    }

    @Test
    void lossyArgumentsAreRefused() {
        var f = function(List.of(x), x.times(1));
        assertThatThrownBy(() -> f.call(new double[] {0.5}))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(
                        "'x' is float32(?) and is not given float64 values, which would be rounded;"
                                + " cast them to float32 first");
        assertThatThrownBy(() -> f.call(new int[] {3, (1 << 24) + 1}))
                .hasMessageStartingWith(
                        "'x' is float32(?) and cannot hold the value 16777217 of element 1"
                                + " exactly");
        assertThatThrownBy(() -> function(List.of(n), n).call(new long[] {1L << 31}))
                .hasMessageStartingWith(
                        "'n' is int32(?) and cannot hold the value 2147483648 of element 0"
                                + " exactly");
        assertThatThrownBy(() -> function(List.of(n), n).call(new double[] {1}))
                .hasMessageStartingWith(
                        "'n' is int32(?) and cannot be given a value of type float64(1)");
    }

    @Test
    void largerPartsOfGraphsAreRight() {
        var result =
                scan(
                        (c, e) -> LoopFunctions.Step.of(c.getFirst().times(0.5).plus(e.getFirst())),
                        List.of(constant(NdArray.of(new float[] {0}))),
                        List.of(x));
        assertThat(result.carry().dtype()).isEqualTo(DType.FLOAT32);
        float[] given = {0.1f, 0.2f, 0.3f};
        float expected = 0;
        for (float v : given) expected = 0.5f * expected + v;
        assertThat(result.carry().eval(Map.of(x, given)).floats()).containsExactly(expected);
        var chosen = ifElse(x.get(0).gt(0), x.get(1), x.get(2));
        assertThat(chosen.eval(Map.of(x, given)).floats()).containsExactly(0.2f);
        assertThat(exp(n).eval(Map.of(n, new int[] {1})).item()).isCloseTo(Math.E, within(1e-15));
    }

    private static NdArray evaluate(Tensor y, Tensor input, NdArray value) {
        return Interpreter.evaluate(List.of(y), Map.of(input, value)).getFirst();
    }
}
