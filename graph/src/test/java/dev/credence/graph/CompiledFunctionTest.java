package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Functions with all their options, and what they say when they are called in a wrong way.
final class CompiledFunctionTest {
    private static final CompileOptions OPTIONS = CompileOptions.standard();

    private final Input x = scalar("x");
    private final Input v = vector("v");

    private static void fails(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String s) {
        assertThatThrownBy(call).isInstanceOf(GraphException.class).hasMessageStartingWith(s);
    }

    @Test
    void outputsHaveNames() {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("twice", x.times(2));
        outputs.put("square", square(x));
        var f = function(List.of(x), outputs);
        assertThat(f.outputNames()).containsExactly("twice", "square");
        assertThat(f.callNamed(3))
                .containsExactly(
                        Map.entry("twice", NdArray.scalar(6.0)),
                        Map.entry("square", NdArray.scalar(9.0)));
        assertThat(f.callNamed(Map.of("x", 4))).containsEntry("square", NdArray.scalar(16.0));
        assertThat(function(List.of(x), List.of(exp(x).named("e"))).callNamed(0))
                .containsOnlyKeys("e");
        fails(
                () -> function(List.of(x), List.of(exp(x), log(x))).callNamed(1),
                "the outputs are named [, ], which does not tell them apart; give them to"
                        + " function(...) as a map");
    }

    @Test
    void inputsHaveDefaults() {
        var y = scalar("y");
        var f = function(List.of(x, y), x.minus(y), OPTIONS.withDefault(y, 10));
        assertThat(f.call(1).item()).isEqualTo(-9);
        assertThat(f.call(1, 2).item()).isEqualTo(-1);
        assertThat(f.call(Map.of("x", 3)).item()).isEqualTo(-7);
        assertThat(f.call(Map.of("x", 3, "y", 3)).item()).isZero();
        fails(f::call, "the function takes 2 arguments [x, y], not 0. Called at ");
        fails(
                () -> function(List.of(x), exp(x), OPTIONS.withDefault(y, 1)),
                "'y' has a default value but is not among the inputs [x]");
        fails(
                () -> function(List.of(x), exp(x), OPTIONS.withDefault(x, new double[2])),
                "'x' is float64() and cannot be given a value of type float64(2)");
    }

    @Test
    void updatesAreMadeAtOnceAfterTheCall() {
        var a = shared("a", 1);
        var b = shared("b", 10);
        var f =
                function(
                        List.of(x),
                        a.plus(b).times(x),
                        OPTIONS.withUpdate(a, b).withUpdate(b, a.plus(x)));
        assertThat(f.call(2).item()).isEqualTo(22);
        assertThat(a.value().item()).isEqualTo(10);
        assertThat(b.value().item()).isEqualTo(3);
        assertThat(f.callAll(1)).containsExactly(NdArray.scalar(13.0));
        fails(
                () -> function(List.of(x), x.plus(a), OPTIONS.withUpdate(a, constant(1.0, 2))),
                "shared variable 'a' is float64() and cannot be updated to '[1.0, 2.0]' of type"
                        + " float64(2); cast it or keep the rank");
    }

    @Test
    void updatesOfSharedVariablesThatNoOutputNeeds() {
        var count = shared("count", 0);
        var f = function(List.of(), constant(5).times(1), OPTIONS.withUpdate(count, count.plus(1)));
        for (int i = 0; i < 3; i++) f.call();
        assertThat(count.value().item()).isEqualTo(3);
    }

    @Test
    void givensStandForOtherTensors() {
        var y = scalar("y");
        var z = exp(x);
        var w = z.plus(1);
        assertThat(function(List.of(x), w, OPTIONS.withGiven(z, square(x))).call(3).item())
                .isEqualTo(10);
        var chained = OPTIONS.withGiven(z, y.plus(1)).withGiven(y, x.times(2));
        assertThat(function(List.of(x), w, chained).call(3).item()).isEqualTo(8);
        assertThat(function(List.of(), w, OPTIONS.withGiven(x, constant(0))).call().item())
                .isEqualTo(2);
        fails(
                () -> function(List.of(x), w, OPTIONS.withGiven(z, v)),
                "'exp(x)' is float64() and cannot be given as 'v' of type float64(?)");
    }

    @Test
    void givensDoNotRunInCircles() {
        var y = scalar("y");
        fails(
                () -> function(List.of(x), exp(x), OPTIONS.withGiven(x, x.plus(1))),
                "'x' cannot be given as 'x + 1', which depends on 'x' again; make a new input for"
                        + " what stands inside");
        var circle = OPTIONS.withGiven(x, y.plus(1)).withGiven(y, exp(x));
        fails(() -> function(List.of(x), exp(x), circle), "'x' cannot be given as 'y + 1'");
    }

