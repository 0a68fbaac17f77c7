package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Arrays of all dtypes are made, cast, compared and printed.
final class NdArrayTest {
    private static final NdArray NUMBERS =
            NdArray.of(0, -0.0, 1.75, -1.75, 1e300, -1e300, Double.NaN, 3e9, 0.1);

    @Test
    void floatsAreCastAsJavaCastsThem() {
        assertThat(NUMBERS.cast(DType.FLOAT32).floats())
                .containsExactly(
                        0f,
                        -0f,
                        1.75f,
                        -1.75f,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        Float.NaN,
                        3e9f,
                        0.1f);
        int most = Integer.MAX_VALUE;
        assertThat(NUMBERS.cast(DType.INT32).ints())
                .containsExactly(0, 0, 1, -1, most, Integer.MIN_VALUE, 0, most, 0);
        assertThat(NUMBERS.cast(DType.INT64).longs())
                .containsExactly(0, 0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0, 3_000_000_000L, 0);
        assertThat(NUMBERS.cast(DType.FLOAT32).cast(DType.FLOAT64).element(8))
                .isEqualTo(0.10000000149011612);
    }

    @Test
    void integersKeepTheirLowerBitsAndRoundOnceToFloats() {
        var large = NdArray.of(new long[] {(1L << 32) + 5, -1, Long.MIN_VALUE}, 3);
        assertThat(large.cast(DType.INT32).ints()).containsExactly(5, -1, 0);
        long tie = (1L << 60) + (1L << 36) + 1;
        assertThat(NdArray.of(new long[] {tie}, 1).cast(DType.FLOAT32).floats()[0])
                .isEqualTo((float) tie)
                .isNotEqualTo((float) (double) tie);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void everyDtypeIsStoredComparedAndCastBack(DType dtype) {
        var x = NdArray.of(0, 1, 1).cast(dtype);
        assertThat(x.dtype()).isEqualTo(dtype);
        assertThat(NdArray.wrap(x.storage(), 3)).isEqualTo(x).hasSameHashCodeAs(x);
        assertThat(x).isNotEqualTo(NdArray.zeros(dtype, 3));
        for (var other : DType.values()) assertThat(x.cast(other).cast(dtype)).isEqualTo(x);
    }

    @Test
    void prints() {
        assertThat(NdArray.of(new float[] {0.1f, 2}, 2)).hasToString("[0.1, 2.0]");
        assertThat(NdArray.of(new int[] {1, -2}, 1, 2)).hasToString("[[1, -2]]");
    }

    @Test
    void refusesStorageAndShapesThatCannotBe() {
        assertThatThrownBy(() -> NdArray.wrap(new short[1], 1))
                .hasMessage(
                        "an array holds double[], float[], long[], int[] or boolean[], not"
                                + " short[]");
        assertThatThrownBy(() -> NdArray.zeros(DType.FLOAT32, 1 << 16, 1 << 16))
                .hasMessage(
                        "shape (65536, 65536) has more than 2^31 - 1 elements, the most an array"
                                + " can hold");
        int most = Integer.MAX_VALUE;
        assertThatThrownBy(() -> NdArray.sizeOf(most, most, most, most))
                .hasMessageContaining("has more than 2^31 - 1 elements");
        assertThat(NdArray.sizeOf(most, most, 0)).isZero();
    }
}
