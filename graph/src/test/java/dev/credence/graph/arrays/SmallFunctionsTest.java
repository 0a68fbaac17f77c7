package dev.credence.graph.arrays;

import static dev.credence.graph.arrays.ArrayFunctions.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

/// Functions about ranks and shapes that have no values of their own to compare.
final class SmallFunctionsTest {
    private final NdArray values = NdArray.of(new double[] {1, 7, 3, 7, 5, 6}, 2, 3);

    @Test
    void inputsByRank() {
        var inputs =
                List.of(tensor3("t3"), tensor4("t4"), tensor5("t5"), tensor6("t6"), tensor7("t7"));
        assertThat(inputs).extracting(x -> x.rank()).containsExactly(3, 4, 5, 6, 7);
        assertThat(row("r").type()).hasToString("float64(1, ?)");
        assertThat(column("c", DType.FLOAT32).type()).hasToString("float32(?, 1)");
    }

    @Test
    void atLeastSoManyAxes() {
        var x = constant(values);
        var number = constant(2.0);
        var vector = constant(1.0, 2.0);
        assertThat(Stream.of(number, vector, x).map(t -> atLeast1d(t).shape().toString()))
                .containsExactly("(1)", "(2)", "(2, 3)");
        assertThat(Stream.of(number, vector, x).map(t -> atLeast2d(t).shape().toString()))
                .containsExactly("(1, 1)", "(1, 2)", "(2, 3)");
        assertThat(Stream.of(number, vector, x).map(t -> atLeast3d(t).shape().toString()))
                .containsExactly("(1, 1, 1)", "(1, 2, 1)", "(2, 3, 1)");
    }

    @Test
    void shapesOfOthers() {
        var x = constant(values);
        assertThat(broadcastShape(x, expandDims(constant(1.0, 2.0), 1)).eval())
                .isEqualTo(NdArray.of(new long[] {2, 3}, 2));
        assertThat(onesLike(cast(x, DType.INT32)).eval())
                .isEqualTo(NdArray.of(new int[] {1, 1, 1, 1, 1, 1}, 2, 3));
        var grid = ogrid(constant(1.0, 2.0), constant(3.0, 4.0, 5.0));
        assertThat(grid.get(0).plus(grid.get(1)).eval())
                .isEqualTo(NdArray.of(new double[] {4, 5, 6, 5, 6, 7}, 2, 3));
    }

    @Test
    void theLargestAndWhereItIs() {
        var best = maxAndArgmax(constant(values), 1);
        assertThat(best.max().eval()).isEqualTo(NdArray.of(7.0, 7.0));
        assertThat(best.argmax().eval()).isEqualTo(NdArray.of(new long[] {1, 0}, 2));
    }
}