    @Test
    void inputsMustBeNeededAndGivenOnce() {
        var y = scalar("y");
        fails(
                () -> function(List.of(x, y), exp(x)),
                "the input 'y' is not needed to compute [exp(x)]; leave it out, or allow it by"
                        + " CompileOptions.withUnusedInputs()");
        var f = function(List.of(x, y), exp(x), OPTIONS.withUnusedInputs());
        assertThat(f.call(0, 99).item()).isEqualTo(1);
        fails(() -> function(List.of(x, x), exp(x)), "the input 'x' is listed twice in [x, x]");
        fails(
                () -> function(List.of(x), x.plus(y)),
                "'y' is needed to compute [x + y] but is not among the inputs [x]");
    }

    @Test
    void wrongArgumentsAreNamedWithTheCallersLine() {
        var f = function(List.of(x, v), x.plus(v));
        fails(() -> f.call(1), "the function takes 2 arguments [x, v], not 1. Called at ");
        fails(
                () -> f.call(new double[2], new double[2]),
                "'x' is float64() and cannot be given a value of type float64(2). Called at ");
        fails(
                () -> f.call(1, "text"),
                "'v' cannot be given a String; use a number, a Java array or an NdArray. Called"
                        + " at ");
        fails(
                () -> f.call(Map.of("x", 1)),
                "no value was given for 'v'; the function takes [x, v]. Called at ");
        fails(
                () -> f.call(Map.of("x", 1, "v", new double[1], "w", 1)),
                "the function has no input 'w'; it takes [x, v]. Called at ");
        var n = tensor("n", new TensorType(DType.INT64, Shape.SCALAR));
        fails(
                () -> function(List.of(n), n.plus(n)).call(1.5),
                "'n' is int64() and cannot be given a value of type float64(). Called at ");
    }

    @Test
    void shapesThatDoNotFitAreNamedWithTheLineThatMadeTheNode() {
        var u = vector("u");
        var f = function(List.of(u, v), u.plus(v));
        fails(
                () -> f.call(new double[3], new double[4]),
                "add: shapes 'u' (3) and 'v' (4) do not broadcast. Made at ");
    }

    @Test
    void positionsOutsideAnAxisAreNamed() {
        var index = tensor("index", new TensorType(DType.INT64, Shape.unknown(1)));
        var f = function(List.of(v, index), v.get(index));
        assertThatThrownBy(() -> f.call(new double[3], new int[] {0, 7}))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("index 7 is out of bounds for")
                .hasMessageContaining("length 3")
                .hasMessageContaining(". Made at ");
    }

    @Test
    void failuresInsideOfScansNameTheLine() {
        var f =
                function(
                        List.of(v, x),
                        scan(
                                        (c, e) ->
                                                Step.of(
                                                        c.getFirst()
                                                                .plus(
                                                                        check(
                                                                                e.getFirst(),
                                                                                e.getFirst().gt(0),
                                                                                "entry > 0"))),
                                        List.of(x),
                                        List.of(v))
                                .carry());
        assertThat(f.call(new double[] {1, 2}, 0).item()).isEqualTo(3);
        assertThatThrownBy(() -> f.call(new double[] {1, -2}, 0))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("entry > 0 fails. Made at ");
    }

    @Test
    void sharedVariablesKeepDtypeAndRank() {
        var s = shared("s", NdArray.of(1, 2));
        var f = function(List.of(), sum(s));
        assertThat(f.call().item()).isEqualTo(3);
        s.setValue(NdArray.of(1, 2, 3));
        assertThat(f.call().item()).isEqualTo(6);
        assertThatThrownBy(() -> s.setValue(NdArray.of(new double[][] {{1}})))
                .hasMessageStartingWith(
                        "shared variable 's' is float64(?) and cannot take a value of type"
                                + " float64(1, 1); dtype and rank are fixed. Called at ");
    }

    @Test
    void sharedVariablesTakeOtherDtypesWhereNothingIsLost() {
        var s = shared("s", NdArray.of(1.5, 2));
        var f = function(List.of(), sum(s));
        s.setValue(NdArray.of(new int[] {1, 2, 3}, 3));
        assertThat(s.value()).isEqualTo(NdArray.of(1, 2, 3));
        s.setValue(NdArray.of(new float[] {0.25f}, 1));
        assertThat(f.call().item()).isEqualTo(0.25);
        var counts = shared("counts", NdArray.of(new int[] {1}, 1));
        counts.setValue(NdArray.of(new long[] {7, -7}, 2));
        assertThat(counts.value()).isEqualTo(NdArray.of(new int[] {7, -7}, 2));
        fails(
                () -> counts.setValue(NdArray.of(new long[] {1L << 40}, 1)),
                "'counts' is int32(?) and cannot hold the value 1099511627776 of element 0"
                        + " exactly");
        fails(
                () -> counts.setValue(NdArray.of(0.5)),
                "shared variable 'counts' is int32(?) and cannot take a value of type float64(1);"
                        + " dtype and rank are fixed");
        var single = shared("single", NdArray.of(new float[] {1}, 1));
        fails(
                () -> single.setValue(NdArray.of(0.1)),
                "'single' is float32(?) and is not given float64 values, which would be rounded;"
                        + " cast them to float32 first");
    }

