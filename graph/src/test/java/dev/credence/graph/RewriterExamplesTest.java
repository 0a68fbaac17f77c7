package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An example of every rewrite that is code: what is written, what it becomes, and that it was this
/// rewrite that did it.
final class RewriterExamplesTest {
    private static final long SEED = 20261120;
    private static final Input S = scalar("s");
    private static final Input V = vector("v");
    private static final Input X = tensor("x", TensorType.float64(4));
    private static final Input Y = tensor("y", TensorType.float64(4));
    private static final Input ONE = tensor("one", TensorType.float64(1));
    private static final Input M = matrix("m");
    private static final Input A = tensor("a", TensorType.float64(3, 4));
    private static final Input K = tensor("k", new TensorType(DType.INT64, Shape.of(2)));
    private static final Input Q = tensor("q", TensorType.float64(3, 3));
    private static final Input R = tensor("r", TensorType.float64(3, 2));
    private static final Input D = tensor("d", TensorType.float64(3));
    private static final Input KEY = tensor("key", new TensorType(DType.INT64, Shape.of(2)));
    private static final List<Tensor> INPUTS = List.of(S, V, X, Y, ONE, M, A, K, Q, R, D, KEY);

    /// What `written` becomes, by which rule.
    private record Example(String equation, Tensor written, Tensor expected) {
        @Override
        public String toString() {
            return equation;
        }
    }

    private static Example folding(Tensor written, Tensor expected) {
        return new Example("f(constants) = constant", written, expected);
    }

    private static Example coefficients(Tensor written, Tensor expected) {
        return new Example("c * (d * x) = (c * d) * x, x / c = (1 / c) * x", written, expected);
    }

    private static Example cancels(Tensor written, Tensor expected) {
        return new Example("a * (b / a) = b", written, expected);
    }

    private static Example terms(Tensor written, Tensor expected) {
        return new Example("(x + c) + d = x + (c + d)", written, expected);
    }

    private static Example example(Rewriter rule, Tensor written, Tensor expected) {
        return new Example(rule.equation(), written, expected);
    }

    private static Tensor sumKept(Tensor x, Integer... axes) {
        return new Apply(new Reduction(Reduction.Kind.SUM, List.of(axes), true), List.of(x))
                .output();
    }

    private static Tensor set(Tensor x, int start, int stop, Tensor part) {
        var op = new Indexing.SetSlice(0, new Indexing.Range(start, stop, 1));
        return new Apply(op, List.of(x, part)).output();
    }

    static Stream<Example> algebra() {
        return Stream.of(
                folding(S.times(log(constant(1)).plus(2)), S.times(2)),
                folding(X.plus(square(constant(1, 2, 3, 4.0))), X.plus(constant(1, 4, 9, 16.0))),
                folding(X.plus(exp(constant(0, 0, 0, 0.0))), X.plus(1)),
                coefficients(S.times(3).times(2), constant(6).times(S)),
                coefficients(S.div(4), constant(0.25).times(S)),
                coefficients(square(S.times(3)), constant(9).times(square(S))),
                coefficients(reciprocal(S.times(4)), constant(0.25).div(S)),
                coefficients(S.times(2).unaryMinus(), constant(-2).times(S)),
                coefficients(constant(3).div(S.times(2)), constant(1.5).div(S)),
                coefficients(X.times(2).times(Y), constant(2).times(X.times(Y))),
                cancels(S.times(V.div(S)), V),
                cancels(S.times(2).times(V).div(S), constant(2).times(V)),
                cancels(square(S).div(S), S),
                cancels(S.div(square(S)), reciprocal(S)),
                example(
                        Division.BY_CONSTANTS,
                        X.div(constant(1, 2, 4, 8.0)),
                        X.times(constant(1, 0.5, 0.25, 0.125))),
                example(Division.BY_FEWER, V.div(S), V.times(expandDims(reciprocal(S), 0))),
                terms(S.plus(1).plus(2), S.plus(3)),
                terms(constant(1).minus(S.minus(2)), constant(3).minus(S)),
                terms(constant(1).minus(constant(4).minus(S)), S.plus(-3)),
                terms(V.minus(2).minus(1), V.plus(-3)));
    }

