package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.graph.Apply;
import dev.credence.graph.GraphException;
import dev.credence.graph.Index;
import dev.credence.graph.Indexing;
import dev.credence.graph.Shape;
import dev.credence.graph.SourceLine;
import dev.credence.graph.SpecifyShape;
import dev.credence.graph.Tensor;
import dev.credence.graph.View;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Other shapes of the same elements: axes moved, joined, split, repeated, padded.
public class ShapeFunctions extends CreationFunctions {
    protected ShapeFunctions() {}

    /// `x`, whose lengths are vouched for; -1 stands for any length. Evaluating `x` with other
    /// lengths raises a [GraphException].
    public static Tensor specifyShape(Tensor x, int... dims) {
        return specifyShape(x, constant(dims));
    }

    /// `x`, whose shape is vouched for by an int64 vector.
    public static Tensor specifyShape(Tensor x, Tensor shape) {
        return new Apply(new SpecifyShape(), List.of(x, shape)).output();
    }

    /// All elements as a vector, in row-major order.
    public static Tensor flatten(Tensor x) {
        return x.rank() == 1 ? x : reshape(x, -1);
    }

    /// `x` without the axes that are known to have length one.
    public static Tensor squeeze(Tensor x) {
        return shuffled(
                x,
                IntStream.range(0, x.rank()).filter(a -> x.shape().dim(a) != 1).boxed().toList());
    }

    /// `x` without some axes, which must have length one.
    public static Tensor squeeze(Tensor x, int... axes) {
        var dropped = Axes.of(axes).of(x);
        var dims = new int[x.rank()];
        Arrays.setAll(dims, axis -> dropped.contains(axis) ? 1 : x.shape().dim(axis));
        var one = Shape.of(dims).equals(x.shape()) ? x : specifyShape(x, dims);
        return shuffled(
                one,
                IntStream.range(0, x.rank()).filter(a -> !dropped.contains(a)).boxed().toList());
    }

    /// `x` with two axes exchanged.
    public static Tensor swapAxes(Tensor x, int first, int second) {
        var order = order(x);
        Collections.swap(order, Axes.axis(x, first), Axes.axis(x, second));
        return shuffled(x, order);
    }

    /// `x` with one axis moved to another place, the others staying in order.
    public static Tensor moveAxis(Tensor x, int from, int to) {
        var order = order(x);
        order.add(Axes.axis(x, to), order.remove(Axes.axis(x, from)));
        return shuffled(x, order);
    }

    /// `x` with its last two axes exchanged.
    public static Tensor matrixTranspose(Tensor x) {
        return swapAxes(x, -1, -2);
    }

    private static List<Integer> order(Tensor x) {
        return new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
    }

    static Tensor shuffled(Tensor x, List<Integer> order) {
        return order.equals(order(x)) ? x : dimShuffle(x, order.toArray(Integer[]::new));
    }

    /// The shape, as an int64 vector, that tensors have once they are broadcast together.
    public static Tensor broadcastShape(Tensor... tensors) {
        int rank = Arrays.stream(tensors).mapToInt(Tensor::rank).max().orElse(0);
        var lengths = new ArrayList<Tensor>();
        for (int axis = 0; axis < rank; axis++) {
            Tensor length = Lengths.number(1);
            for (var x : tensors) {
                int own = axis - rank + x.rank();
                if (own >= 0 && x.shape().dim(own) != 1) length = Lengths.of(x, own);
                if (own >= 0 && x.shape().dim(own) > 1) break;
            }
            lengths.add(length);
        }
        return lengths.isEmpty() ? constant(new long[0]) : Lengths.vector(lengths);
    }

    /// Tensors repeated to the shape that they broadcast to.
    public static List<Tensor> broadcastArrays(Tensor... tensors) {
        var shape = broadcastShape(tensors);
        return Arrays.stream(tensors).map(x -> broadcastTo(x, shape)).toList();
    }

    /// `x` laid side by side, so many times along each axis; axes are added on the left if there
    /// are more numbers than axes.
    public static Tensor tile(Tensor x, int... times) {
        var tiled = x;
        while (tiled.rank() < times.length) tiled = expandDims(tiled, 0);
        int missing = tiled.rank() - times.length;
        for (int i = 0; i < times.length; i++) tiled = copied(tiled, missing + i, times[i], false);
        return tiled;
    }

