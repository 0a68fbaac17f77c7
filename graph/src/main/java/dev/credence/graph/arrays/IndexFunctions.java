package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.GraphException;
import dev.credence.graph.Index;
import dev.credence.graph.IndexedPart;
import dev.credence.graph.LinearIndex;
import dev.credence.graph.Nonzero;
import dev.credence.graph.Numbers;
import dev.credence.graph.ScatterSet;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Reading and writing parts of tensors, and finding positions.
///
/// Tensors do not change: what writes gives a changed copy. Reading by an [Index] is
/// [Tensor#get(Index...)].
public class IndexFunctions extends SummaryFunctions {
    protected IndexFunctions() {}

    /// A copy of `x` with the part that an index names replaced by a value that broadcasts to it;
    /// where positions repeat, the last counts.
    public static Tensor setAt(Tensor x, Tensor value, Index... index) {
        return IndexedPart.of(x, index).set(value);
    }

    /// A copy of `x` with the part that an index names replaced by a number.
    public static Tensor setAt(Tensor x, double value, Index... index) {
        return setAt(x, number(value, x), index);
    }

    /// A copy of `x` with a value added to the part that an index names; where positions repeat,
    /// all are added.
    public static Tensor addAt(Tensor x, Tensor value, Index... index) {
        return IndexedPart.of(x, index).add(value);
    }

    /// A copy of `x` with a number added to the part that an index names.
    public static Tensor addAt(Tensor x, double value, Index... index) {
        return addAt(x, number(value, x), index);
    }

    /// A number in the dtype of `x` if that can hold it.
    private static Tensor number(double value, Tensor x) {
        boolean whole = x.dtype().isInteger() && value == Math.rint(value);
        return whole ? Lengths.number((long) value) : constant(value);
    }

    /// The entries at integer positions of an axis; the axes of `positions` take its place.
    public static Tensor take(Tensor x, Tensor positions, int axis) {
        return gather(x, positions, Axes.axis(x, axis));
    }

    /// The elements at integer positions in row-major order.
    public static Tensor take(Tensor x, Tensor positions) {
        return gather(flatten(x), positions, 0);
    }

    /// The entries of each lane along an axis at positions of its own, as [SortingFunctions] give
    /// them; both broadcast along the other axes.
    public static Tensor takeAlongAxis(Tensor x, Tensor positions, int axis) {
        int along = Axes.axis(x, axis);
        if (positions.rank() != x.rank()) {
            throw new GraphException(
                            "positions of shape %s along axis %d do not fit '%s' of shape %s"
                                    .formatted(positions.shape(), along, x, x.shape()))
                    .at(SourceLine.here());
        }
        var at = repeated(Lengths.integers(positions), x, along);
        return TakeAlongAxis.of(repeated(x, positions, along), at, along);
    }

    /// `x` repeated to the lengths of another tensor, but for one axis.
    private static Tensor repeated(Tensor x, Tensor other, int axis) {
        boolean fits = true;
        var lengths = Lengths.all(x);
        for (int a = 0; a < x.rank(); a++) {
            if (a == axis || x.shape().dim(a) != 1 || other.shape().dim(a) == 1) continue;
            lengths[a] = Lengths.of(other, a);
            fits = false;
        }
        return fits ? x : broadcastTo(x, Lengths.vector(List.of(lengths)));
    }

    /// The entries of each row of the last axis in the order that a permutation gives.
    public static Tensor permuteRowElements(Tensor x, Tensor permutation) {
        var padded = permutation;
        while (padded.rank() < x.rank()) padded = expandDims(padded, 0);
        return takeAlongAxis(x, padded, -1);
    }

    /// From several tensors the elements that a tensor of numbers chooses: element by element, 0
    /// takes from the first.
    public static Tensor choose(Tensor number, Tensor... choices) {
        var all = new ArrayList<>(List.of(choices));
        all.add(number);
        var shape = broadcastShape(all.toArray(Tensor[]::new));
        var stacked =
                stack(
                        Arrays.stream(choices)
                                .map(c -> broadcastTo(c, shape))
                                .toArray(Tensor[]::new));
        var at = expandDims(broadcastTo(Lengths.integers(number), shape), 0);
        return dimShuffle(
                TakeAlongAxis.of(stacked, at, 0),
                IntStream.range(1, stacked.rank()).boxed().toArray(Integer[]::new));
    }