    static Stream<Example> views() {
        return Stream.of(
                example(ViewRules.USELESS_DIMSHUFFLE, dimShuffle(M, 0, 1), M),
                example(
                        ViewRules.DIMSHUFFLE_OF_DIMSHUFFLE,
                        dimShuffle(dimShuffle(M, 1, -1, 0), 2, 0),
                        M),
                example(ViewRules.DIMSHUFFLE_OF_KEPT, dimShuffle(sumKept(M, 0), 1), sum(M, 0)),
                example(
                        ViewRules.DIMSHUFFLE_RESULT,
                        exp(expandDims(S, 0)).times(2).times(V),
                        expandDims(exp(S).times(2), 0).times(V)),
                example(
                        ViewRules.RESHAPE_OF_SINGLES,
                        reshape(expandDims(A, 1), 1, 3, 4, 1),
                        dimShuffle(A, -1, 0, 1, -1)),
                example(ViewRules.USELESS_RESHAPE, reshape(A, 3, 4), A),
                example(
                        ViewRules.RESHAPE_OF_VIEW,
                        reshape(expandDims(reshape(A, 12), 0), 6, 2),
                        reshape(A, 6, 2)),
                example(ViewRules.USELESS_BROADCAST, broadcastTo(X, 4), X),
                example(
                        ViewRules.BROADCAST_OF_BROADCAST,
                        broadcastTo(broadcastTo(ONE, 1, 4), 3, 4),
                        broadcastTo(ONE, 3, 4)),
                example(
                        ViewRules.BROADCAST_OPERAND,
                        broadcastTo(ONE, shapeOf(V)).times(V),
                        ONE.times(V)),
                example(
                        ViewRules.BROADCAST_RESULT,
                        exp(broadcastTo(ONE, shapeOf(V))).times(2),
                        broadcastTo(exp(ONE).times(2), shapeOf(V))),
                example(ViewRules.SHAPE_OF_ELEMENTWISE, shapeOf(exp(M).plus(1)), shapeOf(M)),
                example(ViewRules.KNOWN_SHAPE, shapeOf(A), constant(3L, 4L)),
                example(StopGradient.Removal.REMOVAL, stopGradient(X).plus(Y), X.plus(Y)),
                example(GradientModifier.Removal.REMOVAL, gradClip(X, -1, 1).plus(Y), X.plus(Y)),
                example(
                        ViewRules.JOIN_OF_JOIN,
                        concatenate(0, X, concatenate(0, V, Y)),
                        concatenate(0, X, V, Y)),
                example(ViewRules.JOIN_OF_ONE, concatenate(0, V), V),
                example(ViewRules.PASSED_CHECK, check(S, constant(2).gt(0), "2 > 0"), S),
                example(ViewRules.USELESS_CAST, elementwise(Elementwise.TO_FLOAT64, S), S));
    }

    static Stream<Example> indexing() {
        return Stream.of(
                example(IndexingRules.USELESS_SLICE, slice(X, 0, 0, 9, 1), X),
                example(
                        IndexingRules.SLICE_OF_SLICE,
                        slice(slice(A, 1, 1, 4, 1), 1, -1, Indexing.Range.END, -2),
                        slice(A, 1, 3, Indexing.Range.END, -2)),
                example(
                        IndexingRules.SLICE_OF_JOIN,
                        concatenate(0, X, Y).slice(5, 7),
                        Y.slice(1, 3)),
                example(IndexingRules.SLICE_OF_SET, set(X, 1, 2, ONE).slice(1, 2), ONE),
                example(
                        IndexingRules.SLICE_OF_BROADCAST,
                        broadcastTo(ONE, 9).slice(2, 4).times(V),
                        broadcastTo(ONE, 2).times(V)),
                example(
                        IndexingRules.SETS_SIDE_BY_SIDE,
                        set(zerosLike(X), 1, 4, X.slice(1, 4)).plus(set(zerosLike(X), 0, 1, ONE)),
                        concatenate(0, ONE, X.slice(1, 4))),
                example(
                        IndexingRules.LOG_OF_JOIN,
                        log(concatenate(0, X, sigmoid(Y))),
                        concatenate(0, log(X), softplus(Y.unaryMinus()).unaryMinus())),
                example(IndexingRules.SET_ALL, set(X, 0, 4, Y), Y),
                example(IndexingRules.GATHER_OF_RANGE, X.get(constant(1, 2, 3)), X.slice(1, 4)),
                example(
                        IndexingRules.GATHER_OF_RANGE,
                        gather(A, constant(NdArray.scalar(2L)), 1),
                        dimShuffle(slice(A, 1, 2, 3, 1), 0)));
    }

