package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Indexing;
import dev.credence.graph.Input;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.Op;
import dev.credence.graph.Reduction;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.View;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Every family of ops equals the interpreter on small and large, odd and empty shapes.
final class FamiliesTest {
    private static final int[][] SHAPES = {
        {},
        {1},
        {5},
        {16},
        {17},
        {100},
        {1000},
        {0},
        {3, 4},
        {1, 7},
        {7, 1},
        {40, 30},
        {2, 600},
        {600, 2},
        {3, 0},
        {2, 3, 4},
        {10, 1, 30},
        {4, 20, 10}
    };

    private final Random random = new Random(7);

    private NdArray numbers(int... shape) {
        var v = NdArray.zeros(DType.FLOAT64, shape);
        for (int i = 0; i < v.size(); i++)
            v.doubles()[i] = random.nextInt(5) == 0 ? -0.0 : random.nextGaussian();
        return v;
    }

    private void agree(
            double tolerance, List<NdArray> values, List<Input> inputs, Tensor... outputs) {
        Laws.agree(inputs, List.of(outputs), values, tolerance);
    }

    /// Whether a function of an array agrees, for the array in float64, in float32 and in int32.
    private void agree(double tolerance, NdArray x, UnaryOperator<Tensor> f) {
        agreeAsGiven(tolerance, x, f);
        agreeAsGiven(single(tolerance), x.cast(DType.FLOAT32), f);
        agreeAsGiven(single(tolerance), integers(x), f);
    }

    /// Where the last bit of a float64 may differ, so may that of its float32.
    private static double single(double tolerance) {
        return tolerance == 0 ? 0 : 1e-6;
    }

    private static NdArray integers(NdArray x) {
        var out = NdArray.zeros(DType.INT32, x.shape());
        for (int i = 0; i < x.size(); i++) out.ints()[i] = (int) (9 * x.element(i));
        return out;
    }

    private void agreeAsGiven(double tolerance, NdArray x, UnaryOperator<Tensor> f) {
        var inputs = Laws.inputs(x);
        agree(tolerance, List.of(x), inputs, f.apply(inputs.getFirst()));
    }

    private static Tensor apply(Op op, Tensor... inputs) {
        return new Apply(op, List.of(inputs)).output();
    }

    @Test
    void elementwiseInputsBroadcast() {
        int[][][] pairs = {
            {{3, 4}, {1, 4}},
            {{3, 4}, {3, 1}},
            {{3, 1}, {1, 4}},
            {{200, 1}, {1, 30}},
            {{200, 30}, {1, 1}},
            {{1, 300}, {5, 1}},
            {{2, 1, 90}, {1, 7, 1}},
            {{1, 1}, {1, 1}},
            {{0, 4}, {1, 4}}
        };
        for (var pair : pairs) {
            var values = List.of(numbers(pair[0]), numbers(pair[1]));
            var x = Laws.inputs(values.get(0), values.get(1));
            var product = multiply(x.get(0), x.get(1));
            var e = exp(product);
            agree(
                    1e-13,
                    values,
                    x,
                    product,
                    e,
                    add(e, x.get(1)),
                    sum(e),
                    sum(multiply(e, product), 0));
        }
    }

    @ParameterizedTest
    @EnumSource(Reduction.Kind.class)
    void reductionsOverAllAxes(Reduction.Kind kind) {
        boolean logical = kind == Reduction.Kind.ALL || kind == Reduction.Kind.ANY;
        for (var shape : SHAPES) {
            for (int mask = 0; mask < 1 << shape.length; mask++) {
                int chosen = mask;
                var axes =
                        IntStream.range(0, shape.length)
                                .filter(a -> (chosen >> a & 1) == 1)
                                .boxed()
                                .toList();
                for (boolean keep : new boolean[] {false, true}) {
                    var op = new Reduction(kind, axes, keep);
                    agree(1e-12, numbers(shape), x -> apply(op, logical ? x.lt(0.3) : x));
                    if (!logical)
                        agree(0, numbers(shape), x -> apply(op, cast(x.times(9), DType.INT64)));
                }
            }
        }
    }