    /// The entries of an axis where a bool vector is true. Their number depends on values.
    public static Tensor compress(Tensor condition, Tensor x, int axis) {
        return gather(x, Nonzero.of(condition).getFirst(), Axes.axis(x, axis));
    }

    /// The positions of the elements that are not zero, one int64 vector for each axis. Their
    /// number depends on values.
    public static List<Tensor> nonzero(Tensor x) {
        return Nonzero.of(cast(x, DType.BOOL));
    }

    /// The positions, in row-major order, of the elements that are not zero.
    public static Tensor flatNonzero(Tensor x) {
        return nonzero(flatten(x)).getFirst();
    }

    /// The elements that are not zero.
    public static Tensor nonzeroValues(Tensor x) {
        return take(x, flatNonzero(x));
    }

    /// Where to insert values into a sorted vector so that it stays sorted, before equal entries.
    public static Tensor searchSorted(Tensor sorted, Tensor values) {
        return searched(sorted, values, false);
    }

    /// Where to insert values into a sorted vector so that it stays sorted, behind equal entries.
    public static Tensor searchSortedRight(Tensor sorted, Tensor values) {
        return searched(sorted, values, true);
    }

    private static Tensor searched(Tensor sorted, Tensor values, boolean right) {
        var common = sorted.dtype().promote(values.dtype()).widened();
        return new Apply(
                        new SearchSorted(right),
                        List.of(cast(sorted, common), cast(values, common)))
                .output();
    }

    /// The different elements of a tensor.
    ///
    /// @param values the elements, smallest first
    /// @param positions where each is first met, in row-major order
    /// @param inverse for each element of the tensor, its place among the values
    /// @param counts how often each is met
    public record Unique(Tensor values, Tensor positions, Tensor inverse, Tensor counts) {}

    /// The different elements of a tensor. Their number depends on values.
    public static Unique unique(Tensor x) {
        var flat = flatten(x);
        var found = new Apply(new Distinct(), List.of(flat)).outputs();
        return new Unique(gather(flat, found.get(0), 0), found.get(0), found.get(1), found.get(2));
    }

    /// The position in row-major order of positions along each axis of a shape; negative positions
    /// count from the end.
    public static Tensor ravelMultiIndex(List<Tensor> positions, int... dims) {
        var whole =
                broadcastArrays(positions.stream().map(Lengths::integers).toArray(Tensor[]::new));
        var inputs = new ArrayList<Tensor>(List.of(constant(dims)));
        inputs.addAll(whole);
        var axes = IntStream.range(0, dims.length).boxed().toList();
        return new Apply(new LinearIndex(axes), inputs).output();
    }

    /// The positions along each axis of a shape of positions in row-major order.
    public static List<Tensor> unravelIndex(Tensor positions, int... dims) {
        Tensor rest = ravelMultiIndex(List.of(positions), NdArray.sizeOf(dims));
        var found = new ArrayList<Tensor>();
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            var length = Lengths.number(dims[axis]);
            found.addFirst(mod(rest, length));
            rest = floorDivide(rest, length);
        }
        return found;
    }

    /// The permutation that undoes one: where each number is in an int64 vector of 0 … n - 1.
    public static Tensor inversePermutation(Tensor permutation) {
        var zero = new Constant(NdArray.zeros(DType.INT64));
        var shape = shapeOf(permutation);
        return new Apply(
                        new ScatterSet(0),
                        List.of(
                                broadcastTo(zero, shape),
                                Lengths.integers(permutation),
                                Numbers.of(shape)))
                .output();
    }

    /// A copy with a value on the main diagonal, where all positions are equal.
    public static Tensor fillDiagonal(Tensor x, Tensor value) {
        var count = Lengths.of(x, 0);
        for (int axis = 1; axis < x.rank(); axis++) count = minimum(count, Lengths.of(x, axis));
        var index = new Index[x.rank()];
        Arrays.fill(index, Index.of(arange(count)));
        return setAt(x, value, index);
    }

    /// A copy of a matrix with a value on a diagonal: 1 is the one above the main one.
    public static Tensor fillDiagonal(Tensor x, Tensor value, int diagonal) {
        int down = Math.max(0, -diagonal);
        int right = Math.max(0, diagonal);
        var count =
                minimum(
                        subtract(Lengths.of(x, 0), Lengths.number(down)),
                        subtract(Lengths.of(x, 1), Lengths.number(right)));
        var positions = arange(count);
        return setAt(
                x,
                value,
                Index.of(add(positions, Lengths.number(down))),
                Index.of(add(positions, Lengths.number(right))));
    }
}