    static Stream<Example> sums() {
        return Stream.of(
                example(ReductionRules.OF_SINGLES, sum(expandDims(V, 1), 1), V),
                example(ReductionRules.OF_REDUCTION, sum(sum(M, 0)), sum(M)),
                example(ReductionRules.OF_REDUCTION, sum(sumKept(M, 1)), sum(M)),
                example(ReductionRules.OF_DIMSHUFFLE, sum(transpose(M)), sum(M)),
                example(ReductionRules.SUM_OF_NEGATIVE, sum(negate(V)), negate(sum(V))),
                example(ReductionRules.SUM_OF_SCALED, sum(V.times(S)), S.times(sum(V))),
                example(
                        ReductionRules.SUM_OF_SCALED,
                        sum(A.times(expandDims(X, 0)), 0),
                        X.times(sum(A, 0))),
                example(ReductionRules.SUM_OF_QUOTIENT, sum(V.div(S)), sum(V).div(S)),
                example(
                        ReductionRules.SUM_OF_REPEATED,
                        sum(broadcastTo(ONE, 5)),
                        dimShuffle(constant(5).times(ONE))),
                example(
                        ReductionRules.SUM_OF_TERMS,
                        sum(square(X).times(-0.5).minus(S).minus(constant(1, 2, 3, 4.0))),
                        constant(-0.5).times(sum(square(X))).minus(constant(4).times(S)).minus(10)),
                example(
                        ReductionRules.SUM_OF_SET,
                        sum(set(zerosLike(X), 1, 2, ONE)),
                        dimShuffle(ONE)),
                example(
                        ReductionRules.SUM_OF_SCATTER,
                        sum(
                                new Apply(
                                                new Indexing.ScatterAdd(0),
                                                List.of(zerosLike(X), K, Y.slice(1, 3)))
                                        .output()),
                        sum(Y.slice(1, 3))));
    }

    static Stream<Example> leastSquares() {
        return Stream.of(
                example(
                        new LeastSquares(),
                        sum(square(constant(3, 0.0).minus(constant(1, 0.0).times(S)))),
                        square(constant(-3).plus(S))));
    }

    static Stream<Example> positiveDefinite() {
        var k = Tensors.matmul(A, A.transpose());
        var l = cholesky(k);
        var b = A;
        var half = solveTriangular(l, b);
        var solved = new Apply(new LinearAlgebra.SolveTriangular(true), List.of(l, half)).output();
        var determinant = sum(log(diagonal(l)));
        return Stream.of(
                example(CholeskyRules.LOG_DETERMINANT, determinant, determinant),
                example(
                        CholeskyRules.FACTORED_LOG_DETERMINANT,
                        PositiveDefinite.LOG_DETERMINANT.of(k),
                        determinant.times(2)),
                example(CholeskyRules.QUADRATIC_FORM, sum(square(half)), sum(square(half))),
                example(
                        CholeskyRules.FACTORED_QUADRATIC_FORM,
                        PositiveDefinite.QUADRATIC_FORM.of(k, b),
                        sum(square(half))),
                example(CholeskyRules.SOLUTION, solved, solved),
                example(CholeskyRules.FACTORED_SOLUTION, PositiveDefinite.SOLVE.of(k, b), solved),
                example(
                        CholeskyRules.FACTORED_INVERSE,
                        PositiveDefinite.INVERSE.of(k),
                        new Apply(new LinearAlgebra.CholeskyInverse(), List.of(l)).output()));
    }

    private static Tensor apply(Op op, Tensor... inputs) {
        return new Apply(op, List.of(inputs)).output();
    }

    private static Tensor kron(Tensor x, Tensor y) {
        return reshape(dimShuffle(x, 0, -1, 1, -1).times(dimShuffle(y, -1, 0, -1, 1)), 9, 9);
    }

    private static Tensor inverse(Tensor x) {
        return apply(new Inversion.Inverse(), x);
    }

    private static Tensor solve(boolean transposed, Tensor x, Tensor b) {
        return apply(new Inversion.Solve(transposed), x, b);
    }

    private static Tensor triangular(boolean transposed, Tensor x, Tensor b) {
        return apply(new LinearAlgebra.SolveTriangular(transposed), x, b);
    }

    private static Tensor det(Tensor x) {
        return apply(new Inversion.Det(), x);
    }