    /// `x` with each entry of an axis repeated so many times.
    public static Tensor repeat(Tensor x, int times, int axis) {
        return copied(x, Axes.axis(x, axis), times, true);
    }

    private static Tensor copied(Tensor x, int axis, int times, boolean each) {
        if (times == 1) return x;
        var lengths = new ArrayList<>(List.of(Lengths.all(x)));
        int added = each ? axis + 1 : axis;
        lengths.add(added, Lengths.number(times));
        var copies = broadcastTo(expandDims(x, added), Lengths.vector(lengths));
        return joinDims(copies, axis, 2);
    }

    /// `x` with each entry of an axis repeated as often as an int64 vector says. The length of the
    /// result depends on values.
    public static Tensor repeat(Tensor x, Tensor times, int axis) {
        int along = Axes.axis(x, axis);
        var checked =
                specifyShape(
                        Lengths.integers(times), Lengths.vector(List.of(Lengths.of(x, along))));
        return gather(x, new Apply(new RepeatedPositions(), List.of(checked)).output(), along);
    }

    /// `x` with the entries of an axis moved on by `shift`, those beyond the end coming back at the
    /// start.
    public static Tensor roll(Tensor x, int shift, int axis) {
        int along = Axes.axis(x, axis);
        var n = Lengths.of(x, along);
        var from = subtract(Lengths.positions(x, along), Lengths.number(shift));
        return gather(x, mod(from, n), along);
    }

    /// `x` with the entries of some axes, or of all, in reverse order.
    public static Tensor flip(Tensor x, int... axes) {
        var flipped = x;
        for (int axis : Axes.of(axes).of(x))
            flipped = slice(flipped, axis, -1, Indexing.Range.END, -1);
        return flipped;
    }

    /// `x` with so many entries added before and after each axis, made as the mode says; constants
    /// and the ends of ramps are zero.
    public static Tensor pad(Tensor x, PadMode mode, int before, int after) {
        var widths = new int[x.rank()][];
        Arrays.fill(widths, new int[] {before, after});
        return pad(x, mode, widths, 0);
    }

    /// `x` with entries added before and after the axes.
    ///
    /// @param widths for each axis, how many are added before and after
    /// @param value the constant, or the outer end of ramps; other modes do not use it
    public static Tensor pad(Tensor x, PadMode mode, int[][] widths, double value) {
        if (widths.length != x.rank()) {
            throw new GraphException(
                            "pad: %d pairs of widths do not fit '%s' of shape %s"
                                    .formatted(widths.length, x, x.shape()))
                    .at(SourceLine.here());
        }
        var padded = x;
        for (int axis = 0; axis < widths.length; axis++)
            padded = Padding.of(padded, mode, axis, widths[axis][0], widths[axis][1], value);
        return padded;
    }

    /// Joins tensors of one shape along a new axis.
    public static Tensor stack(int axis, Tensor... parts) {
        int at = Axes.axis(axis, parts[0].rank() + 1, parts[0]);
        return concatenate(
                at, Arrays.stream(parts).map(p -> expandDims(p, at)).toArray(Tensor[]::new));
    }

    /// Joins vectors, or tensors along their second axis.
    public static Tensor hstack(Tensor... parts) {
        return concatenate(parts[0].rank() == 1 ? 0 : 1, parts);
    }

    /// Joins rows, which may be vectors, or tensors along their first axis.
    public static Tensor vstack(Tensor... parts) {
        return concatenate(
                0, Arrays.stream(parts).map(ShapeFunctions::atLeast2d).toArray(Tensor[]::new));
    }

    /// Parts of the given lengths along an axis, from the start on.
    public static List<Tensor> split(Tensor x, int axis, int... lengths) {
        int along = Axes.axis(x, axis);
        int total = Arrays.stream(lengths).sum();
        int have = x.shape().dim(along);
        if (have != Shape.UNKNOWN && have != total) {
            throw new GraphException(
                            "split: lengths %s add up to %d, but axis %d of '%s' has length %d"
                                    .formatted(Arrays.toString(lengths), total, along, x, have))
                    .at(SourceLine.here());
        }
        var dims = x.shape().dims();
        dims[along] = total;
        var whole = have == total ? x : specifyShape(x, dims);
        var parts = new ArrayList<Tensor>();
        int start = 0;
        for (int length : lengths) {
            parts.add(slice(whole, along, start, start + length, 1));
            start += length;
        }
        return parts;
    }

