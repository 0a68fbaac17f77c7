package dev.credence.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Numbers read well: no noise digits, true minus signs, grouped thousands.
class NumbersTest {
    @Test
    void fixedDecimals() {
        assertThat(Numbers.fixed(4.17137, 2)).isEqualTo("4.17");
        assertThat(Numbers.fixed(-0.5, 1)).isEqualTo("−0.5");
        assertThat(Numbers.fixed(123456.7, 0)).isEqualTo("123457");
        assertThat(Numbers.fixed(Double.NaN, 2)).isEqualTo("–");
        assertThat(Numbers.fixed(Double.NEGATIVE_INFINITY, 2)).isEqualTo("−∞");
        assertThat(Numbers.fixed(6.02214e23, 2)).isEqualTo("6.02e23");
        assertThat(Numbers.fixed(1.6e-19, 2)).isEqualTo("1.60e−19");
    }

    @Test
    void decimalsFollowTheError() {
        assertThat(Numbers.decimalsFor(0.206, 4)).isEqualTo(2);
        assertThat(Numbers.decimalsFor(3.2, 4)).isEqualTo(1);
        assertThat(Numbers.decimalsFor(500, 4)).isZero();
        assertThat(Numbers.decimalsFor(Double.NaN, 0.0123)).isEqualTo(4);
        assertThat(Numbers.decimalsFor(0, 0)).isEqualTo(2);
        assertThat(Numbers.decimalsFor(1e-30, 4)).isEqualTo(8);
    }

    @Test
    void thousandsAreGroupedFromFiveDigitsOn() {
        assertThat(Numbers.grouped(1234)).isEqualTo("1234");
        assertThat(Numbers.grouped(28123)).isEqualTo("28\u202f123");
        assertThat(Numbers.grouped(-1234567)).isEqualTo("−1\u202f234\u202f567");
    }
}
