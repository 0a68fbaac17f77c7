package dev.credence.graph.transform;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Input;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Transformations of functions compose, give what mathematics says, and refuse in one sentence
/// what makes no sense.
final class TransformationsTest {
    private static final double[][] ROWS = {{1, 2}, {3, 4}, {5, 6}};

    @Test
    void vmapMapsOverTheAxesThatAreNamed() {
        TensorFunction.Binary dot = (x, y) -> x.dot(y);
        var columns = new double[][] {{1, 10, 100}, {1, 10, 100}};
        assertThat(jit(vmap(dot, 0, NONE)).call(ROWS, new double[] {1, 10}).doubles())
                .containsExactly(21, 43, 65);
        assertThat(jit(vmap(dot, 0, 1)).call(ROWS, columns).doubles()).containsExactly(3, 70, 1100);
        assertThat(jit(vmap(dot, -2, -1)).call(ROWS, columns).doubles())
                .containsExactly(3, 70, 1100);
        assertThat(jit(vmap(dot)).call(ROWS, ROWS).doubles()).containsExactly(5, 25, 61);
    }

    @Test
    void vmapsNest() {
        TensorFunction.Binary dot = (x, y) -> x.dot(y);
        var table = vmap(vmap(dot, NONE, 0), 0, NONE);
        assertThat(jit(table).call(ROWS, ROWS))
                .isEqualTo(NdArray.of(new double[][] {{5, 11, 17}, {11, 25, 39}, {17, 39, 61}}));
    }

    /// An inner function may use what an outer one is mapped over.
    @Test
    void functionsCanUseTensorsFromOutside() {
        var f = vmap(x -> vmap(y -> sum(x).times(y)).apply(x));
        assertThat(jit(f).call((Object) ROWS))
                .isEqualTo(NdArray.of(new double[][] {{3, 6}, {21, 28}, {55, 66}}));
    }

    @Test
    void gradientsOfFunctions() {
        TensorFunction.Binary f = (x, y) -> x.times(x).times(y);
        assertThat(jit(grad(f)).call(3.0, 5.0).item()).isEqualTo(30);
        assertThat(jit(grad(f, 1)).call(3.0, 5.0).item()).isEqualTo(9);
        assertThat(jit(grad(f, 1, 0)).callAll(3.0, 5.0))
                .containsExactly(NdArray.scalar(9.0), NdArray.scalar(30.0));
        assertThat(jit(valueAndGrad(f, 0, 1)).callAll(3.0, 5.0))
                .containsExactly(NdArray.scalar(45.0), NdArray.scalar(30.0), NdArray.scalar(9.0));
        assertThat(jit(grad(grad(f))).call(3.0, 5.0).item()).isEqualTo(10);
        assertThat(jit(vmap(grad(f), 0, NONE)).call(new double[] {1, 2}, 5.0).doubles())
                .containsExactly(10, 20);
        var summed = TensorFunction.of((x, y) -> sum(vmap(f, 0, NONE).apply(x, y)));
        assertThat(jit(grad(summed, 1)).call(new double[] {1, 2}, 5.0).item()).isEqualTo(5);
    }

    @Test
    void jacobiansAndHessians() {
        var at = new double[] {2, 3};
        var j = jit(jacobian(x -> stack(x.get(0).times(x.get(1)), x.get(0).pow(3)))).call(at);
        assertThat(j.doubles()).containsExactly(new double[] {3, 2, 12, 0}, within(1e-12));
        var h = jit(hessian(x -> x.get(0).times(x.get(0)).times(x.get(1)))).call(at);
        assertThat(h).isEqualTo(NdArray.of(new double[][] {{6, 4}, {4, 0}}));
        var each = jit(vmap(hessian(x -> x.get(0).times(x.get(0)).times(x.get(1)))));
        assertThat(each.call((Object) ROWS).shape()).containsExactly(3, 2, 2);
    }

    @Test
    void jitRecordsOncePerTypes() {
        var runs = new AtomicInteger();
        var f =
                jit(x -> {
                    runs.incrementAndGet();
                    return sum(x);
                });
        for (int i = 0; i < 3; i++) f.call(new double[] {1, i});
        f.call(1.0);
        assertThat(runs).hasValue(2);
        assertThat(f.compilations()).isEqualTo(2);
        assertThat(f.call(new long[] {1, 2}).longs()).containsExactly(3);
    }

