package dev.credence.posterior;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers are rounded to their error and stay short at any size.
class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "4.1714, 0.2055, 4.2",
        "4.1714, 0.0266, 4.17",
        "-0.04, 0.2, 0.0",
        "-0.06, 0.2, -0.1",
        "9.96, 0.5, 10.0",
        "1234.5, 3, 1235",
        "1.2345e9, 2e6, 1.235e9",
        "2459000.12345, 1e-3, 2459000.123",
        "3.14159e-9, 1e-11, 3.14e-9",
        "-9.999e-9, 1e-10, -1.0e-8",
        "4.9e-324, 1e-320, 4.9e-324",
        "1e300, 1e298, 1.00e300",
        "0, 1e-9, 0",
        "0, 0, 0.00",
        "1.5, 0, 1.50",
        "NaN, 1, NaN",
        "Infinity, 1, inf",
        "-Infinity, 1, -inf"
    })
    void roundsToItsError(double value, double error, String text) {
        assertThat(Decimals.text(value, Decimals.shown(error, value))).isEqualTo(text);
    }

    @Test
    void wholeNumbers() {
        assertThat(Decimals.text(2.5, 0)).isEqualTo("3");
        assertThat(Decimals.text(-0.4, 0)).isEqualTo("0");
    }
}
