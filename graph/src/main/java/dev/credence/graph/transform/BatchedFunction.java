package dev.credence.graph.transform;

import dev.credence.graph.Batching;
import dev.credence.graph.GraphException;
import dev.credence.graph.Input;
import dev.credence.graph.Shape;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A function applied to each entry along an axis of its arguments, all entries at once.
///
/// @param function what is applied to an entry
/// @param axes for each argument the axis, or [Transformations#NONE]; empty stands for the first
///   axis of all
record BatchedFunction(TensorFunction function, int... axes) {

    List<Tensor> apply(List<Tensor> arguments) {
        var at = positions(arguments);
        check(arguments, at);
        var entries = new ArrayList<Tensor>();
        Map<Tensor, Tensor> batched = new IdentityHashMap<>();
        for (int i = 0; i < at.length; i++) {
            var x = arguments.get(i);
            if (at[i] == Transformations.NONE) {
                entries.add(x);
                continue;
            }
            var entry = new Input(x.name(), new TensorType(x.dtype(), without(x.shape(), at[i])));
            entries.add(entry);
            batched.put(entry, moved(x, at[i], x.rank() - 1));
        }
        return Batching.lastAxis(function.applyAll(entries), batched).stream()
                .map(y -> moved(y, y.rank() - 1, 0))
                .toList();
    }

    private int[] positions(List<Tensor> arguments) {
        if (axes.length == 0) return new int[arguments.size()];
        if (axes.length != arguments.size()) {
            throw new GraphException(
                            "vmap: %d axes %s are given for %d arguments"
                                    .formatted(
                                            axes.length, Arrays.toString(axes), arguments.size()))
                    .at(SourceLine.here());
        }
        return IntStream.range(0, axes.length)
                .map(i ->
                        axes[i] < 0 && axes[i] != Transformations.NONE
                                ? axes[i] + arguments.get(i).rank()
                                : axes[i])
                .toArray();
    }

    private static void check(List<Tensor> arguments, int... at) {
        int first = -1;
        for (int i = 0; i < at.length; i++) {
            if (at[i] == Transformations.NONE) continue;
            var shape = arguments.get(i).shape();
            if (at[i] < 0 || at[i] >= shape.rank()) {
                throw new GraphException(
                                "vmap: argument %d has shape %s, which has no axis %d"
                                        .formatted(i, shape, at[i]))
                        .at(SourceLine.here());
            }
            int length = shape.dim(at[i]);
            if (first < 0 || arguments.get(first).shape().dim(at[first]) == Shape.UNKNOWN) {
                first = i;
            } else if (length != Shape.UNKNOWN
                    && length != arguments.get(first).shape().dim(at[first])) {
                throw new GraphException(
                                "vmap: argument %d has length %d along axis %d, but argument %d has %d along axis %d; mapped axes have one length"
                                        .formatted(
                                                first,
                                                arguments.get(first).shape().dim(at[first]),
                                                at[first],
                                                i,
                                                length,
                                                at[i]))
                        .at(SourceLine.here());
            }
        }
        if (first < 0) {
            throw new GraphException(
                            "vmap: none of the %d arguments has an axis to be mapped over"
                                    .formatted(at.length))
                    .at(SourceLine.here());
        }
    }

    private static Shape without(Shape shape, int axis) {
        return Shape.of(
                IntStream.range(0, shape.rank()).filter(i -> i != axis).map(shape::dim).toArray());
    }

    private static Tensor moved(Tensor x, int from, int to) {
        if (from == to) return x;
        var order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        order.add(to, order.remove(from));
        return Transformations.dimShuffle(x, order.toArray(Integer[]::new));
    }
}
