package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// What batching makes of graphs, and what it refuses; that it is right is for the laws of the
/// compiling backend to say.
final class BatchingTest {
    private final Input x = tensor("x", TensorType.float64(3));
    private final Input many = tensor("many", TensorType.float64(5, 3));

    private Tensor batched(Tensor y) {
        return Vectorization.of(List.of(y), Map.of(x, many)).getFirst();
    }

    @Test
    void whatDoesNotVaryIsComputedOnce() {
        var w = vector("w");
        var y = batched(x.times(sum(exp(w))));
        assertThat(y.shape()).isEqualTo(Shape.of(5, 3));
        var exps =
                GraphWalk.topological(List.of(y)).stream()
                        .filter(n -> n.op() == Elementwise.EXP)
                        .toList();
        assertThat(exps).singleElement().satisfies(n -> assertThat(n.output().rank()).isOne());
    }

    /// A matrix times a batch of vectors is a product of matrices.
    @Test
    void aSharedMatrixStaysOneProduct() {
        var matrix = tensor("matrix", TensorType.float64(4, 3));
        var graph = Graph.of(List.of(matrix, many), List.of(batched(matrix.dot(x))));
        assertThat(Rewriting.optimize(graph).nodes().stream().map(Apply::op))
                .noneMatch(Blockwise.class::isInstance)
                .filteredOn(LinearAlgebra.MatMul.class::isInstance)
                .hasSize(1);
    }

    @Test
    void outputsThatDoNotVaryAreRepeated() {
        var y = batched(constant(2.0).times(3));
        assertThat(y.eval(Map.of(many, NdArray.zeros(x.dtype(), 5, 3))).doubles())
                .containsExactly(6, 6, 6, 6, 6);
    }

    @Test
    void leadingAxesBroadcast() {
        var w = scalar("w");
        var column = tensor("column", TensorType.float64(4, 1, 3));
        var weights = tensor("weights", TensorType.float64(2));
        var y =
                Vectorization.of(List.of(sum(x).times(w)), Map.of(x, column, w, weights))
                        .getFirst();
        assertThat(y.shape()).isEqualTo(Shape.of(4, 2));
        assertThat(
                        y.eval(
                                        Map.of(
                                                column,
                                                NdArray.full(1, 4, 1, 3),
                                                weights,
                                                new double[] {1, 2}))
                                .doubles())
                .containsExactly(3, 6, 3, 6, 3, 6, 3, 6);
    }

    /// One key gives one set of random numbers, however many entries use it.
    @Test
    void entriesShareRandomNumbers() {
        var key = constant(1L, 2L);
        var draw = new Apply(Draw.NORMAL, List.of(key, shapeOf(x))).output();
        var values = batched(x.plus(draw)).eval(Map.of(many, NdArray.zeros(x.dtype(), 5, 3)));
        for (int b = 1; b < 5; b++) assertThat(values.at(b, 0)).isEqualTo(values.at(0, 0));
    }

    @Test
    void blockwiseLiftsAnOp() {
        var a = tensor("a", TensorType.float64(2, 1, 3, 3));
        var b = tensor("b", TensorType.float64(4, 3, 2));
        var op = new LinearAlgebra.SolveTriangular(false);
        var y = Blockwise.of(op, List.of(2, 2), List.of(a, b)).getFirst();
        assertThat(y.shape()).isEqualTo(Shape.of(2, 4, 3, 2));
        assertThat(y.owner().orElseThrow().op()).hasToString("Blockwise{SolveTriangular}");
        assertThat(Blockwise.of(op, List.of(2, 2), List.of(a.get(0).get(0), b.get(0))))
                .first()
                .satisfies(t -> assertThat(t.owner().orElseThrow().op()).isEqualTo(op));
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> Vectorization.of(List.of(x), Map.of(x, scalar("s"))))
                .hasMessageStartingWith(
                        "'x' is float64(3) and cannot be replaced by float64(); a replacement has"
                                + " the same dtype and may have more leading axes");
        var other = tensor("other", TensorType.float64(4));
        var w = scalar("w");
        assertThatThrownBy(() -> Vectorization.of(List.of(x), Map.of(x, many, w, other)))
                .hasMessageStartingWith("the leading axes of the replacements [")
                .hasMessageContaining("do not broadcast");
        assertThatThrownBy(() ->
                        Batching.lastAxis(
                                List.of(x), Map.of(x, tensor("y", TensorType.float64(3)))))
                .hasMessageStartingWith(
                        "a batch of values for 'x', which is float64(3), cannot be float64(3); it"
                                + " has one more axis");
        var op = new LinearAlgebra.Cholesky();
        assertThatThrownBy(() -> Blockwise.of(op, List.of(2), List.of(x)))
                .hasMessageStartingWith(
                        "'Blockwise{Cholesky}': input 0 must have 2 axes or more, not shape (3)");
    }

    @Test
    void shapesAreTheSameForAllEntries() {
        var length = tensor("length", new TensorType(dev.credence.array.DType.INT64, Shape.of(1)));
        var lengths = tensor("lengths", new TensorType(length.dtype(), Shape.of(5, 1)));
        assertThatThrownBy(() ->
                        Vectorization.of(
                                List.of(broadcastTo(constant(1.0), length)),
                                Map.of(length, lengths)))
                .hasMessageStartingWith(
                        "a shape cannot differ between the entries of a batch, but 'length' does");
    }
}