    @Test
    void vectorizeBySignature() {
        var f = vectorize((m, v) -> m.dot(v), "(i, j), (j) -> (i)");
        var m = tensor("m", TensorType.float64(4, 1, 3, 2));
        var v = tensor("v", TensorType.float64(5, 2));
        assertThat(f.apply(m, v).shape()).isEqualTo(Shape.of(4, 5, 3));
        var inner = vectorize((x, y) -> x.dot(y), "(n),(n)->()");
        assertThat(jit(inner).call(ROWS, new double[] {1, 10}).doubles())
                .containsExactly(21, 43, 65);
    }

    @Test
    void vectorizeGraphs() {
        var x = vector("x");
        var y = vectorize(sum(exp(x)), Map.of(x, constant(new double[][] {{0, 0}, {0, 0}})));
        assertThat(y.eval().doubles()).containsExactly(2, 2);
    }

    @Test
    void replacing() {
        var x = scalar("x");
        var y = scalar("y");
        var square = x.times(x).named("square");
        var z = square.plus(x).plus(y);
        assertThat(cloneReplace(z, Map.of(x, constant(3.0))).eval(Map.of(y, 1.0)).item())
                .isEqualTo(13);
        var both = Map.of(square, constant(100.0), x, constant(3.0), y, constant(0.5));
        assertThat(graphReplace(List.of(z), both).getFirst().eval().item()).isEqualTo(103.5);
        assertThatThrownBy(() -> graphReplace(List.of(square), Map.of(y, x)))
                .hasMessageStartingWith(
                        "'y' is to be replaced, but [square] does not depend on it");
        assertThatThrownBy(() -> cloneReplace(z, Map.of(x, constant(1.0, 2))))
                .hasMessageStartingWith("'x' is float64() and cannot be replaced by '[1.0, 2.0]'");
    }

    @Test
    void comparing() {
        var x = scalar("x");
        var y = scalar("y");
        assertThat(computationsEqual(exp(x).plus(1), exp(x).plus(1))).isTrue();
        assertThat(computationsEqual(exp(x).plus(1), exp(x).plus(2))).isFalse();
        assertThat(computationsEqual(exp(x), exp(y))).isFalse();
        assertThat(computationsEqual(List.of(exp(x)), List.of(exp(y)), List.of(x), List.of(y)))
                .isTrue();
        assertThat(
                        computationsEqual(
                                List.of(x.minus(y)), List.of(y.minus(x)), List.of(x), List.of(x)))
                .isFalse();
    }

    @Test
    void graphsAsOps() {
        var x = vector("x");
        var op = opFromGraph("softplus_sum", List.of(x), List.of(sum(log(exp(x).plus(1)))));
        var v = vector("v");
        var y = op.apply(v);
        assertThat(dprint(y)).startsWith("softplus_sum [id A]");
        assertThat(grad(y, v).eval(Map.of(v, new double[] {0, 0})).doubles())
                .containsExactly(0.5, 0.5);
        var scaled = op.withPullback((in, _, g) -> List.of(zerosLike(in.get(0)).plus(g.get(0))));
        assertThat(grad(scaled.apply(v), v).eval(Map.of(v, new double[] {0, 0})).doubles())
                .containsExactly(1, 1);
        var each = vmap(grad(a -> scaled.apply(a)));
        assertThat(jit(each).call((Object) ROWS).doubles()).containsOnly(1);
        assertThatThrownBy(() -> opFromGraph("f", List.of(x), List.of(x.plus(v))))
                .hasMessageStartingWith("'v' is needed to compute");
        assertThatThrownBy(() -> op.apply(scalar("s")))
                .hasMessageStartingWith(
                        "'softplus_sum' takes tensors of types [float64(?)], not [float64()]");
        assertThatThrownBy(() -> op.withPullback((_, _, g) -> g))
                .hasMessageStartingWith(
                        "the pullback of 'softplus_sum' must give cotangents of types [float64(?)],"
                                + " not [float64()]");
    }

