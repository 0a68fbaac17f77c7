package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.Optional;

/// Reads the lengths that a shape operand (an int64 vector) stands for.
final class ShapeValues {
    private ShapeValues() {}

    /// The lengths, if the operand is a constant, the shape of a tensor, a part of one, or joined
    /// of such; an unknown length is -1.
    static Optional<int[]> of(Tensor operand, int rank) {
        checkInt64(operand);
        if (operand instanceof Constant c) {
            var dims = of(c.value());
            if (dims.length != rank) {
                throw new GraphException(
                        "a shape of %d lengths is needed, not %s".formatted(rank, operand));
            }
            return Optional.of(dims);
        }
        return operand instanceof Output o ? of(o.apply(), rank) : Optional.empty();
    }

    /// How many lengths a shape operand has.
    static int rank(Tensor operand) {
        checkInt64(operand);
        if (operand.rank() == 1 && operand.shape().isKnown()) return operand.shape().dim(0);
        throw new GraphException(
                "the number of axes must be known, '%s' is %s".formatted(operand, operand.type()));
    }

    private static void checkInt64(Tensor operand) {
        if (operand.dtype() == DType.INT64) return;
        throw new GraphException(
                "a shape is an int64 vector, '%s' is %s; cast it to int64"
                        .formatted(operand, operand.type()));
    }

    private static Optional<int[]> of(Apply node, int rank) {
        return switch (node.op()) {
            case View.ShapeOf _ -> Optional.of(node.input(0).shape().dims());
            case View.Concatenate _ -> Optional.of(joined(node));
            case Indexing.Slice s -> {
                var x = node.input(0);
                yield of(x, x.shape().dim(0)).map(dims -> part(dims, s.range(), rank));
            }
            default -> Optional.empty();
        };
    }

    private static int[] joined(Apply join) {
        return join.inputs().stream()
                .flatMapToInt(x -> {
                    int n = x.shape().dim(0);
                    return Arrays.stream(of(x, n).orElseGet(() -> Shape.unknown(n).dims()));
                })
                .toArray();
    }

    private static int[] part(int[] dims, Indexing.Range range, int count) {
        var part = new int[count];
        int first = range.first(dims.length);
        for (int i = 0; i < count; i++) part[i] = dims[first + i * range.step()];
        return part;
    }

    static int[] of(NdArray operand) {
        for (long d : operand.longs()) {
            if (d < -1 || d > Integer.MAX_VALUE) {
                throw new GraphException(
                        "a shape of lengths %s is asked for; a length is at least 0 and at most 2^31 - 1"
                                .formatted(operand));
            }
        }
        return Arrays.stream(operand.longs()).mapToInt(d -> (int) d).toArray();
    }

    static NdArray constant(int... dims) {
        return NdArray.of(Arrays.stream(dims).asLongStream().toArray(), dims.length);
    }
}