    @Test
    void aFunctionWithoutOutputsUpdates() {
        var total = shared("total", 0);
        var f = function(List.of(x), List.<Tensor>of(), OPTIONS.withUpdate(total, total.plus(x)));
        assertThat(f.callAll(2)).isEmpty();
        f.callAll(3);
        assertThat(total.value().item()).isEqualTo(5);
    }

    @Test
    void aCopyHasStateOfItsOwn() {
        var count = shared("count", 0);
        var other = shared("other", 100);
        var f = function(List.of(x), count.plus(x), OPTIONS.withUpdate(count, count.plus(x)));
        var g = f.copy(Map.of(count, other));
        assertThat(f.call(1).item()).isEqualTo(1);
        assertThat(g.call(1).item()).isEqualTo(101);
        assertThat(f.call(1).item()).isEqualTo(2);
        assertThat(other.value().item()).isEqualTo(101);
        fails(
                () -> f.copy(Map.of(other, count)),
                "the function does not use a shared variable 'other'; it uses [count]");
        fails(
                () -> f.copy(Map.of(count, shared("m", NdArray.of(1, 2)))),
                "shared variable 'count' is float64() and cannot be exchanged for 'm' of type"
                        + " float64(?)");
    }

    @Test
    void resultsAreNeverArguments() {
        var s = shared("s", NdArray.of(1, 2));
        var f = function(List.of(v), List.of(v, s, v), OPTIONS.withUpdate(s, v));
        var given = NdArray.of(3, 4);
        var results = f.callAll(given);
        assertThat(results).containsExactly(given, NdArray.of(1, 2), given);
        assertThat(results.get(0).storage())
                .isNotSameAs(given.storage())
                .isNotSameAs(results.get(2).storage());
        results.get(0).doubles()[0] = 99;
        assertThat(s.value()).isEqualTo(NdArray.of(3, 4));
    }

    @Test
    void evalTakesValuesForAnyNodeItDependsOn() {
        var z = x.plus(v);
        var w = exp(z);
        assertThat(w.eval(Map.of(z, new double[] {0})).doubles()).containsExactly(1);
        assertThat(w.eval(Map.of(x, 0, v, new double[] {0, 0})).doubles()).containsExactly(1, 1);
        assertThat(w.eval(Map.of(z, new double[] {0, 0, 0})).size()).isEqualTo(3);
        fails(
                () -> w.eval(Map.of(z, new double[1], log(x), 1)),
                "a value was given for 'log(x)', which 'exp(x + v)' does not depend on. Called at"
                        + " ");
        fails(
                () -> w.eval(Map.of(x, 0)),
                "'v' is needed to compute [exp(x + v)] but is not among the inputs");
    }

    @Test
    void matricesThatAreNotPositiveDefiniteAreFoundByTheGuard() {
        var k = matrix("k").named("k");
        var f = function(List.of(k), sum(cholesky(k)), OPTIONS.withMode(CompileMode.NAN_GUARD));
        assertThat(f.call((Object) new double[][] {{4}}).item()).isEqualTo(2);
        assertThatThrownBy(() -> f.call((Object) new double[][] {{1, 2}, {2, 1}}))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'Cholesky(k)' is NaN at [")
                .hasMessageContaining(
                        "made by Cholesky, which needs a positive definite matrix, from k = [[1.0,"
                                + " 2.0], [2.0, 1.0]]")
                .hasMessageContaining(". Made at ");
    }

    @Test
    void oneFunctionServesManyThreads() throws Exception {
        var f = function(List.of(v, x), List.of(sum(exp(v.times(x))), v.plus(x)));
        int threads = 8;
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int t = 0; t < threads; t++) {
            int n = 1 + t % 4;
            double scale = t;
            tasks.add(() -> {
                var argument = new double[n];
                for (int call = 0; call < 500; call++) {
                    java.util.Arrays.fill(argument, call);
                    var out = f.callAll(argument.clone(), scale / 100);
                    double expected = n * Math.exp(call * scale / 100);
                    double error = Math.abs(out.get(0).item() - expected);
                    if (error > 1e-12 * expected) return false;
                    if (out.get(1).doubles()[n - 1] != call + scale / 100) return false;
                }
                return true;
            });
        }
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var done : pool.invokeAll(tasks)) assertThat(done.get()).isTrue();
        }
    }

    @Test
    void updatesFromManyThreadsAreNotLost() throws Exception {
        var count = shared("count", 0);
        var f = function(List.of(), count, OPTIONS.withUpdate(count, count.plus(1)));
        var tasks = new ArrayList<Callable<Object>>();
        for (int t = 0; t < 8; t++)
            tasks.add(() -> {
                for (int i = 0; i < 200; i++) f.call();
                return 0;
            });
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var done : pool.invokeAll(tasks)) done.get();
        }
        assertThat(count.value().item()).isEqualTo(1600);
    }
}