    static Stream<Example> structure() {
        var k = Tensors.matmul(Q, Q.transpose());
        var l = cholesky(k);
        var d = diagonalMatrix(D);
        var any = cholesky(Q.plus(constant(new double[][] {{9, 0, 0}, {0, 9, 0}, {0, 0, 9}})));
        return Stream.of(
                example(StructureRules.INVERSE_TIMES, matmul(inverse(Q), R), solve(false, Q, R)),
                example(
                        StructureRules.TIMES_INVERSE,
                        matmul(R.transpose(), inverse(Q)),
                        solve(true, Q, R).transpose()),
                example(StructureRules.DIAGONAL_TIMES, matmul(d, R), dimShuffle(D, 0, -1).times(R)),
                example(StructureRules.TIMES_DIAGONAL, matmul(Q, d), Q.times(dimShuffle(D, -1, 0))),
                example(StructureRules.FACTOR_TIMES_FACTOR, matmul(l, l.transpose()), k),
                example(
                        StructureRules.FACTOR_TIMES_SOLUTION,
                        matmul(l, triangular(false, l, R)),
                        R),
                example(
                        StructureRules.FACTOR_TIMES_SOLUTION,
                        matmul(l.transpose(), triangular(true, l, R)),
                        R),
                example(StructureRules.SOLUTION_OF_PRODUCT, triangular(false, l, matmul(l, R)), R),
                example(StructureRules.SOLVE_OF_PRODUCT, solve(false, Q, matmul(Q, R)), R),
                example(StructureRules.SOLVE_TRIANGULAR, solve(true, l, R), triangular(true, l, R)),
                example(
                        StructureRules.SOLVE_TRANSPOSED,
                        solve(false, Q.transpose(), R),
                        solve(true, Q, R)),
                example(StructureRules.INVERSE_OF_INVERSE, inverse(inverse(Q)), Q),
                example(
                        StructureRules.INVERSE_OF_TRANSPOSE,
                        inverse(Q.transpose()),
                        inverse(Q).transpose()),
                example(StructureRules.DET_OF_TRIANGLE, det(l), prod(diagonal(l), 0)),
                example(StructureRules.DET_OF_TRANSPOSE, det(Q.transpose()), det(Q)),
                example(StructureRules.DET_OF_INVERSE, det(inverse(Q)), reciprocal(det(Q))),
                example(
                        KroneckerRules.DETERMINANT,
                        det(kron(Q, exp(Q))),
                        square(det(Q)).times(det(Q)).times(square(det(exp(Q))).times(det(exp(Q))))),
                example(
                        KroneckerRules.INVERSE,
                        inverse(kron(Q, exp(Q))),
                        kron(inverse(Q), inverse(exp(Q)))),
                example(
                        StructureRules.LOG_ABS_DET,
                        log(abs(det(Q))),
                        new Apply(new Inversion.SlogDet(), List.of(Q)).outputs().get(1)),
                example(
                        StructureRules.CHOLESKY_OF_PRODUCT,
                        cholesky(matmul(any, any.transpose())),
                        any),
                example(StructureRules.CHOLESKY_OF_DIAGONAL, cholesky(d), diagonalMatrix(sqrt(D))),
                example(StructureRules.TRIANGLE_OF_TRIANGLE, lowerTriangle(l, 0), l),
                example(StructureRules.DIAGONAL_OF_DIAGONAL, diagonal(d), D),
                example(StructureRules.DIAGONAL_OF_TRANSPOSE, diagonal(Q.transpose()), diagonal(Q)),
                example(
                        StructureRules.DIAGONAL_OF_PRODUCT,
                        diagonal(matmul(Q, inverse(Q.plus(1)).plus(1))),
                        sum(Q.times(inverse(Q.plus(1)).plus(1).transpose()), 1)));
    }

    static Stream<Example> parts() {
        return Stream.of(
                example(
                        PartRules.OF_DIMSHUFFLE,
                        A.transpose().slice(1, 3),
                        Tensors.slice(A, 1, 1, 3, 1).transpose()),
                example(
                        PartRules.OF_JOIN,
                        concatenate(0, X, Y).slice(3, 6),
                        concatenate(0, X.slice(3, 4), Y.slice(0, 2))),
                example(PartRules.BESIDE_SET, set(X, 0, 1, ONE).slice(2, 4), X.slice(2, 4)),
                example(PartRules.INSIDE_SET, set(X, 1, 4, D).slice(2, 3), D.slice(1, 2)),
                example(
                        PartRules.SET_OF_SET,
                        set(set(X, 1, 2, exp(ONE)), 1, 2, ONE),
                        set(X, 1, 2, ONE)),
                example(
                        PartRules.OF_PICKED,
                        X.get(constant(3, 0, 2)).get(constant(2, 0, 0)),
                        X.get(constant(2, 3, 3))),
                example(
                        PartRules.SCATTER_AT_RANGE,
                        apply(new Indexing.ScatterAdd(0), zerosLike(X), constant(1, 2, 3), D),
                        set(constant(0, 0, 0, 0.0), 1, 4, D)),
                example(PartRules.OF_ELEMENTWISE, exp(X).slice(0, 2), exp(X.slice(0, 2))),
                example(
                        PartRules.OF_FOLD,
                        sum(A, 0).slice(0, 2),
                        sum(Tensors.slice(A, 1, 0, 2, 1), 0)));
    }

