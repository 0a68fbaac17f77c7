package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Dtypes promote as `numpy.promote_types` of NumPy 2 says.
final class DTypeTest {
    @ParameterizedTest
    @CsvSource({
        "BOOL, BOOL, BOOL",
        "BOOL, INT32, INT32",
        "BOOL, INT64, INT64",
        "BOOL, FLOAT32, FLOAT32",
        "BOOL, FLOAT64, FLOAT64",
        "INT32, BOOL, INT32",
        "INT32, INT32, INT32",
        "INT32, INT64, INT64",
        "INT32, FLOAT32, FLOAT64",
        "INT32, FLOAT64, FLOAT64",
        "INT64, BOOL, INT64",
        "INT64, INT32, INT64",
        "INT64, INT64, INT64",
        "INT64, FLOAT32, FLOAT64",
        "INT64, FLOAT64, FLOAT64",
        "FLOAT32, BOOL, FLOAT32",
        "FLOAT32, INT32, FLOAT64",
        "FLOAT32, INT64, FLOAT64",
        "FLOAT32, FLOAT32, FLOAT32",
        "FLOAT32, FLOAT64, FLOAT64",
        "FLOAT64, BOOL, FLOAT64",
        "FLOAT64, INT32, FLOAT64",
        "FLOAT64, INT64, FLOAT64",
        "FLOAT64, FLOAT32, FLOAT64",
        "FLOAT64, FLOAT64, FLOAT64",
    })
    void promotes(DType one, DType other, DType both) {
        assertThat(one.promote(other)).isEqualTo(both);
    }
}
