package dev.credence.jvm;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Shape;
import dev.credence.graph.arrays.Axes;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

/// The sum of a cast is accumulated in the wider dtype in one pass, without a wide copy of what is
/// summed.
final class WideSumsTest {
    private static final int ROWS = 300;
    private static final int COLUMNS = 1000;
    private static final long BYTES_OF_BLOCKS = 16_384;

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "INT32", "INT64", "BOOL"})
    void noWideCopyIsMade(DType dtype) {
        var x = matrix("x", dtype);
        for (var axes : List.of(axes(), axes(0), axes(1))) {
            var f = function(List.of(x), sum(cast(x, DType.FLOAT64), axes));
            assertThat(scratch(f.program(List.of(Shape.of(ROWS, COLUMNS))).report()))
                    .as("%s over %s", dtype, axes)
                    .isLessThanOrEqualTo(BYTES_OF_BLOCKS);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "INT32", "INT64", "BOOL"})
    void sumsAreThoseOfTheWideDtype(DType dtype) {
        var value = NdArray.full(0.1, ROWS, COLUMNS).cast(DType.FLOAT32);
        if (dtype != DType.FLOAT32) value = NdArray.full(1, ROWS, COLUMNS).cast(dtype);
        double each = value.element(0);
        var x = matrix("x", dtype);
        for (var axes : List.of(axes(), axes(0), axes(1), new Axes(List.of(1), true))) {
            var total = function(List.of(x), sum(cast(x, DType.FLOAT64), axes)).call(value);
            double count = (double) ROWS * COLUMNS / total.size();
            for (int i = 0; i < total.size(); i++)
                assertThat(total.element(i)).isCloseTo(each * count, within(1e-12 * each * count));
        }
    }

    private static long scratch(String report) {
        var line = report.lines().filter(l -> l.contains(" scratch arrays, ")).findFirst();
        var words = List.of(line.orElseThrow().strip().split(" ", -1));
        return Long.parseLong(words.get(words.size() - 2));
    }
}