    static Stream<Example> powers() {
        var x = exp(S);
        var c = erfcx(X);
        return Stream.of(
                example(Powers.PRODUCT, pow(c, constant(2.5)).times(c), pow(c, constant(3.5))),
                example(
                        Powers.QUOTIENT,
                        pow(c, constant(3.5)).div(pow(c, constant(1.25))),
                        pow(c, constant(2.25))),
                example(Powers.POWER, sqrt(pow(c, constant(5))), pow(c, constant(2.5))),
                example(Powers.OF_EXP, pow(x, constant(2.5)), exp(S.times(2.5))),
                example(Powers.LOG, log(pow(c, constant(2.5))), log(c).times(2.5)));
    }

    static Stream<Example> folds() {
        var repeated = broadcastTo(ONE, 5);
        return Stream.of(
                example(FoldRules.OF_REPEATED, max(broadcastTo(expandDims(X, 0), 3, 4), 0), X),
                example(FoldRules.MAX_OF_NEGATIVE, max(negate(X)), negate(min(X))),
                example(FoldRules.MIN_OF_NEGATIVE, min(negate(X)), negate(max(X))),
                example(FoldRules.PRODUCT_OF_NEGATIVE, prod(negate(D), 0), negate(prod(D, 0))),
                example(FoldRules.LOG_OF_PRODUCT, log(prod(erfcx(X), 0)), sum(log(erfcx(X)))),
                example(
                        FoldRules.LOG_OF_SIGNED_PRODUCT,
                        log(prod(X, 0)),
                        sum(log(abs(X))).plus(log(prod(sign(X), 0)))),
                example(FoldRules.SUM_OF_JOIN, sum(concatenate(0, X, D)), sum(X).plus(sum(D))),
                example(
                        FoldRules.DIMSHUFFLE_OF_REPEATED,
                        broadcastTo(expandDims(X, 0), 3, 4).transpose(),
                        broadcastTo(expandDims(X, 1), 4, 3)),
                example(
                        FoldRules.CAST_OF_TRUTH,
                        elementwise(
                                Elementwise.TO_FLOAT64, elementwise(Elementwise.TO_INT64, X.gt(Y))),
                        elementwise(Elementwise.TO_FLOAT64, X.gt(Y))),
                example(
                        FoldRules.REPEATED_PARAMETER,
                        apply(Draw.POISSON, KEY, constant(new long[] {5}), exp(repeated)),
                        apply(Draw.POISSON, KEY, constant(new long[] {5}), exp(ONE))));
    }

    static Stream<Example> shifts() {
        var kept =
                shift(
                        new Apply(new Reduction(Reduction.Kind.MAX, List.of(0), true), List.of(V))
                                .output());
        var e = exp(V.minus(kept));
        return Stream.of(
                example(ExponentialSums.LOGARITHM, log(exp(X).plus(exp(Y))), logAddExp(X, Y)),
                example(
                        ExponentialSums.LOGARITHM,
                        log(exp(X).plus(exp(Y)).plus(exp(sin(X)))),
                        logAddExp(logAddExp(X, Y), sin(X))),
                example(
                        ExponentialSums.SHARE,
                        sin(Y).div(exp(X).plus(exp(Y)).plus(exp(sin(X)))).times(exp(X)),
                        sin(Y).times(
                                        exp(
                                                logAddExp(softplus(Y.minus(X)), sin(X).minus(X))
                                                        .unaryMinus()))),
                example(
                        ExponentialSums.QUOTIENT,
                        exp(cos(Y)).div(exp(X).plus(exp(Y))),
                        exp(logAddExp(X.minus(cos(Y)), Y.minus(cos(Y))).unaryMinus())),
                example(
                        ExponentialSums.QUOTIENT,
                        exp(X).div(exp(X).plus(exp(Y))),
                        sigmoid(X.minus(Y))),
                example(
                        LogOfPart.LOG_OF_PART,
                        log(gather(exp(X).div(V.get(0)), K, 0)),
                        gather(X, K, 0).minus(log(V.get(0)))),
                example(
                        new MaxShift.LogSumExp(),
                        log(sum(exp(V))),
                        log(sum(e)).plus(dimShuffle(kept))),
                example(
                        new MaxShift.Softmax(),
                        exp(V).div(sum(exp(V))),
                        e.times(expandDims(reciprocal(sum(e)), 0))),
                example(
                        new MaxShift.Softmax(),
                        exp(V).times(S.div(sum(exp(V)))),
                        expandDims(S, 0).times(e.times(expandDims(reciprocal(sum(e)), 0)))));
    }

