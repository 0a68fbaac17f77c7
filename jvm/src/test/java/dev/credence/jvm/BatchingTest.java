package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;
import static dev.credence.jvm.BatchLaws.*;

import dev.credence.array.DType;
import dev.credence.graph.Apply;
import dev.credence.graph.Blockwise;
import dev.credence.graph.Draw;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Indexing;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.Op;
import dev.credence.graph.Reduction;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Every op family keeps [BatchLaws].
final class BatchingTest {
    private static Tensor apply(Op op, Tensor... inputs) {
        return new Apply(op, List.of(inputs)).output();
    }

    @ParameterizedTest
    @EnumSource(Elementwise.class)
    void elementwise(Elementwise f) {
        var arguments = new ArrayList<Argument>();
        int[][] shapes = {{2, 3}, {1, 3}, {2, 1}, {2, 3}};
        int held = f.heldInputs();
        for (int i = held; i < f.arity(); i++) arguments.add(argument(f, i, shapes[i]));
        // Inputs without a derivative are the same for all.
        var constants = Collections.nCopies(held, constant(new double[][] {{2}}));
        check(
                new Case(
                        f.toString(),
                        x -> {
                            var inputs = new ArrayList<Tensor>(constants);
                            inputs.addAll(x);
                            return new Apply(f, inputs).outputs();
                        },
                        arguments));
    }

    private static Argument argument(Elementwise f, int input, int... shape) {
        boolean truth =
                f.typing() == Elementwise.Typing.LOGICAL
                        || f.typing() == Elementwise.Typing.SELECT && input == 0;
        if (truth) return truth(shape);
        if (f.typing() == Elementwise.Typing.INTEGER) return whole(-9, 9, shape);
        return switch (f) {
            case LOG1MEXP, NDTRI_EXP -> new Argument(DType.FLOAT64, -3, -0.2, shape);
            case ERFINV, ARCSIN, ARCCOS, ARCTANH -> new Argument(DType.FLOAT64, -0.8, 0.8, shape);
            case ARCCOSH -> new Argument(DType.FLOAT64, 1.2, 3, shape);
            case LOGIT, NDTRI -> new Argument(DType.FLOAT64, 0.3, 0.8, shape);
            case GAMMA_P_INVERSE,
                    GAMMA_Q_INVERSE,
                    BETA_I,
                    BETA_I_DA,
                    BETA_I_DB,
                    BETA_I_DX,
                    BETA_Q,
                    BETA_I_INVERSE,
                    BETA_Q_INVERSE,
                    HYP2F1,
                    HYP2F1_DA,
                    HYP2F1_DC ->
                    input == f.arity() - 1
                            ? new Argument(DType.FLOAT64, 0.2, 0.8, shape)
                            : real(shape);
            default -> real(shape);
        };
    }

