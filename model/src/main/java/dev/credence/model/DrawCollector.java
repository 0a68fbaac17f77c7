package dev.credence.model;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

/// Gathers arrays of one shape into one array with a leading axis of draws.
final class DrawCollector {
    private final int draws;
    private NdArray values = NdArray.zeros(DType.FLOAT64, 0);

    DrawCollector(int draws) {
        this.draws = draws;
    }

    void add(int draw, NdArray value) {
        if (draw == 0) {
            var shape = new int[value.rank() + 1];
            shape[0] = draws;
            System.arraycopy(value.shape(), 0, shape, 1, value.rank());
            values = NdArray.zeros(value.dtype(), shape);
        }
        System.arraycopy(value.storage(), 0, values.storage(), draw * value.size(), value.size());
    }

    NdArray values() {
        return values;
    }
}