    @Test
    void foldsOfFunctionsOfRows() {
        for (var shape : new int[][] {{300, 4}, {4, 300}, {3, 200, 5}, {600, 600}, {5, 5}}) {
            int last = shape.length - 1;
            agree(
                    1e-12,
                    numbers(shape),
                    x -> {
                        var shifted =
                                subtract(
                                        x,
                                        max(x, last).rank() == 0
                                                ? max(x, last)
                                                : expandDims(max(x, last), last));
                        var total = sum(exp(shifted), last);
                        return add(log(total), sum(square(shifted), last));
                    });
            agree(1e-12, numbers(shape), x -> sum(exp(x), 0));
            agree(
                    1e-12,
                    numbers(shape),
                    x -> prod(add(constant(1), multiply(constant(0.01), x)), last));
        }
    }

    @Test
    void viewsOfResultsAndOfInputs() {
        for (var shape : new int[][] {{3, 4}, {40, 30}, {2, 600}, {1, 5}, {5, 1}}) {
            agree(1e-13, numbers(shape), x -> add(transpose(exp(x)), transpose(x)));
            agree(0, numbers(shape), x -> reshape(transpose(x), -1));
            agree(0, numbers(shape), x -> negate(reshape(transpose(negate(x)), -1)));
            agree(0, numbers(shape), x -> reshape(x, 1, -1, 1));
            agree(0, numbers(shape), x -> dimShuffle(x, 1, View.DimShuffle.NEW_AXIS, 0));
            agree(0, numbers(shape), x -> concatenate(0, x, negate(x), x));
            agree(
                    0,
                    numbers(shape),
                    x -> concatenate(1, x, negate(x), constant(new double[x.shape().dim(0)][1])));
            agree(0, numbers(shape), x -> broadcastTo(expandDims(x, 0), 3, shape[0], shape[1]));
            agree(0, numbers(shape), x -> multiply(cast(shapeOf(x), DType.FLOAT64), constant(2.)));
        }
    }

    @Test
    void slicesAndTheirReplacement() {
        int[][] ranges = {
            {0, 3, 1},
            {1, 100, 2},
            {-3, Indexing.Range.END, 1},
            {-1, Indexing.Range.END, -1},
            {5, 1, -2},
            {3, 3, 1}
        };
        for (var shape : new int[][] {{7}, {100}, {6, 50}, {50, 6}}) {
            for (int axis = 0; axis < shape.length; axis++) {
                for (var r : ranges) {
                    var range = new Indexing.Range(r[0], r[1], r[2]);
                    var slice = new Indexing.Slice(axis, range);
                    var set = new Indexing.SetSlice(axis, range);
                    agree(0, numbers(shape), x -> apply(slice, x));
                    agree(0, numbers(shape), x -> apply(slice, negate(x)));
                    agree(0, numbers(shape), x -> apply(set, x, negate(apply(slice, x))));
                    agree(
                            1e-13,
                            numbers(shape),
                            x -> apply(set, exp(x), log(square(apply(slice, x)))));
                }
            }
        }
    }

    @Test
    void gathersAndScatters() {
        for (var shape : new int[][] {{7}, {20}, {5, 30}, {30, 5}, {3, 4, 5}}) {
            for (int axis = 0; axis < shape.length; axis++) {
                for (var at : new int[][] {{}, {4}, {100}, {2, 3}, {0}}) {
                    var index = NdArray.zeros(DType.INT64, at);
                    for (int i = 0; i < index.size(); i++)
                        index.longs()[i] = random.nextInt(-shape[axis], shape[axis]);
                    var x = numbers(shape);
                    gatherAndScatter(1e-12, x, index, axis);
                    gatherAndScatter(single(1e-12), x.cast(DType.FLOAT32), index, axis);
                    scatterIntegers(integers(x), index, axis);
                }
            }
        }
    }

    private void scatterIntegers(NdArray x, NdArray index, int axis) {
        var values = List.of(x, index.cast(DType.INT32));
        var inputs = Laws.inputs(x, values.get(1));
        var taken = gather(inputs.get(0), inputs.get(1), axis);
        var at = cast(inputs.get(1), DType.INT64);
        agree(0, values, inputs, apply(new Indexing.ScatterAdd(axis), inputs.get(0), at, taken));
    }

