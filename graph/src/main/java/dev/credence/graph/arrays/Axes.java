package dev.credence.graph.arrays;

import dev.credence.graph.GraphException;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The axes that a summary is taken over, and whether they stay with length one.
///
/// @param axes axis numbers, negative ones counted from the end; empty stands for all axes
/// @param keepDims whether the axes stay, so that the result broadcasts against the original
public record Axes(List<Integer> axes, boolean keepDims) {
    public Axes {
        axes = List.copyOf(axes);
    }

    /// The given axes, or all if none is given.
    public static Axes of(int... axes) {
        return new Axes(Arrays.stream(axes).boxed().toList(), false);
    }

    /// The same axes, kept with length one.
    public Axes kept() {
        return new Axes(axes, true);
    }

    /// The axes of `x`, ascending.
    ///
    /// @throws GraphException if there is no such axis
    List<Integer> of(Tensor x) {
        if (axes.isEmpty()) return IntStream.range(0, x.rank()).boxed().toList();
        return axes.stream().map(a -> axis(x, a)).sorted().distinct().toList();
    }

    /// The number of an axis of `x`, counted from the start.
    static int axis(Tensor x, int axis) {
        return axis(axis, x.rank(), x);
    }

    /// The number of an axis of something of that rank that is made of `x`.
    static int axis(int axis, int rank, Tensor x) {
        if (axis >= rank || axis < -rank) {
            throw new GraphException(
                            "there is no axis %d in '%s' of shape %s".formatted(axis, x, x.shape()))
                    .at(SourceLine.here());
        }
        return axis < 0 ? axis + rank : axis;
    }
}
