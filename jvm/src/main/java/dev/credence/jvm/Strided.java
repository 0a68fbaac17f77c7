package dev.credence.jvm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A view of a [Value]: element `(i, j, …)` is element `offset + i * strides[0] + j * strides[1] +
/// …` of the root, so that permuting, slicing and repeating axes costs nothing.
record Strided(Value root, int offset, int[] dims, int[] strides) {

    /// The root seen in row-major order with the given shape.
    static Strided whole(Value root, int... dims) {
        return new Strided(root, 0, dims, rowMajor(dims));
    }

    static int[] rowMajor(int... dims) {
        var strides = new int[dims.length];
        int stride = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            strides[axis] = dims[axis] == 1 ? 0 : stride;
            stride *= dims[axis];
        }
        return strides;
    }

    int rank() {
        return dims.length;
    }

    int size() {
        int size = 1;
        for (int d : dims) size *= d;
        return size;
    }

    /// True if the elements lie one after the other.
    boolean isContiguous() {
        return size() == 0 || Arrays.equals(strides, rowMajor(dims));
    }

    /// True if this is all of the root in its own order.
    boolean isWhole() {
        return offset == 0 && size() == root.size() && isContiguous();
    }

    /// True if every element is the same one.
    boolean isRepeated() {
        for (int stride : strides) if (stride != 0) return false;
        return true;
    }

    /// The position in the root of an element given by its row-major number.
    int position(int element) {
        int position = offset;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            position += element % dims[axis] * strides[axis];
            element /= dims[axis];
        }
        return position;
    }

    /// Permutes, adds (-1) and drops axes.
    Strided dimShuffle(List<Integer> order) {
        int[] shuffledDims = order.stream().mapToInt(a -> a < 0 ? 1 : dims[a]).toArray();
        int[] shuffled = order.stream().mapToInt(a -> a < 0 ? 0 : strides[a]).toArray();
        return new Strided(root, offset, shuffledDims, shuffled);
    }

    /// `count` positions of an axis, from `first` in steps of `step`.
    Strided slice(int axis, int first, int count, int step) {
        var sliced = dims.clone();
        var slicedStrides = strides.clone();
        sliced[axis] = count;
        slicedStrides[axis] = count == 1 ? 0 : strides[axis] * step;
        boolean isEmpty = count == 0 || size() == 0;
        return new Strided(
                root, isEmpty ? offset : offset + first * strides[axis], sliced, slicedStrides);
    }

    /// The main diagonal of a square matrix.
    Strided diagonal() {
        int n = dims[0];
        int stride = n == 1 ? 0 : strides[0] + strides[1];
        return new Strided(root, offset, new int[] {n}, new int[] {stride});
    }

    /// Repeats axes of length one, and all of this along added outer axes.
    Strided broadcastTo(int... target) {
        int added = target.length - dims.length;
        var repeated = new int[target.length];
        for (int axis = 0; axis < dims.length; axis++)
            if (dims[axis] != 1) repeated[added + axis] = strides[axis];
        return new Strided(root, offset, target, repeated);
    }

    /// The same elements in row-major order with another shape, or empty if that cannot be said
    /// with strides.
    Optional<Strided> reshape(int... target) {
        if (size() == 0) return Optional.of(new Strided(root, 0, target, rowMajor(target)));
        var reshaped = new int[target.length];
        int from = 0;
        int to = 0;
        while (from < dims.length || to < target.length) {
            long old = 1;
            long wanted = 1;
            int fromEnd = from;
            int toEnd = to;
            do {
                if (old <= wanted && fromEnd < dims.length) old *= dims[fromEnd++];
                else if (toEnd < target.length) wanted *= target[toEnd++];
                else old *= dims[fromEnd++];
            } while (old != wanted);
            while (fromEnd < dims.length && dims[fromEnd] == 1) fromEnd++;
            if (!mergeable(from, fromEnd)) return Optional.empty();
            int stride = lastStride(from, fromEnd);
            for (int axis = toEnd - 1; axis >= to; axis--) {
                reshaped[axis] = target[axis] == 1 ? 0 : stride;
                stride *= target[axis];
            }
            from = fromEnd;
            to = toEnd;
        }
        return Optional.of(new Strided(root, offset, target, reshaped));
    }

    private boolean mergeable(int from, int to) {
        int inner = -1;
        for (int axis = to - 1; axis >= from; axis--) {
            if (dims[axis] == 1) continue;
            if (inner >= 0 && strides[axis] != strides[inner] * dims[inner]) return false;
            inner = axis;
        }
        return true;
    }

    private int lastStride(int from, int to) {
        for (int axis = to - 1; axis >= from; axis--) if (dims[axis] != 1) return strides[axis];
        return 0;
    }
}
