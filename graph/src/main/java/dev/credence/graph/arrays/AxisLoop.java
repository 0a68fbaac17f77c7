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
}