    /// `x` with at least one axis.
    public static Tensor atLeast1d(Tensor x) {
        return x.rank() == 0 ? expandDims(x, 0) : x;
    }

    /// `x` with at least two axes: a vector becomes a row.
    public static Tensor atLeast2d(Tensor x) {
        return x.rank() < 2 ? expandDims(atLeast1d(x), 0) : x;
    }

    /// `x` with at least three axes: a vector of length n gets shape `(1, n, 1)`, a matrix a third
    /// axis of length one.
    public static Tensor atLeast3d(Tensor x) {
        return x.rank() < 3 ? expandDims(atLeast2d(x), -1) : x;
    }

    /// `x` with `count` axes from `start` on made one.
    public static Tensor joinDims(Tensor x, int start, int count) {
        if (count == 1) return x;
        if (count > 0) Axes.axis(x, start + count - 1);
        var lengths = new ArrayList<Tensor>();
        for (int axis = 0; axis < start; axis++) lengths.add(Lengths.of(x, axis));
        lengths.add(Lengths.product(x, IntStream.range(start, start + count).boxed().toList()));
        for (int axis = start + count; axis < x.rank(); axis++) lengths.add(Lengths.of(x, axis));
        return reshape(x, Lengths.vector(lengths), lengths.size());
    }

    /// `x` with an axis made several, of the given lengths.
    public static Tensor splitDims(Tensor x, int axis, int... dims) {
        int along = Axes.axis(x, axis);
        var lengths = new ArrayList<Tensor>();
        for (int a = 0; a < along; a++) lengths.add(Lengths.of(x, a));
        for (int d : dims) lengths.add(Lengths.number(d));
        for (int a = along + 1; a < x.rank(); a++) lengths.add(Lengths.of(x, a));
        return reshape(x, Lengths.vector(lengths), lengths.size());
    }

    /// Tensors as one vector, and the way back.
    ///
    /// @param vector the elements of all, one after the other
    /// @param parts the tensors that were packed
    public record Packed(Tensor vector, List<Tensor> parts) {
        /// The parts of a vector of the same length, each of the shape and dtype of what was
        /// packed.
        public List<Tensor> unpack(Tensor packed) {
            var found = new ArrayList<Tensor>();
            Tensor start = Lengths.number(0);
            for (var part : parts) {
                var size = Lengths.product(part, Axes.of().of(part));
                var stop = add(start, size);
                var flat = packed.get(Index.range(start, stop));
                var shape = Lengths.vector(List.of(Lengths.all(part)));
                var restored = part.rank() == 0 ? reshape(flat) : reshape(flat, shape, part.rank());
                found.add(cast(restored, part.dtype()));
                start = stop;
            }
            return found;
        }
    }

    /// Packs tensors into one vector of the dtype that holds all.
    public static Packed pack(Tensor... parts) {
        var dtype =
                Arrays.stream(parts)
                        .map(Tensor::dtype)
                        .reduce(DType::promote)
                        .orElse(DType.FLOAT64);
        var flat = Arrays.stream(parts).map(p -> cast(flatten(p), dtype));
        return new Packed(concatenate(0, flat.toArray(Tensor[]::new)), List.of(parts));
    }

    /// `x` with axes of length one put back where a summary dropped them.
    static Tensor restored(Tensor summary, Tensor x, Axes axes) {
        if (!axes.keepDims()) return summary;
        var dropped = axes.of(x);
        var order = new ArrayList<Integer>();
        int next = 0;
        for (int axis = 0; axis < x.rank(); axis++)
            order.add(dropped.contains(axis) ? View.DimShuffle.NEW_AXIS : next++);
        return shuffled(summary, order);
    }

    /// `x` with some axes moved to the end and made one.
    static Tensor mergedLast(Tensor x, List<Integer> axes) {
        if (axes.isEmpty()) return expandDims(x, -1);
        var order = order(x);
        order.removeAll(axes);
        int kept = order.size();
        order.addAll(axes);
        return joinDims(shuffled(x, order), kept, axes.size());
    }
}
