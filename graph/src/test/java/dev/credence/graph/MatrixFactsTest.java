package dev.credence.graph;

import static dev.credence.graph.MatrixProperty.*;
import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;
import dev.credence.graph.linalg.LinearAlgebraFunctions;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What is known of matrices, what is rightly not known, and that systems of one matrix share one
/// factorisation.
final class MatrixFactsTest {
    private final Input a = tensor("a", TensorType.float64(3, 3));
    private final Input b = tensor("b", TensorType.float64(3, 2));
    private final Input d = tensor("d", TensorType.float64(3));
    private final Input s = scalar("s");
    private final Tensor eye = diagonalMatrix(constant(1, 1, 1.0));

    private static Tensor assumed(MatrixProperty p, Tensor x) {
        return LinearAlgebraFunctions.assume(x, p);
    }

    @Test
    void propertiesFollowFromTheWayAMatrixIsMade() {
        var l = lowerTriangle(a, 0);
        var q = new Apply(new Decomposition.Qr(false), List.of(a)).outputs();
        var k = matmul(a, a.transpose()).plus(eye.times(exp(s)));
        assertThat(MatrixFacts.is(LOWER_TRIANGULAR, matmul(l, l).plus(eye))).isTrue();
        assertThat(MatrixFacts.is(UPPER_TRIANGULAR, l.transpose())).isTrue();
        assertThat(MatrixFacts.is(UPPER_TRIANGULAR, q.get(1))).isTrue();
        assertThat(MatrixFacts.is(ORTHOGONAL, q.get(0))).isTrue();
        assertThat(MatrixFacts.is(DIAGONAL, diagonalMatrix(d).times(s))).isTrue();
        assertThat(MatrixFacts.is(DIAGONAL, a.times(eye))).isTrue();
        assertThat(MatrixFacts.is(POSITIVE_DEFINITE, k)).isTrue();
        assertThat(MatrixFacts.is(POSITIVE_DEFINITE, k.times(2).plus(k))).isTrue();
        assertThat(MatrixFacts.is(POSITIVE_DEFINITE, diagonalMatrix(exp(d)))).isTrue();
        assertThat(MatrixFacts.is(POSITIVE_SEMIDEFINITE, matmul(a.transpose(), a))).isTrue();
        var swap = constant(new double[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}});
        assertThat(MatrixFacts.is(PERMUTATION, matmul(swap, swap.transpose()))).isTrue();
    }

    @Test
    void whatIsNotKnownIsNotClaimed() {
        var q = new Apply(new Decomposition.Qr(false), List.of(a)).outputs();
        assertThat(MatrixFacts.is(UPPER_TRIANGULAR, q.get(0))).isFalse();
        assertThat(MatrixFacts.is(ORTHOGONAL, q.get(1))).isFalse();
        assertThat(MatrixFacts.is(LOWER_TRIANGULAR, lowerTriangle(a, 1))).isFalse();
        assertThat(MatrixFacts.is(LOWER_TRIANGULAR, lowerTriangle(a, 0).plus(1))).isFalse();
        assertThat(MatrixFacts.is(POSITIVE_DEFINITE, matmul(a, a.transpose()))).isFalse();
        assertThat(MatrixFacts.is(POSITIVE_DEFINITE, matmul(a, a.transpose()).plus(eye.times(s))))
                .isFalse();
        assertThat(MatrixFacts.is(POSITIVE_DEFINITE, matmul(a, a.transpose()).minus(eye)))
                .isFalse();
        assertThat(MatrixFacts.is(DIAGONAL, exp(diagonalMatrix(d)))).isFalse();
        var tall = tensor("tall", TensorType.float64(3, 2));
        var columns = new Apply(new Decomposition.Qr(false), List.of(tall)).output();
        assertThat(MatrixFacts.is(ORTHOGONAL, columns)).isFalse();
    }

    @Test
    void anAssumptionIsUsedAndThenGone() {
        var x = LinearAlgebraFunctions.solve(assumed(ORTHOGONAL, a), b);
        var graph = Rewriting.optimize(Graph.of(List.of(a, b), List.of(x)));
        assertThat(graph.log().toString())
                .contains("Solve(Q, b) = MatMul(transpose(Q), b) where Q is orthogonal");
        assertThat(DebugPrint.text(graph)).doesNotContain("assume").doesNotContain("Lu");
        for (var p : MatrixProperty.values())
            assertThat(MatrixFacts.is(p, assumed(p, a))).as("%s", p).isTrue();
        assertThat(Symmetry.isSymmetric(assumed(POSITIVE_DEFINITE, a))).isTrue();
    }

    @Test
    void anAssumptionPassesGradients() {
        var value = sum(square(assumed(SYMMETRIC, a).times(2)));
        var g = grad(value, List.of(a)).getFirst();
        double[][] at = {{1, 2, 3}, {2, 4, 5}, {3, 5, 6}};
        var found = Tensors.function(List.of(a), g).call((Object) at);
        for (int i = 0; i < 9; i++) assertThat(found.element(i)).isEqualTo(8 * at[i / 3][i % 3]);
    }

    @Test
    void whatIsComputedFromOneMatrixSharesOneFactorisation() {
        var x = LinearAlgebraFunctions.solve(a, b);
        var y = LinearAlgebraFunctions.solve(a, exp(b));
        var determinant = LinearAlgebraFunctions.slogdet(a).logAbsDet();
        var inverse = LinearAlgebraFunctions.inv(a);
        var cost = sum(square(x)).plus(sum(y)).plus(determinant).plus(sum(sin(inverse)));
        var outputs = List.of(cost, grad(cost, List.of(a)).getFirst());
        var graph = Rewriting.optimize(Graph.of(List.of(a, b), outputs));
        assertThat(graph.nodes())
                .filteredOn(n -> n.op() instanceof Decomposition.LuFactor)
                .hasSize(1);
        assertThat(graph.nodes()).noneMatch(n -> n.op() instanceof Inversion);
    }

    @Test
    void theFactorOfAConstantIsComputedOnce() {
        var m = constant(new double[][] {{2, 1, 0}, {1, 3, 1}, {0, 1, 4}});
        var x = LinearAlgebraFunctions.solve(m, b);
        var graph = Rewriting.optimize(Graph.of(List.of(b), List.of(x)));
        assertThat(DebugPrint.text(graph)).doesNotContain("LuFactor").contains("LuSolve");
    }

    @Test
    void aSingularMatrixIsNamed() {
        var x = LinearAlgebraFunctions.solve(a, b);
        var f = Tensors.function(List.of(a, b), x);
        assertThatThrownBy(() -> f.call(new double[3][3], NdArray.zeros(b.dtype(), 3, 2)))
                .hasMessageContaining(
                        "solve: the matrix 'a' of shape (3, 3) is singular: pivot 0 is zero");
    }

    @Test
    void decompositionsOfConstantsAreFolded() {
        var m = constant(new double[][] {{2, 1}, {1, 3}});
        var eigh = new Apply(new Decomposition.Eigh(), List.of(m)).outputs();
        var graph = Rewriting.optimize(Graph.of(List.of(s), List.of(sum(eigh.get(1)).times(s))));
        assertThat(DebugPrint.text(graph)).doesNotContain("Eigh");
    }
}
