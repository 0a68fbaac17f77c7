package dev.credence.simd;

import java.util.function.DoubleUnaryOperator;

/// The few elements that a vector kernel leaves as NaN, because they are outside its range,
/// computed one by one.
final class RareLanes {
    private RareLanes() {}

    /// Copies one vector of `values` to `out`, with `function` of `x` where a value is NaN.
    static void compute(
            DoubleUnaryOperator function,
            double[] x,
            int xOffset,
            double[] values,
            double[] out,
            int outOffset) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            double value = values[lane];
            out[outOffset + lane] =
                    Double.isNaN(value) ? function.applyAsDouble(x[xOffset + lane]) : value;
        }
    }
}
