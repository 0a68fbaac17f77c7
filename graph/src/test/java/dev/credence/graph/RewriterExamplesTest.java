package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An example of every rewrite that is code: what is written, what it becomes, and that it was this
/// rewrite that did it.
final class RewriterExamplesTest {
    private static final Input S = scalar("s");
    private static final Input V = vector("v");
    private static final Input X = tensor("x", TensorType.float64(4));
    private static final Input Y = tensor("y", TensorType.float64(4));
    private static final Input ONE = tensor("one", TensorType.float64(1));
    private static final Input M = matrix("m");
    private static final Input A = tensor("a", TensorType.float64(3, 4));
    private static final Input K = tensor("k", new TensorType(DType.INT64, Shape.of(2)));
    private static final List<Tensor> INPUTS = List.of(S, V, X, Y, ONE, M, A, K);

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

    static Stream<Example> shifts() {
        var kept =
                shift(
                        new Apply(new Reduction(Reduction.Kind.MAX, List.of(0), true), List.of(V))
                                .output());
        var e = exp(V.minus(kept));
        return Stream.of(
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
                        shifts())
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
    }

    @Test
    void everyRewriteHasAnExample() {
        var shown = examples().map(Example::equation).collect(Collectors.toSet());
        var missing = new ArrayList<String>();
        Rewriting.rules()
                .filter(r -> !(r instanceof Rule))
                .map(Rewriter::equation)
                .filter(e -> !shown.contains(e))
                .forEach(missing::add);
        assertThat(missing).isEmpty();
    }
}