    static Stream<Example> loops() {
        var both =
                scan(
                                (carries, e) -> {
                                    var f = sin(carries.getFirst());
                                    var product = f.times(e.getFirst());
                                    return Tensors.Step.of(product).stacking(f, product);
                                },
                                List.of(S),
                                List.of(V))
                        .rows();
        var one =
                scan(
                                (carries, e) -> {
                                    var product = sin(carries.getFirst()).times(e.getFirst());
                                    return Tensors.Step.of(product).stacking(product);
                                },
                                List.of(S),
                                List.of(V))
                        .rows()
                        .getFirst();
        var rest = Graph.of(INPUTS, List.of(exp(V).times(one).plus(one)));
        return Stream.of(
                example(
                        new StackedProduct(),
                        exp(V).times(both.get(0)).times(V).plus(both.get(1)),
                        Rewriting.optimize(rest).outputs().getFirst()));
    }

    private static Tensor shift(Tensor largest) {
        return maximum(
                minimum(ceil(largest), constant(Double.MAX_VALUE)), constant(-Double.MAX_VALUE));
    }

    static Stream<Example> examples() {
        return Stream.of(
                        algebra(),
                        views(),
                        indexing(),
                        sums(),
                        leastSquares(),
                        positiveDefinite(),
                        structure(),
                        parts(),
                        powers(),
                        folds(),
                        shifts(),
                        loops())
                .flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void becomes(Example example) {
        var rewritten = Rewriting.optimize(Graph.of(INPUTS, List.of(example.written)));
        assertThat(rewritten.log().entries())
                .as("%s", rewritten.log())
                .anyMatch(e -> e.equation().equals(example.equation));
        assertThat(DebugPrint.text(rewritten))
                .isEqualTo(DebugPrint.text(Graph.of(INPUTS, List.of(example.expected))));
        valueStays(example.written, rewritten.outputs().getFirst());
    }

    private static void valueStays(Tensor written, Tensor rewritten) {
        var random = new Random(SEED);
        Map<Tensor, NdArray> values = new HashMap<>();
        for (var x : INPUTS) {
            int[] dims = x.shape().dims();
            for (int i = 0; i < dims.length; i++) if (dims[i] == Shape.UNKNOWN) dims[i] = 2;
            var value = NdArray.zeros(x.dtype(), dims);
            for (int i = 0; i < value.size(); i++) {
                boolean onDiagonal = dims.length == 2 && i % (dims[1] + 1) == 0;
                if (x.dtype() == DType.INT64) value.longs()[i] = i;
                else value.doubles()[i] = 0.5 + random.nextDouble() + (onDiagonal ? 2 : 0);
            }
            values.put(x, value);
        }
        var expected = Interpreter.evaluate(List.of(written), values).getFirst();
        var actual = Interpreter.evaluate(List.of(rewritten), values).getFirst();
        assertThat(actual.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.size(); i++) {
            double l = expected.element(i);
            assertThat(actual.element(i))
                    .as("%s and %s, element %d, seed %d", written, rewritten, i, SEED)
                    .satisfiesAnyOf(
                            r -> assertThat(r).isEqualTo(l),
                            r -> assertThat(r).isCloseTo(l, within(1e-11 * (1 + Math.abs(l)))));
        }
    }

    @Test
    void everyRewriteHasAnExample() {
        var shown = examples().map(Example::equation).collect(Collectors.toSet());
        shown.addAll(MatrixRulesTest.equations());
        shown.addAll(PickRulesTest.equations());
        var missing = new ArrayList<String>();
        Rewriting.rules()
                .filter(r -> !(r instanceof Rule))
                .map(Rewriter::equation)
                .filter(e -> !shown.contains(e))
                .forEach(missing::add);
        assertThat(missing).isEmpty();
    }
}
