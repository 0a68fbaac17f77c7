package dev.credence.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What every op must keep: what it says of its output's type is what it computes, its pullback is
/// its derivative, and what it declares to commute does.
final class OpLaws {
    private static final long SEED = 20260712;

    /// Shapes of the operands of one elementwise node; those that differ broadcast.
    private static final int[][][] SHAPES = {
        {{}, {}, {}},
        {{1}, {1}, {1}},
        {{0}, {0}, {1}},
        {{3}, {1}, {3}},
        {{1}, {3}, {3}},
        {{2, 3}, {1, 3}, {2, 1}},
        {{2, 1}, {1, 3}, {1, 1}},
    };

    /// An op on operands of given types.
    ///
    /// @param build applies it
    /// @param low,high the range of the values, away from kinks
    private record OpCase(
            String name,
            Function<List<Tensor>, Tensor> build,
            double low,
            double high,
            List<int[]> shapes) {
        @Override
        public String toString() {
            return name + shapes.stream().map(NdArray::shapeText).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Elementwise.class)
    void elementwise(Elementwise f) {
        var random = new SplittableRandom(SEED);
        for (var shapes : SHAPES) {
            var values = new ArrayList<NdArray>();
            for (int i = 0; i < f.arity(); i++)
                values.add(operand(random, f, i, low(f, i), high(f, i), shapes[i % 3]));
            Function<List<Tensor>, Tensor> build = x -> new Apply(f, x).output();
            for (var operands : List.of(values, single(values))) {
                checkType(build, operands);
                if (resultIsReal(f)) checkGradient(f, operands);
            }
        }
    }

    /// Inputs without a derivative are held constant, and asking for theirs is refused.
    private static void checkGradient(Elementwise f, List<NdArray> values) {
        int held = f.heldInputs();
        var constants = values.stream().limit(held).<Tensor>map(Constant::new).toList();
        GradientCheck.verify(
                x -> {
                    var inputs = new ArrayList<>(constants);
                    inputs.addAll(x);
                    return new Apply(f, inputs).output();
                },
                values.subList(held, values.size()));
        for (int i = 0; i < held; i++) {
            var inputs = new ArrayList<Tensor>(values.stream().map(Constant::new).toList());
            var x = new Input("x", TensorType.of(values.get(i)));
            inputs.set(i, x);
            var cost = Tensors.sum(new Apply(f, inputs).output());
            assertThatThrownBy(() -> Tensors.grad(cost, x))
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining(
                            "op '%s' has no gradient with respect to its input %d".formatted(f, i));
        }
    }

    private static void check(
            Function<List<Tensor>, Tensor> build, List<NdArray> values, boolean smooth) {
        checkType(build, values);
        if (smooth) GradientCheck.verify(build, values);
    }

    /// The same values with float32 for float64.
    private static List<NdArray> single(List<NdArray> values) {
        return values.stream()
                .map(v -> v.dtype() == DType.FLOAT64 ? v.cast(DType.FLOAT32) : v)
                .toList();
    }

    private static NdArray operand(
            SplittableRandom random, Elementwise f, int i, double low, double high, int... shape) {
        var x = sample(random, dtype(f, i), low, high, shape);
        if (f != Elementwise.POLYGAMMA || i > 0) return x;
        return NdArray.of(Arrays.stream(x.doubles()).map(Math::rint).toArray(), shape);
    }

    private static boolean resultIsReal(Elementwise f) {
        return switch (f.typing()) {
            case FLOAT, ARITHMETIC, SELECT -> true;
            case INTEGER, COMPARISON, LOGICAL, TEST, CAST -> false;
        };
    }

    private static DType dtype(Elementwise f, int input) {
        return switch (f.typing()) {
            case FLOAT, ARITHMETIC, COMPARISON, TEST, CAST -> DType.FLOAT64;
            case INTEGER -> DType.INT64;
            case LOGICAL -> DType.BOOL;
            case SELECT -> input == 0 ? DType.BOOL : DType.FLOAT64;
        };
    }

    private static double low(Elementwise f, int input) {
        return switch (f) {
            case LOG1MEXP, NDTRI_EXP -> -3;
            case ERFINV, ARCSIN, ARCCOS, ARCTANH -> -0.8;
            case ARCCOSH -> 1.2;
            case HYP2F1, HYP2F1_DA, HYP2F1_DC -> input == 3 ? -0.8 : 0.3;
            default -> 0.3;
        };
    }

    private static double high(Elementwise f, int input) {
        return switch (f) {
            case LOG1MEXP, NDTRI_EXP -> -0.2;
            case ERFINV, ARCSIN, ARCCOS, ARCTANH, LOGIT, NDTRI -> 0.8;
            case ARCCOSH -> 3;
            case GAMMA_P_INVERSE, GAMMA_Q_INVERSE -> input == 1 ? 0.8 : 1.4;
            case BETA_I, BETA_I_DA, BETA_I_DB, BETA_I_DX, BETA_Q, BETA_I_INVERSE, BETA_Q_INVERSE ->
                    input == 2 ? 0.8 : 1.4;
            case HYP2F1, HYP2F1_DA, HYP2F1_DC -> input == 3 ? 0.8 : 1.4;
            default -> 1.4;
        };
    }

    @ParameterizedTest
    @EnumSource(Elementwise.class)
    void commutingIsDeclaredWhereItHolds(Elementwise f) {
        if (f.arity() != 2) return;
        var random = new SplittableRandom(SEED);
        boolean same = true;
        for (int trial = 0; trial < 20; trial++) {
            var x = operand(random, f, 0, -2, 2, 3);
            var y = operand(random, f, 1, -2, 2, 3);
            same &= apply(f, x, y).equals(apply(f, y, x));
        }
        assertThat(f.commutes()).isEqualTo(same);
    }

    private static NdArray apply(Op op, NdArray... values) {
        var inputs = new ArrayList<Tensor>();
        for (var v : values) inputs.add(new Constant(v));
        var node = new Apply(op, inputs);
        return op.perform(node, List.of(values)).getFirst();
    }

    static Stream<OpCase> others() {
        var cases = new ArrayList<OpCase>();
        for (var kind :
                List.of(
                        Reduction.Kind.SUM,
                        Reduction.Kind.PRODUCT,
                        Reduction.Kind.MAX,
                        Reduction.Kind.MIN)) {
            for (var axes : List.of(List.<Integer>of(), List.of(0), List.of(1), List.of(0, 1))) {
                for (boolean keep : new boolean[] {false, true}) {
                    var r = new Reduction(kind, axes, keep);
                    cases.add(one(r, new int[] {2, 3}));
                    cases.add(one(r, new int[] {1, 1}));
                    if (kind == Reduction.Kind.SUM) cases.add(one(r, new int[] {0, 3}));
                }
            }
        }
        cases.add(one(new View.DimShuffle(List.of(1, -1, 0)), new int[] {2, 3}));
        cases.add(one(new View.DimShuffle(List.of(1)), new int[] {1, 3}));
        cases.add(built("Reshape", x -> Tensors.reshape(x.getFirst(), 3, -1), new int[] {2, 3}));
        cases.add(
                built("BroadcastTo", x -> Tensors.broadcastTo(x.getFirst(), 2, 3), new int[] {3}));
        cases.add(
                built(
                        "Concatenate",
                        x -> Tensors.concatenate(1, x.get(0), x.get(1), x.get(0)),
                        new int[] {2, 3},
                        new int[] {2, 1}));
        for (var range :
                List.of(
                        new Indexing.Range(1, 3, 1),
                        new Indexing.Range(0, Indexing.Range.END, 2),
                        new Indexing.Range(-1, Indexing.Range.END, -2),
                        new Indexing.Range(2, 2, 1))) {
            cases.add(one(new Indexing.Slice(1, range), new int[] {2, 4}));
            int length = range.count(4);
            cases.add(
                    new OpCase(
                            "SetSlice" + range,
                            x -> new Apply(new Indexing.SetSlice(1, range), x).output(),
                            0.3,
                            1.4,
                            List.of(new int[] {2, 4}, new int[] {1, length})));
        }
        var positions = Tensors.constant(2, 0, -1, 2);
        cases.add(
                built("Gather", x -> Tensors.gather(x.getFirst(), positions, 0), new int[] {3, 2}));
        cases.add(
                built(
                        "ScatterAdd",
                        x ->
                                new Apply(
                                                new Indexing.ScatterAdd(0),
                                                List.of(x.get(0), positions, x.get(1)))
                                        .output(),
                        new int[] {3, 2},
                        new int[] {4, 2}));
        cases.add(
                built(
                        "MatMul",
                        x -> Tensors.matmul(x.get(0), x.get(1)),
                        new int[] {2, 3},
                        new int[] {3, 4}));
        cases.add(
                built(
                        "Cholesky",
                        x -> Tensors.cholesky(positiveDefinite(x.getFirst())),
                        new int[] {3, 3}));
        for (boolean transposed : new boolean[] {false, true}) {
            cases.add(
                    built(
                            "SolveTriangular" + transposed,
                            x ->
                                    new Apply(
                                                    new LinearAlgebra.SolveTriangular(transposed),
                                                    List.of(
                                                            Tensors.cholesky(
                                                                    positiveDefinite(x.get(0))),
                                                            x.get(1)))
                                            .output(),
                            new int[] {3, 3},
                            new int[] {3, 2}));
        }
        cases.add(
                built(
                        "CholeskyInverse",
                        x ->
                                new Apply(
                                                new LinearAlgebra.CholeskyInverse(),
                                                List.of(
                                                        Tensors.cholesky(
                                                                positiveDefinite(x.getFirst()))))
                                        .output(),
                        new int[] {3, 3}));
        for (var op : List.of(PositiveDefinite.LOG_DETERMINANT, PositiveDefinite.INVERSE))
            cases.add(
                    built(
                            op.toString(),
                            x -> op.of(positiveDefinite(x.getFirst())),
                            new int[] {3, 3}));
        for (var op : List.of(PositiveDefinite.QUADRATIC_FORM, PositiveDefinite.SOLVE)) {
            for (boolean lower : new boolean[] {false, true})
                cases.add(
                        built(
                                "%s, %s".formatted(op, lower ? "any matrix" : "symmetric"),
                                x -> op.of(matrix(x.get(0), lower), x.get(1)),
                                new int[] {3, 3},
                                new int[] {3, 2}));
        }
        cases.add(one(new LinearAlgebra.LowerTriangle(-1), new int[] {3, 3}));
        cases.add(one(new LinearAlgebra.LowerTriangle(1), new int[] {2, 3}));
        cases.add(one(new LinearAlgebra.Diagonal(), new int[] {3, 3}));
        cases.add(one(new LinearAlgebra.DiagonalMatrix(), new int[] {3}));
        cases.add(
                built(
                        "Check",
                        x -> Tensors.check(x.getFirst(), x.getFirst().gt(0), "x > 0"),
                        new int[] {3}));
        return cases.stream();
    }

    private static Tensor positiveDefinite(Tensor x) {
        return Tensors.matmul(x, x.transpose())
                .plus(Tensors.diagonalMatrix(Tensors.constant(1, 2, 3.0)).cast(x.dtype()));
    }

    /// A positive definite matrix, or one that is so for what reads its lower triangle only.
    private static Tensor matrix(Tensor x, boolean lower) {
        var k = positiveDefinite(x);
        return lower ? Tensors.lowerTriangle(k, 0).plus(x.minus(Tensors.lowerTriangle(x, 0))) : k;
    }

    private static OpCase one(Op op, int[] shape) {
        return built(op.toString(), x -> new Apply(op, x).output(), shape);
    }

    private static OpCase built(
            String name, Function<List<Tensor>, Tensor> build, int[]... shapes) {
        return new OpCase(name, build, 0.3, 1.4, List.of(shapes));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherFamilies(OpCase op) {
        var random = new SplittableRandom(SEED);
        var values =
                op.shapes.stream()
                        .map(s -> sample(random, DType.FLOAT64, op.low, op.high, s))
                        .toList();
        check(op.build, values, true);
        check(op.build, single(values), true);
    }

    /// A product with zeros among its factors still has a gradient.
    @ParameterizedTest
    @MethodSource("zeros")
    void productsWithZeros(double[] x, double[] expected) {
        var input = new Input("x", TensorType.float64(x.length));
        var slope = Tensors.grad(Tensors.prod(input), input);
        assertThat(
                        Interpreter.evaluate(List.of(slope), Map.of(input, NdArray.of(x)))
                                .getFirst()
                                .doubles())
                .containsExactly(expected, within(1e-15));
    }

    static Stream<Arguments> zeros() {
        return Stream.of(
                Arguments.of(new double[] {2, 3, 4}, new double[] {12, 8, 6}),
                Arguments.of(new double[] {2, 0, 4}, new double[] {0, 8, 0}),
                Arguments.of(new double[] {0, 0, 4}, new double[] {0, 0, 0}));
    }

    /// The type that an op infers, from known and from unknown lengths, fits what it computes.
    private static void checkType(Function<List<Tensor>, Tensor> build, List<NdArray> values) {
        var known = new ArrayList<Tensor>();
        var unknown = new ArrayList<Tensor>();
        for (var v : values) {
            known.add(new Input("x", TensorType.of(v)));
            int[] dims = IntStream.of(v.shape()).map(d -> d == 1 ? 1 : Shape.UNKNOWN).toArray();
            unknown.add(new Input("x", new TensorType(v.dtype(), Shape.of(dims))));
        }
        for (var inputs : List.of(known, unknown)) {
            var output = inputs == known ? List.of(build.apply(inputs)) : inferred(build, inputs);
            if (output.isEmpty()) continue;
            var given = new java.util.HashMap<Tensor, NdArray>();
            for (int i = 0; i < values.size(); i++) given.put(inputs.get(i), values.get(i));
            var result = Interpreter.evaluate(output, given).getFirst();
            assertThat(output.getFirst().type().accepts(result))
                    .as("%s of %s", output.getFirst().type(), TensorType.of(result))
                    .isTrue();
        }
    }

    /// Some ops need lengths to be known.
    private static List<Tensor> inferred(
            Function<List<Tensor>, Tensor> build, List<Tensor> inputs) {
        try {
            return List.of(build.apply(inputs));
        } catch (GraphException e) {
            return List.of();
        }
    }

    private static NdArray sample(
            SplittableRandom random, DType dtype, double low, double high, int... shape) {
        var out = NdArray.zeros(dtype, shape);
        for (int i = 0; i < out.size(); i++) {
            switch (out.storage()) {
                case double[] d -> d[i] = random.nextDouble(low, high);
                case long[] l -> l[i] = random.nextLong(-9, 9);
                case boolean[] b -> b[i] = random.nextBoolean();
                default -> throw new AssertionError(dtype);
            }
        }
        return out;
    }
}
