package dev.credence.graph.arrays;

import dev.credence.array.NdArray;

import java.util.Arrays;

/// The lanes of an array along one axis: entry `i` of lane `k` lies at `start(k) + i * inner`.
///
/// @param outer the number of positions before the axis
/// @param length the length of the axis
/// @param inner the number of positions after it, which is the stride of a lane
record AxisLoop(int outer, int length, int inner) {
    static AxisLoop of(NdArray x, int axis) {
        int[] shape = x.shape();
        return new AxisLoop(
                NdArray.sizeOf(Arrays.copyOf(shape, axis)),
                shape[axis],
                NdArray.sizeOf(Arrays.copyOfRange(shape, axis + 1, shape.length)));
    }

    int lanes() {
        return outer * inner;
    }

    int start(int lane) {
        return lane / inner * length * inner + lane % inner;
    }

    /// Copies a lane out of an array.
    void read(NdArray x, int lane, NdArray to) {
        copy(x, start(lane), inner, to, 0, 1);
    }

    /// Copies a lane into an array.
    void write(NdArray lane, int number, NdArray to) {
        copy(lane, 0, 1, to, start(number), inner);
    }

    private void copy(NdArray from, int start, int stride, NdArray to, int place, int step) {
        if (stride == 1 && step == 1) {
            System.arraycopy(from.storage(), start, to.storage(), place, length);
            return;
        }
        switch (to.storage()) {
            case double[] d -> {
                double[] x = from.doubles();
                for (int i = 0; i < length; i++) d[place + i * step] = x[start + i * stride];
            }
            case long[] l -> {
                long[] x = from.longs();
                for (int i = 0; i < length; i++) l[place + i * step] = x[start + i * stride];
            }
            case boolean[] b -> {
                boolean[] x = from.booleans();
                for (int i = 0; i < length; i++) b[place + i * step] = x[start + i * stride];
            }
            default -> throw new AssertionError(to);
        }
    }
}
