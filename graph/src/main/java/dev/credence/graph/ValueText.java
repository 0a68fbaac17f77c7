package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.Arrays;

/// Writes values in short, for messages.
final class ValueText {
    private static final int SHORT = 6;

    private ValueText() {}

    /// The array if it is short, else its type and range.
    static String of(NdArray x) {
        if (x.size() <= SHORT) return x.toString();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.size(); i++) {
            low = Math.min(low, x.element(i));
            high = Math.max(high, x.element(i));
        }
        return "%s from %s to %s".formatted(TensorType.of(x), low, high);
    }

    /// The position of an element in row-major order, for example `[1, 0]`.
    static String position(int at, int... shape) {
        var index = new int[shape.length];
        int rest = at;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return Arrays.toString(index);
    }
}
