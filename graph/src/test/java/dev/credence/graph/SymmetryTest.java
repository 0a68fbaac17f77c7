package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.NdArray;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// What is known to be symmetric is, at random values; and covariances as they are written are
/// known.
final class SymmetryTest {
    private static final long SEED = 3;
    private static final Input V = tensor("v", TensorType.float64(3));
    private static final Input X = tensor("x", TensorType.float64(3, 3));
    private static final Input Y = tensor("y", TensorType.float64(3, 3));
    private static final Input S = tensor("s", TensorType.float64(1, 1));
    private static final Tensor COLUMN = dimShuffle(V, 0, -1);
    private static final Tensor ROW = dimShuffle(V, -1, 0);
    private static final Tensor SQUARES = square(COLUMN.minus(ROW));

    static Stream<Tensor> symmetric() {
        return Stream.of(
                SQUARES,
                S.times(exp(SQUARES.div(S.times(-2)))).plus(diagonalMatrix(exp(V))),
                exp(abs(ROW.minus(COLUMN).times(S)).unaryMinus()),
                COLUMN.times(ROW),
                X.plus(X.transpose()),
                matmul(X, X.transpose()),
                matmul(X.transpose(), X).times(X.transpose().plus(X)),
                constant(new double[][] {{1, 2}, {2, 3}}));
    }

    @ParameterizedTest
    @MethodSource("symmetric")
    void isKnownAndTrue(Tensor x) {
        assertThat(Symmetry.isSymmetric(x)).isTrue();
        var random = new Random(SEED);
        Map<Tensor, NdArray> values = new HashMap<>();
        for (var leaf : List.of(V, X, Y, S)) {
            var value = NdArray.zeros(leaf.dtype(), leaf.shape().dims());
            for (int i = 0; i < value.size(); i++) value.doubles()[i] = random.nextGaussian();
            values.put(leaf, value);
        }
        var both = Interpreter.evaluate(List.of(x, x.transpose()), values);
        for (int i = 0; i < both.getFirst().size(); i++)
            assertThat(both.get(0).element(i)).isEqualTo(both.get(1).element(i));
    }

    static Stream<Tensor> others() {
        return Stream.of(
                X,
                COLUMN.minus(ROW),
                COLUMN.div(exp(ROW)),
                matmul(X, Y),
                X.plus(Y.transpose()),
                square(COLUMN.minus(exp(ROW))),
                exp(X).minus(X.transpose()),
                constant(new double[][] {{1, 2}, {3, 4}}));
    }

    @ParameterizedTest
    @MethodSource("others")
    void isNotClaimed(Tensor x) {
        assertThat(Symmetry.isSymmetric(x)).isFalse();
    }
}