    static Stream<Case> reductionsAndViews() {
        var cases = new ArrayList<Case>();
        for (var kind : Reduction.Kind.values()) {
            boolean logical = kind == Reduction.Kind.ALL || kind == Reduction.Kind.ANY;
            for (var axes : List.of(List.<Integer>of(), List.of(0), List.of(1), List.of(0, 1)))
                for (boolean keep : new boolean[] {false, true}) {
                    var op = new Reduction(kind, axes, keep);
                    var argument = logical ? truth(2, 3) : real(2, 3);
                    cases.add(Case.of(op.toString(), x -> apply(op, x.getFirst()), argument));
                }
        }
        cases.add(Case.of("dimShuffle", x -> dimShuffle(x.getFirst(), 1, -1, 0), real(2, 3)));
        cases.add(Case.of("drop", x -> dimShuffle(x.getFirst(), 1), real(1, 3)));
        cases.add(Case.of("reshape", x -> reshape(x.getFirst(), 3, -1), real(2, 3)));
        cases.add(Case.of("reshape all", x -> reshape(x.getFirst(), -1), real(2, 3)));
        cases.add(
                Case.of(
                        "reshape like",
                        x -> reshape(x.get(0), shapeOf(x.get(1)), 2),
                        real(6),
                        real(2, 3)));
        cases.add(Case.of("broadcast", x -> broadcastTo(x.getFirst(), 2, 3), real(3)));
        cases.add(
                Case.of(
                        "broadcast like",
                        x -> broadcastTo(x.get(0), shapeOf(x.get(1))),
                        real(1, 3),
                        real(2, 3)));
        cases.add(Case.of("shape", x -> shapeOf(x.getFirst()), real(2, 3)));
        cases.add(
                Case.of(
                        "shape as number",
                        x -> x.get(0).times(mean(x.get(1), 0)),
                        real(3),
                        real(2, 3)));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource
    void reductionsAndViews(Case c) {
        check(c);
    }

    /// Joins are differentiated for known lengths only, so they are tried without gradients too.
    static Stream<Case> indexing() {
        var every = new Indexing.Range(-1, Indexing.Range.END, -2);
        return Stream.of(
                Case.of("index", x -> x.getFirst().get(1), real(2, 3)),
                Case.of(
                        "slice",
                        x -> slice(x.getFirst(), 1, -1, Indexing.Range.END, -2),
                        real(2, 4)),
                Case.of(
                        "set slice",
                        x -> apply(new Indexing.SetSlice(1, every), x.get(0), x.get(1)),
                        real(2, 4),
                        real(2, 2)),
                Case.of(
                        "set slice to one",
                        x -> apply(new Indexing.SetSlice(1, every), x.get(0), x.get(1)),
                        real(2, 4),
                        real(2, 1)),
                Case.of("gather", x -> gather(x.get(0), x.get(1), 0), real(3, 2), whole(-3, 3, 4)),
                Case.of(
                        "gather 1",
                        x -> gather(x.get(0), x.get(1), 1),
                        real(2, 3, 2),
                        whole(-3, 3, 2, 2)),
                Case.of("gather one", x -> gather(x.get(0), x.get(1), 0), real(3), whole(-3, 3)),
                Case.of(
                        "scatter",
                        x -> apply(new Indexing.ScatterAdd(0), x.get(0), x.get(1), x.get(2)),
                        real(3, 2),
                        whole(-3, 3, 4),
                        real(4, 2)),
                Case.of(
                        "scatter 1",
                        x -> apply(new Indexing.ScatterAdd(1), x.get(0), x.get(1), x.get(2)),
                        real(2, 3),
                        whole(-3, 3, 4),
                        real(2, 4)));
    }

    @ParameterizedTest
    @MethodSource
    void indexing(Case c) {
        check(c);
    }

    static Stream<Case> linearAlgebra() {
        return Stream.of(
                Case.of("matmul", x -> matmul(x.get(0), x.get(1)), real(2, 3), real(3, 4)),
                Case.of("vector", x -> x.get(0).dot(x.get(1)), real(2, 3), real(3)),
                Case.of("outer", x -> matmul(x.get(0), x.get(1)), real(2, 1), real(1, 3)),
                Case.of("inner", x -> x.get(0).dot(x.get(1)), real(3), real(3)),
                Case.of("cholesky", x -> cholesky(positive(x.getFirst())), real(3, 3)),
                Case.of(
                        "solve",
                        x -> solveTriangular(cholesky(positive(x.get(0))), x.get(1)),
                        real(3, 3),
                        real(3)),
                Case.of(
                        "solve transposed",
                        x ->
                                apply(
                                        new LinearAlgebra.SolveTriangular(true),
                                        cholesky(positive(x.get(0))),
                                        x.get(1)),
                        real(3, 3),
                        real(3, 2)),
                Case.of("triangle", x -> lowerTriangle(x.getFirst(), -1), real(3, 3)),
                Case.of("diagonal", x -> diagonal(x.getFirst()), real(3, 3)),
                Case.of("diagonal matrix", x -> diagonalMatrix(x.getFirst()), real(3)));
    }

    private static Tensor positive(Tensor x) {
        return matmul(x, x.transpose()).plus(diagonalMatrix(constant(1, 2, 3.0)));
    }

    @ParameterizedTest
    @MethodSource
    void linearAlgebra(Case c) {
        check(c);
    }

    static Stream<Case> others() {
        var key = constant(3L, 4L);
        var shape = constant(2L, 3L);
        return Stream.of(
                Case.of("check", x -> check(x.get(0), x.get(1).gt(0), "y > 0"), real(3), real(2)),
                Case.of("normal", x -> x.getFirst().times(apply(Draw.NORMAL, key, shape)), real(3)),
                Case.of("poisson", x -> apply(Draw.POISSON, key, shape, x.get(0)), real(3)),
                Case.of(
                        "keys",
                        x -> apply(Draw.UNIFORM, reshape(x.get(0), 2), shape),
                        whole(0, 99, 2)),
                Case.of("fold", x -> apply(Draw.FOLD_KEY, key, shape, x.get(0)), whole(0, 99)),
                Case.of(
                        "stop",
                        x -> x.get(0).times(stopGradient(x.get(0))).times(0.0).plus(x.get(0)),
                        real(2)),
                Case.of(
                        "blockwise",
                        x -> Blockwise.of(new LinearAlgebra.MatMul(), List.of(2, 2), x).getFirst(),
                        real(2, 1, 2, 3),
                        real(4, 3, 2)));
    }

    @ParameterizedTest
    @MethodSource
    void others(Case c) {
        check(c);
    }

    static Stream<Case> loops() {
        Tensors.ScanStep decay =
                (c, e) -> {
                    var next = tanh(c.getFirst().times(0.5).plus(e.getFirst()));
                    return Tensors.Step.of(next, c.get(1).plus(1.0)).stacking(next.times(c.get(1)));
                };
        return Stream.of(
                new Case(
                        "scan",
                        x -> all(scan(decay, List.of(x.get(0), x.get(1)), List.of(x.get(2)))),
                        List.of(real(2), real(), real(4, 2))),
                new Case(
                        "reversed",
                        x ->
                                all(
                                        scanReversed(
                                                decay,
                                                List.of(x.get(0), x.get(1)),
                                                List.of(x.get(2)))),
                        List.of(real(2), real(), real(4, 2))),
                new Case(
                        "carry that varies because of another",
                        x ->
                                all(
                                        scan(
                                                (c, _) ->
                                                        Tensors.Step.of(
                                                                        c.get(1), c.get(2),
                                                                        c.get(2))
                                                                .stacking(c.get(0)),
                                                List.of(x.get(0), x.get(0).times(2.0), x.get(1)),
                                                5)),
                        List.of(real(), real())),
                new Case(
                        "invariants",
                        x ->
                                all(
                                        scan(
                                                (c, e) ->
                                                        Tensors.Step.of(
                                                                        x.get(1)
                                                                                .dot(c.getFirst())
                                                                                .plus(e.getFirst()))
                                                                .stacking(exp(x.get(2))),
                                                List.of(x.get(0)),
                                                List.of(constant(0.1, 0.2, 0.3)))),
                        List.of(real(2), real(2, 2), real())),
                new Case(
                        "until",
                        x ->
                                all(
                                        scan(
                                                (c, _) -> doubled(c.getFirst(), x.get(1)),
                                                List.of(x.get(0)),
                                                6)),
                        List.of(real(), new Argument(DType.FLOAT64, 1, 9))),
                new Case(
                        "until reversed",
                        x ->
                                all(
                                        scanReversed(
                                                (c, e) ->
                                                        doubled(
                                                                c.getFirst().plus(e.getFirst()),
                                                                x.get(1)),
                                                List.of(x.get(0)),
                                                List.of(x.get(2)))),
                        List.of(real(), new Argument(DType.FLOAT64, 1, 9), real(5))),
                new Case(
                        "nested",
                        x ->
                                List.of(
                                        foldLeft(
                                                (s, row) ->
                                                        s.plus(
                                                                foldLeft(
                                                                        (t, e) ->
                                                                                t.times(e).plus(s),
                                                                        x.get(0),
                                                                        row)),
                                                x.get(0),
                                                x.get(1))),
                        List.of(real(), real(3, 2))),
                new Case(
                        "nested until",
                        x ->
                                List.of(
                                        foldLeft(
                                                (s, e) ->
                                                        s.times(0.1)
                                                                .plus(
                                                                        scan(
                                                                                        (c, _) ->
                                                                                                doubled(
                                                                                                        c.getFirst()
                                                                                                                .plus(
                                                                                                                        s),
                                                                                                        x
                                                                                                                .get(
                                                                                                                        0)),
                                                                                        List.of(e),
                                                                                        6)
                                                                                .carry()),
                                                x.get(1),
                                                x.get(2))),
                        List.of(new Argument(DType.FLOAT64, 1, 9), real(), real(3))));
    }

    private static Tensors.Step doubled(Tensor x, Tensor limit) {
        var next = x.times(2);
        return Tensors.Step.of(next).stacking(next.times(next)).until(next.ge(limit));
    }

    private static List<Tensor> all(Tensors.ScanResult result) {
        var all = new ArrayList<>(result.carries());
        all.addAll(result.rows());
        all.add(result.steps());
        return all;
    }

    @ParameterizedTest
    @MethodSource
    void loops(Case c) {
        check(c);
    }

    static Stream<Case> choices() {
        return Stream.of(
                Case.of(
                        "choice",
                        x -> ifElse(x.get(0), x.get(1).times(2), exp(x.get(2))),
                        truth(),
                        real(3),
                        real(3)),
                Case.of(
                        "one side does not vary",
                        x -> ifElse(x.get(0), x.get(1), constant(1, 2, 3.0)),
                        truth(),
                        real(3)),
                Case.of(
                        "a side that would fail",
                        x -> {
                            var positive = check(x.get(0), x.get(0).gt(0), "x > 0");
                            return ifElse(x.get(0).gt(0), sqrt(positive), x.get(0).times(2));
                        },
                        new Argument(DType.FLOAT64, -2, 2)),
                Case.of(
                        "a loop that would fail",
                        x -> {
                            Tensors.ScanStep step =
                                    (c, e) ->
                                            Tensors.Step.of(
                                                    c.getFirst()
                                                            .plus(
                                                                    sqrt(
                                                                            check(
                                                                                    e.getFirst(),
                                                                                    e.getFirst()
                                                                                            .gt(0),
                                                                                    "e > 0"))));
                            var sum = scan(step, List.of(x.get(1)), List.of(x.get(0))).carry();
                            return ifElse(min(x.get(0)).gt(0), sum, x.get(1));
                        },
                        new Argument(DType.FLOAT64, -0.5, 2, 2),
                        real()),
                Case.of(
                        "a choice within a loop",
                        x ->
                                foldLeft(
                                        (s, e) -> ifElse(e.gt(x.get(1)), s.plus(e), s.times(e)),
                                        x.get(0),
                                        x.get(2)),
                        real(),
                        real(),
                        real(4)));
    }

    @ParameterizedTest
    @MethodSource
    void choices(Case c) {
        check(c);
    }
}
