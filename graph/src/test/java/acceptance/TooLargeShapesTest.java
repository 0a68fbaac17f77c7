package acceptance;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.graph.GraphException;
import dev.credence.graph.TensorType;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// Shapes with more elements than an array can hold are refused, with the shape and the user's
/// line.
final class TooLargeShapesTest {
    @Test
    void tooLargeShapesAreRefusedWithTheLine() {
        assertThatThrownBy(() -> broadcastTo(scalar("s"), 1 << 16, 1 << 16))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(
                        "'BroadcastTo' gives shape (65536, 65536), which has more than 2^31 - 1"
                                + " elements, the most a tensor can have. Made at"
                                + " TooLargeShapesTest.java:");
        var v = vector("v");
        var table = add(expandDims(v, 0), expandDims(v, 1));
        assertThatThrownBy(() -> table.sum().eval(Map.of(v, new double[50_000])))
                .hasMessageStartingWith(
                        "'add' gives shape (50000, 50000), which has more than 2^31 - 1 elements")
                .hasMessageContaining("Made at TooLargeShapesTest.java:");
        var known = tensor("k", TensorType.float64(6));
        assertThatThrownBy(() -> reshape(known, 1 << 16, 1 << 16))
                .hasMessageStartingWith("'k' of shape (6) cannot be reshaped to (65536, 65536)");
        var most = tensor("l", TensorType.float64(Integer.MAX_VALUE));
        assertThatThrownBy(() -> concatenate(0, most, known))
                .hasMessageStartingWith(
                        "joining tensors of shapes [(2147483647), (6)] along axis 0");
        var huge = constant(new long[] {1L << 31});
        assertThatThrownBy(() -> broadcastTo(scalar("s"), huge))
                .hasMessageStartingWith(
                        "a shape of lengths [2147483648] is asked for; a length is at least 0 and"
                                + " at most 2^31 - 1");
    }
}