    @Test
    void vmapRefusals() {
        var a = tensor("a", TensorType.float64(3, 2));
        var b = tensor("b", TensorType.float64(2, 4));
        TensorFunction.Binary f = (x, y) -> x.plus(y);
        assertThatThrownBy(() -> vmap(f, 0, 0).apply(a, b))
                .hasMessageStartingWith(
                        "vmap: argument 0 has length 3 along axis 0, but argument 1 has 2 along"
                                + " axis 0; mapped axes have one length");
        assertThatThrownBy(() -> vmap(f, 0, 2).apply(a, b))
                .hasMessageStartingWith("vmap: argument 1 has shape (2, 4), which has no axis 2");
        assertThatThrownBy(() -> vmap(f, NONE, NONE).apply(a, b))
                .hasMessageStartingWith(
                        "vmap: none of the 2 arguments has an axis to be mapped over");
        assertThatThrownBy(() -> vmap(f, 0).apply(a, b))
                .hasMessageStartingWith("vmap: 1 axes [0] are given for 2 arguments");
        assertThatThrownBy(() -> vmap(f).apply(a))
                .hasMessageStartingWith("the function takes 2 tensors, not 1");
    }

    @Test
    void otherRefusals() {
        var a = tensor("a", TensorType.float64(3));
        assertThatThrownBy(() -> grad(x -> sum(x), 1).apply(a))
                .hasMessageStartingWith(
                        "there is no argument 1 to differentiate by, the function is applied to 1");
        assertThatThrownBy(() -> valueAndGrad(x -> sum(x)).apply(a))
                .hasMessageStartingWith(
                        "the function has 2 results where one is asked for; use applyAll");
        assertThatThrownBy(() -> jit(valueAndGrad(x -> sum(x))).call(new double[] {1}))
                .hasMessageStartingWith(
                        "the function has 2 results where one is asked for; use callAll");
        assertThatThrownBy(() -> jit(x -> sum(x)).call("one"))
                .hasMessageStartingWith(
                        "argument 0 of the function cannot be given a String; use a number, a Java"
                                + " array or an NdArray");
        assertThatThrownBy(() -> jit(x -> sum(x)).call(a))
                .hasMessageStartingWith(
                        "argument 0 is the tensor 'a'; a compiled function is called with numbers");
    }

    @Test
    void signatureRefusals() {
        TensorFunction.Binary f = (x, y) -> x.dot(y);
        assertThatThrownBy(() -> vectorize(f, "(n),n->()"))
                .hasMessageStartingWith(
                        "signature '(n),n->()' cannot be read; write the axes of arguments and"
                                + " results like (m,n),(n)->(m)");
        var two = ofLength("two", 2);
        var three = ofLength("three", 3);
        assertThatThrownBy(() -> vectorize(f, "(n),(n)->()").apply(two, three))
                .hasMessageStartingWith(
                        "axis n of '(n),(n)->()' has length 2 and, in argument 1 of shape (3), 3");
        assertThatThrownBy(() -> vectorize(f, "(n),(n)->(n)").apply(two, two))
                .hasMessageStartingWith(
                        "a function of signature '(n),(n)->(n)' cannot have results of types"
                                + " [float64()]");
        assertThatThrownBy(() -> vectorize(f, "(n,n),(n)->(n)").apply(two, two))
                .hasMessageStartingWith(
                        "argument 0 of '(n,n),(n)->(n)' needs 2 axes or more, not shape (2)");
        assertThatThrownBy(() -> vectorize(f, "(n)->(n)").apply(two, two))
                .hasMessageStartingWith("signature '(n)->(n)' has 1 arguments, not 2");
    }

    private static Input ofLength(String name, int length) {
        return tensor(name, TensorType.float64(length));
    }

    /// Kinds of functions: every number of arguments that lambdas can have.
    @Test
    void upToFiveArguments() {
        Tensor one = constant(1.0, 1);
        assertThat(vmap((a, b, c) -> a.plus(b).plus(c)).apply(one, one, one).eval().doubles())
                .containsExactly(3, 3);
        assertThat(
                        vmap((a, b, c, d) -> a.plus(b).plus(c).plus(d))
                                .apply(one, one, one, one)
                                .eval()
                                .doubles())
                .containsExactly(4, 4);
        assertThat(
                        vmap((a, b, c, d, e) -> a.plus(b).plus(c).plus(d).plus(e))
                                .apply(one, one, one, one, one)
                                .eval()
                                .doubles())
                .containsExactly(5, 5);
    }
}
