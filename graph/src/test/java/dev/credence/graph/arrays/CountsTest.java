package dev.credence.graph.arrays;

import static dev.credence.graph.arrays.ArrayFunctions.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

/// Summaries count truth values as 0 and 1, and sums of short integers are long, as in NumPy.
final class CountsTest {
    private final NdArray values = NdArray.of(new double[] {1, -2, 3, 4, -5, 6}, 2, 3);

    @Test
    void truthValuesAreCounted() {
        var positive = constant(values).gt(0);
        assertThat(sum(positive).eval()).isEqualTo(NdArray.of(new long[] {4}));
        assertThat(positive.sum(1).eval()).isEqualTo(NdArray.of(new long[] {2, 2}, 2));
        assertThat(sum(positive, axes(1).kept()).eval())
                .isEqualTo(NdArray.of(new long[] {2, 2}, 2, 1));
        assertThat(prod(positive, 0).eval()).isEqualTo(NdArray.of(new long[] {1, 0, 1}, 3));
        assertThat(mean(positive).eval().item()).isEqualTo(4.0 / 6);
        assertThat(mean(positive, 1).eval())
                .isEqualTo(NdArray.of(new double[] {2 / 3.0, 2 / 3.0}, 2));
    }

    @Test
    void sumsOfShortIntegersAreLong() {
        var large = cast(constant(Integer.MAX_VALUE, Integer.MAX_VALUE), DType.INT32);
        long twice = 2L * Integer.MAX_VALUE;
        assertThat(sum(large).eval()).isEqualTo(NdArray.of(new long[] {twice}));
        assertThat(cumsum(large).eval())
                .isEqualTo(NdArray.of(new long[] {Integer.MAX_VALUE, twice}, 2));
    }
}