    private void gatherAndScatter(double tolerance, NdArray x, NdArray index, int axis) {
        var values = List.of(x, index);
        var inputs = Laws.inputs(x, index);
        for (Tensor at : List.of(inputs.get(1), constant(index))) {
            var taken = gather(exp(inputs.get(0)), at, axis);
            agree(
                    tolerance,
                    values,
                    inputs,
                    taken,
                    gather(inputs.get(0), at, axis),
                    apply(new Indexing.ScatterAdd(axis), inputs.get(0), at, sin(taken)),
                    apply(new Indexing.ScatterAdd(axis), zerosLike(inputs.get(0)), at, taken));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 20, 40})
    void linearAlgebra(int n) {
        for (int k : new int[] {1, 2, 7, 30}) {
            var values = List.of(numbers(n, k), numbers(k, 3), numbers(k, 1), numbers(1, n));
            linearAlgebra(1e-10, values, n);
            linearAlgebra(1e-4, values.stream().map(v -> v.cast(DType.FLOAT32)).toList(), n);
        }
    }

    private void linearAlgebra(double tolerance, List<NdArray> values, int n) {
        var x = Laws.inputs(values.toArray(NdArray[]::new));
        Tensor a = x.get(0);
        var ridge = NdArray.full(n + 1, n).cast(a.dtype());
        var gram = add(matmul(a, transpose(a)), diagonalMatrix(constant(ridge)));
        var l = cholesky(gram);
        agree(
                tolerance,
                values,
                x,
                matmul(a, x.get(1)),
                matmul(transpose(x.get(1)), transpose(a)),
                matmul(a, x.get(2)),
                matmul(x.get(3), a),
                matmul(transpose(a), transpose(x.get(3))),
                matmul(slice(a, 0, 0, n, 2), x.get(1)),
                l,
                solveTriangular(l, a),
                apply(new LinearAlgebra.SolveTriangular(true), l, a),
                apply(new LinearAlgebra.SolveTriangular(false), transpose(transpose(l)), exp(a)),
                lowerTriangle(gram, 0),
                lowerTriangle(a, -1),
                lowerTriangle(exp(a), 1),
                diagonal(exp(gram)),
                diagonal(transpose(l)),
                sum(square(diagonalMatrix(diagonal(l)))));
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteHasAFactorOfNaN() {
        var x = NdArray.of(new double[][] {{1, 2}, {2, 1}});
        agreeAsGiven(0, x, m -> cholesky(m));
        agreeAsGiven(0, x.cast(DType.FLOAT32), m -> cholesky(m));
    }

    @Test
    void outputsMayBeInputsConstantsAndEachOther() {
        var value = numbers(20);
        var x = Laws.inputs(value).getFirst();
        Tensor y = exp(x);
        Tensor small = sum(x);
        agree(
                1e-13,
                List.of(value),
                List.of(x),
                x,
                x,
                y,
                y,
                reshape(y, 4, 5),
                transpose(reshape(y, 4, 5)),
                constant(1., 2., 3.),
                small,
                small,
                broadcastTo(expandDims(small, 0), 30),
                y.get(3),
                constant(4));
    }

    @Test
    void sumsMayBeReadNowhere() {
        for (var shape : new int[][] {{17, 17}, {5, 5, 8}, {3}, {1000}}) {
            agree(
                    1e-12,
                    numbers(shape),
                    x -> slice(expandDims(sum(x), 0), 0, 4, Indexing.Range.END, 1));
            agree(1e-12, numbers(shape), x -> broadcastTo(max(x), 0));
        }
    }

    @Test
    void integersAndTruthValues() {
        for (int n : new int[] {1, 8, 200}) {
            var values = List.of(numbers(n), numbers(n));
            var x = Laws.inputs(values.get(0), values.get(1));
            var i = cast(multiply(x.get(0), constant(10)), DType.INT64);
            var b = less(x.get(0), x.get(1));
            var chosen = select(b, i, mod(i, constant(3L)));
            agree(
                    0,
                    values,
                    x,
                    i,
                    b,
                    chosen,
                    sum(chosen),
                    all(b),
                    any(not(b)),
                    cast(b, DType.INT64),
                    sum(cast(b, DType.FLOAT64)));
            agree(
                    1e-13,
                    values,
                    x,
                    sum(select(and(b, exp(x.get(0)).lt(2)), exp(x.get(1)), constant(0))));
        }
    }

    @Test
    void programsWithoutNodesOrInputs() {
        var x = new Input("x", TensorType.float64(3));
        agree(0, List.of(NdArray.of(1, 2, 3)), List.of(x), x);
        agree(0, List.of(), List.of(), add(constant(2), constant(3)));
        agree(0, new ArrayList<>(), new ArrayList<>(), constant(1., 2.));
    }
}
