package dev.credence.posterior;

/// How an array of any rank is cut into equal chunks, the last ones of an axis padded.
///
/// @param shape the array's shape
/// @param chunks the shape of one chunk
record ChunkGrid(int[] shape, int[] chunks) {
    /// Called for each stretch of elements that lie side by side both in the array and in the
    /// chunk.
    interface Run {
        void accept(int arrayOffset, int chunkOffset, int length);
    }

    /// How many chunks there are.
    int count() {
        int count = 1;
        for (int axis = 0; axis < shape.length; axis++)
            count = Math.multiplyExact(count, along(axis));
        return count;
    }

    /// How many elements one chunk holds, padding included.
    int elements() {
        int elements = 1;
        for (int length : chunks) elements = Math.multiplyExact(elements, length);
        return elements;
    }

    /// The name of the file of chunk `chunk`, counted in row-major order, for example `0.3.0`.
    String key(int chunk, String separator) {
        if (shape.length == 0) return "0";
        var index = index(chunk);
        var key = new StringBuilder();
        for (int axis = 0; axis < index.length; axis++) {
            if (axis > 0) key.append(separator);
            key.append(index[axis]);
        }
        return key.toString();
    }

    /// Walks over the elements that chunk `chunk` shares with the array.
    void runs(int chunk, Run run) {
        if (shape.length == 0) run.accept(0, 0, 1);
        else runs(index(chunk), 0, 0, 0, run);
    }

    private void runs(int[] index, int axis, int arrayOffset, int chunkOffset, Run run) {
        int start = index[axis] * chunks[axis];
        int length = Math.min(chunks[axis], shape[axis] - start);
        int inArray = arrayOffset * shape[axis] + start;
        int inChunk = chunkOffset * chunks[axis];
        if (axis == shape.length - 1) {
            run.accept(inArray, inChunk, length);
            return;
        }
        for (int i = 0; i < length; i++) runs(index, axis + 1, inArray + i, inChunk + i, run);
    }

    private int[] index(int chunk) {
        var index = new int[shape.length];
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = chunk % along(axis);
            chunk /= along(axis);
        }
        return index;
    }

    private int along(int axis) {
        return Math.ceilDiv(shape[axis], chunks[axis]);
    }
}
