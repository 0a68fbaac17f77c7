package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The reference evaluation of reductions, views, indexing and linear algebra: plain loops over
/// positions.
final class ReferenceLoops {
    private ReferenceLoops() {}

    /// Copies element `from` of `source` to element `to` of `target`.
    private static void copy(NdArray source, int from, NdArray target, int to) {
        System.arraycopy(source.storage(), from, target.storage(), to, 1);
    }

    /// Advances a position in row-major order.
    private static void next(int[] position, int[] shape) {
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            if (++position[axis] < shape[axis]) return;
            position[axis] = 0;
        }
    }

    static NdArray padTo(NdArray x, int rank) {
        var shape = new int[rank];
        Arrays.fill(shape, 1);
        System.arraycopy(x.shape(), 0, shape, rank - x.rank(), x.rank());
        return x.reshape(shape);
    }

    static NdArray broadcastTo(NdArray x, int... shape) {
        if (Arrays.equals(x.shape(), shape)) return x;
        for (int axis = 0; axis < shape.length; axis++) {
            if (x.dim(axis) != 1 && x.dim(axis) != shape[axis]) {
                throw new GraphException(
                        "shape %s cannot be broadcast to %s"
                                .formatted(NdArray.shapeText(x.shape()), NdArray.shapeText(shape)));
            }
        }
        var out = NdArray.zeros(x.dtype(), shape);
        var position = new int[shape.length];
        var from = new int[shape.length];
        for (int i = 0; i < out.size(); i++, next(position, shape)) {
            for (int axis = 0; axis < from.length; axis++)
                from[axis] = x.dim(axis) == 1 ? 0 : position[axis];
            copy(x, x.offset(from), out, i);
        }
        return out;
    }

    static NdArray dimShuffle(List<Integer> order, NdArray x) {
        var shape = new int[order.size()];
        for (int axis = 0; axis < shape.length; axis++)
            shape[axis] = order.get(axis) < 0 ? 1 : x.dim(order.get(axis));
        var out = NdArray.zeros(x.dtype(), shape);
        var position = new int[shape.length];
        var from = new int[x.rank()];
        for (int i = 0; i < out.size(); i++, next(position, shape)) {
            for (int axis = 0; axis < shape.length; axis++)
                if (order.get(axis) >= 0) from[order.get(axis)] = position[axis];
            copy(x, x.offset(from), out, i);
        }
        return out;
    }

    static NdArray concatenate(int axis, List<NdArray> parts) {
        var shape = parts.getFirst().shape();
        shape[axis] = parts.stream().mapToInt(p -> p.dim(axis)).sum();
        var out = NdArray.zeros(parts.getFirst().dtype(), shape);
        int start = 0;
        for (var part : parts) {
            out = setSlice(axis, new Indexing.Range(start, start + part.dim(axis), 1), out, part);
            start += part.dim(axis);
        }
        return out;
    }

    static NdArray slice(int axis, Indexing.Range range, NdArray x) {
        var shape = x.shape();
        shape[axis] = range.count(x.dim(axis));
        var out = NdArray.zeros(x.dtype(), shape);
        var position = new int[shape.length];
        for (int i = 0; i < out.size(); i++, next(position, shape)) {
            var from = position.clone();
            from[axis] = range.first(x.dim(axis)) + position[axis] * range.step();
            copy(x, x.offset(from), out, i);
        }
        return out;
    }

    static NdArray setSlice(int axis, Indexing.Range range, NdArray x, NdArray part) {
        var shape = x.shape();
        shape[axis] = range.count(x.dim(axis));
        var values = broadcastTo(part, shape);
        var out = NdArray.zeros(x.dtype(), x.shape());
        System.arraycopy(x.storage(), 0, out.storage(), 0, x.size());
        var position = new int[shape.length];
        for (int i = 0; i < values.size(); i++, next(position, shape)) {
            var to = position.clone();
            to[axis] = range.first(x.dim(axis)) + position[axis] * range.step();
            copy(values, i, out, out.offset(to));
        }
        return out;
    }

    static NdArray gather(int axis, NdArray x, NdArray indices) {
        int[] split = split(axis, x.shape());
        int outer = split[0];
        int length = split[1];
        int inner = split[2];
        var shape = new int[x.rank() - 1 + indices.rank()];
        System.arraycopy(x.shape(), 0, shape, 0, axis);
        System.arraycopy(indices.shape(), 0, shape, axis, indices.rank());
        System.arraycopy(x.shape(), axis + 1, shape, axis + indices.rank(), x.rank() - axis - 1);
        var out = NdArray.zeros(x.dtype(), shape);
        for (int o = 0; o < outer; o++) {
            for (int k = 0; k < indices.size(); k++) {
                int at = index(indices.longs()[k], axis, x.shape());
                System.arraycopy(
                        x.storage(),
                        (o * length + at) * inner,
                        out.storage(),
                        (o * indices.size() + k) * inner,
                        inner);
            }
        }
        return out;
    }

    static NdArray scatterAdd(int axis, NdArray x, NdArray indices, NdArray values) {
        int[] split = split(axis, x.shape());
        int outer = split[0];
        int length = split[1];
        int inner = split[2];
        var out = NdArray.zeros(x.dtype(), x.shape());
        System.arraycopy(x.storage(), 0, out.storage(), 0, x.size());
        for (int o = 0; o < outer; o++) {
            for (int k = 0; k < indices.size(); k++) {
                int at = index(indices.longs()[k], axis, x.shape());
                for (int j = 0; j < inner; j++) {
                    int from = (o * indices.size() + k) * inner + j;
                    int to = (o * length + at) * inner + j;
                    switch (out.storage()) {
                        case double[] d -> d[to] += values.doubles()[from];
                        case long[] l -> l[to] += values.longs()[from];
                        default -> throw new GraphException("values of dtype bool cannot be added");
                    }
                }
            }
        }
        return out;
    }

    static NdArray scatterSet(int axis, NdArray x, NdArray indices, NdArray values) {
        int[] split = split(axis, x.shape());
        int length = split[1];
        int inner = split[2];
        var out = NdArray.zeros(x.dtype(), x.shape());
        System.arraycopy(x.storage(), 0, out.storage(), 0, x.size());
        for (int o = 0; o < split[0]; o++) {
            for (int k = 0; k < indices.size(); k++) {
                int to = o * length + index(indices.longs()[k], axis, x.shape());
                int from = o * indices.size() + k;
                System.arraycopy(values.storage(), from * inner, out.storage(), to * inner, inner);
            }
        }
        return out;
    }

    /// The position that a possibly negative index means.
    static int index(long index, int axis, int... shape) {
        long at = index < 0 ? index + shape[axis] : index;
        if (at < 0 || at >= shape[axis]) throw Indexing.outOfBounds(index, axis, shape);
        return (int) at;
    }

    /// Sizes before, at and after an axis.
    private static int[] split(int axis, int[] shape) {
        int outer = NdArray.sizeOf(Arrays.copyOf(shape, axis));
        int inner = NdArray.sizeOf(Arrays.copyOfRange(shape, axis + 1, shape.length));
        return new int[] {outer, shape[axis], inner};
    }

    static NdArray reduce(Reduction reduction, NdArray x) {
        if (reduction.axes().isEmpty()) return x;
        var kept = x.shape();
        for (int axis : reduction.axes()) kept[axis] = 1;
        var out = NdArray.zeros(x.dtype(), kept);
        for (int i = 0; i < out.size(); i++) start(reduction.kind(), out, i);
        var position = new int[x.rank()];
        var to = new int[x.rank()];
        for (int i = 0; i < x.size(); i++, next(position, x.shape())) {
            for (int axis = 0; axis < to.length; axis++)
                to[axis] = kept[axis] == 1 ? 0 : position[axis];
            fold(reduction.kind(), out, out.offset(to), x, i);
        }
        if (reduction.keepDims()) return out;
        int[] shape =
                IntStream.range(0, x.rank())
                        .filter(a -> !reduction.axes().contains(a))
                        .map(x::dim)
                        .toArray();
        return out.reshape(shape);
    }

    private static void start(Reduction.Kind kind, NdArray out, int i) {
        switch (out.storage()) {
            case double[] d ->
                    d[i] =
                            switch (kind) {
                                case SUM -> 0;
                                case PRODUCT -> 1;
                                case MAX -> Double.NEGATIVE_INFINITY;
                                case MIN -> Double.POSITIVE_INFINITY;
                                case ALL, ANY -> throw new AssertionError(kind);
                            };
            case long[] l ->
                    l[i] =
                            switch (kind) {
                                case SUM -> 0;
                                case PRODUCT -> 1;
                                case MAX -> Long.MIN_VALUE;
                                case MIN -> Long.MAX_VALUE;
                                case ALL, ANY -> throw new AssertionError(kind);
                            };
            case boolean[] b -> b[i] = kind == Reduction.Kind.ALL;
            default -> throw new AssertionError(out);
        }
    }

    private static void fold(Reduction.Kind kind, NdArray out, int to, NdArray x, int i) {
        switch (out.storage()) {
            case double[] d ->
                    d[to] =
                            switch (kind) {
                                case SUM -> d[to] + x.doubles()[i];
                                case PRODUCT -> d[to] * x.doubles()[i];
                                case MAX -> Math.max(d[to], x.doubles()[i]);
                                case MIN -> Math.min(d[to], x.doubles()[i]);
                                case ALL, ANY -> throw new AssertionError(kind);
                            };
            case long[] l ->
                    l[to] =
                            switch (kind) {
                                case SUM -> l[to] + x.longs()[i];
                                case PRODUCT -> l[to] * x.longs()[i];
                                case MAX -> Math.max(l[to], x.longs()[i]);
                                case MIN -> Math.min(l[to], x.longs()[i]);
                                case ALL, ANY -> throw new AssertionError(kind);
                            };
            case boolean[] b ->
                    b[to] =
                            kind == Reduction.Kind.ALL
                                    ? b[to] && x.booleans()[i]
                                    : b[to] || x.booleans()[i];
            default -> throw new AssertionError(out);
        }
    }

    static NdArray matmul(NdArray a, NdArray b) {
        int m = a.dim(0);
        int k = a.dim(1);
        int n = b.dim(1);
        if (b.dim(0) != k) {
            throw new GraphException(
                    "matmul: shapes %s and %s do not fit"
                            .formatted(NdArray.shapeText(a.shape()), NdArray.shapeText(b.shape())));
        }
        var out = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                double scale = a.doubles()[i * k + p];
                for (int j = 0; j < n; j++) out[i * n + j] += scale * b.doubles()[p * n + j];
            }
        }
        return NdArray.of(out, m, n);
    }

    static NdArray cholesky(NdArray a) {
        int n = a.dim(0);
        var l = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a.doubles()[i * n + j];
                for (int k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
                if (i == j) {
                    if (!(sum > 0) || sum == Double.POSITIVE_INFINITY)
                        return NdArray.full(Double.NaN, n, n);
                    l[i * n + i] = Math.sqrt(sum);
                } else {
                    l[i * n + j] = sum / l[j * n + j];
                }
            }
        }
        return NdArray.of(l, n, n);
    }

    static NdArray solveTriangular(NdArray lower, NdArray b, boolean transposed) {
        int n = lower.dim(0);
        int columns = b.dim(1);
        double[] l = lower.doubles();
        double[] x = b.doubles().clone();
        for (int step = 0; step < n; step++) {
            int i = transposed ? n - 1 - step : step;
            for (int c = 0; c < columns; c++) {
                double sum = x[i * columns + c];
                if (transposed)
                    for (int k = i + 1; k < n; k++) sum -= l[k * n + i] * x[k * columns + c];
                else for (int k = 0; k < i; k++) sum -= l[i * n + k] * x[k * columns + c];
                x[i * columns + c] = sum / l[i * n + i];
            }
        }
        return NdArray.of(x, n, columns);
    }

    static NdArray lowerTriangle(NdArray x, int diagonal) {
        var out = new double[x.size()];
        int columns = x.dim(1);
        for (int i = 0; i < x.dim(0); i++) {
            for (int j = 0; j < columns && j <= i + diagonal; j++)
                out[i * columns + j] = x.doubles()[i * columns + j];
        }
        return NdArray.of(out, x.shape());
    }

    static NdArray diagonal(NdArray x) {
        int n = x.dim(0);
        var out = new double[n];
        for (int i = 0; i < n; i++) out[i] = x.doubles()[i * n + i];
        return NdArray.of(out);
    }

    static NdArray diagonalMatrix(NdArray x) {
        int n = x.dim(0);
        var out = NdArray.zeros(DType.FLOAT64, n, n);
        for (int i = 0; i < n; i++) out.doubles()[i * n + i] = x.doubles()[i];
        return out;
    }
}
