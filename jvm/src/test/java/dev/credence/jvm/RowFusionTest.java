package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.NdArray;
import dev.credence.graph.Input;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

/// Large matrices are read once for a product, a function of it and its transposed product.
final class RowFusionTest {
    private static final long SEED = 5;

    private static NdArray random(Random random, int... dims) {
        var x = NdArray.zeros(dev.credence.array.DType.FLOAT64, dims);
        for (int i = 0; i < x.size(); i++) x.doubles()[i] = random.nextGaussian();
        return x;
    }

    private static List<Tensor> regression(Tensor matrix, Input a, Input b) {
        var eta = a.plus(matrix.dot(b));
        var residual = sigmoid(eta).minus(0.25);
        return List.of(sum(softplus(eta)), sum(residual), matrix.transpose().dot(residual));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_001, 1_007, 1_600, 2_304})
    void blocksOfRowsAgreeWithTheWhole(int rows) {
        var random = new Random(SEED);
        int columns = 53;
        var matrix = constant(random(random, rows, columns));
        var a = scalar("a");
        var b = tensor("b", TensorType.float64(columns));
        var outputs = regression(matrix, a, b);
        var values = List.of(NdArray.scalar(0.3), random(random, columns));
        Laws.agree(List.of(a, b), outputs, values, 1e-11 * rows);
        assertThat(report(List.of(a, b), outputs)).contains("blocks of rows of 1 + 1 products");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 8})
    void severalColumnsAreOnePassToo(int width) {
        var random = new Random(SEED);
        int rows = 1_607;
        int columns = 53;
        var matrix = constant(random(random, rows, columns));
        var y = constant(random(random, rows));
        var a = tensor("a", TensorType.float64(width));
        var b = tensor("b", TensorType.float64(columns, width));
        var eta = a.plus(matrix.dot(b));
        var residual = expandDims(y, 1).minus(sigmoid(eta));
        var outputs =
                List.of(
                        sum(softplus(eta), 0),
                        sum(residual, 0),
                        matrix.transpose().dot(residual),
                        max(eta, 0));
        var values = List.of(random(random, width), random(random, columns, width));
        Laws.agree(List.of(a, b), outputs, values, 1e-11 * rows);
        assertThat(report(List.of(a, b), outputs)).contains("blocks of rows of 1 + 1 products");
    }

    /// Without an operand that differs by row or column the nest would be one axis.
    @Test
    void rowsOfSeveralColumnsStayRows() {
        var random = new Random(SEED);
        int rows = 1_001;
        var matrix = constant(random(random, rows, 60));
        var b = tensor("b", TensorType.float64(60, 4));
        var outputs = List.of(matrix.transpose().dot(tanh(matrix.dot(b))));
        Laws.agree(List.of(b), outputs, List.of(random(random, 60, 4)), 1e-11 * rows);
        assertThat(report(List.of(b), outputs)).contains("blocks of rows of 1 + 1 products");
    }

    @Test
    void manyColumnsStayApart() {
        var random = new Random(SEED);
        int rows = 1_001;
        var matrix = constant(random(random, rows, 60));
        var b = tensor("b", TensorType.float64(60, 9));
        var outputs = List.of(matrix.transpose().dot(tanh(matrix.dot(b))));
        Laws.agree(List.of(b), outputs, List.of(random(random, 60, 9)), 1e-11 * rows);
        assertThat(report(List.of(b), outputs)).doesNotContain("blocks of rows");
    }

    @Test
    void twoMatricesAndTheProductItselfAsOutput() {
        var random = new Random(SEED);
        int rows = 3_000;
        var x = constant(random(random, rows, 20));
        var z = constant(random(random, rows, 30));
        var b = tensor("b", TensorType.float64(20));
        var c = tensor("c", TensorType.float64(30));
        var eta = x.dot(b);
        var zeta = z.dot(c);
        var both = tanh(eta.times(zeta));
        var outputs =
                List.of(
                        eta,
                        sum(both),
                        x.transpose().dot(both.times(zeta)),
                        z.transpose().dot(both.times(eta)));
        var values = List.of(random(random, 20), random(random, 30));
        Laws.agree(List.of(b, c), outputs, values, 1e-11 * rows);
        assertThat(report(List.of(b, c), outputs)).contains("blocks of rows of 2 + 2 products");
    }

    /// The second product needs all rows of the first.
    @Test
    void whatWaitsForAllRowsStaysApart() {
        var random = new Random(SEED);
        int rows = 2_000;
        var x = constant(random(random, rows, 40));
        var b = tensor("b", TensorType.float64(40));
        var eta = x.dot(b);
        var outputs = List.of(x.transpose().dot(exp(eta.minus(max(eta)))));
        Laws.agree(List.of(b), outputs, List.of(random(random, 40)), 1e-11 * rows);
        assertThat(report(List.of(b), outputs)).doesNotContain("blocks of rows");
    }

    private static String report(List<Input> inputs, List<? extends Tensor> outputs) {
        return new JvmBackend().compile(Laws.program(inputs, outputs)).report();
    }
}
