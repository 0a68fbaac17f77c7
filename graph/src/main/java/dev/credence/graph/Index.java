package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

/// One entry of an index, as between the brackets of NumPy: positions, ranges, integer arrays,
/// masks, new axes and the rest.
///
/// `x.get(Index.at(0), Index.rest(), Index.from(-1, -2))` is `x[0, ..., -1::-2]`. Entries stand for
/// the axes from the first to the last; axes without an entry are read whole. Integer arrays are
/// broadcast together: with one of them, or several side by side, their shape takes the place of
/// their axes; if ranges or new axes lie between them, their shape comes first. Beside integer
/// arrays, single positions count as arrays without axes.
public sealed interface Index {
    /// The entry at a fixed position, counted from the end if negative; its axis is dropped.
    record At(int position) implements Index {}

    /// A range of positions with fixed bounds.
    record Range(Indexing.Range range) implements Index {
        boolean isWhole() {
            return range.start() == 0 && range.stop() == Indexing.Range.END && range.step() == 1;
        }
    }

    /// A range of positions whose bounds are int64 scalars, with the rules of [Indexing.Range].
    record Between(Tensor start, Tensor stop, int step) implements Index {}

    /// An axis of length one that the indexed tensor does not have.
    record NewAxis() implements Index {}

    /// As many whole axes as the other entries leave.
    record Rest() implements Index {}

    /// The entries at integer positions; negative ones count from the end.
    record Positions(Tensor positions) implements Index {}

    /// The entries where a bool tensor is true; it takes as many axes as it has.
    record Mask(Tensor mask) implements Index {}

    /// One position: the axis is dropped.
    static Index at(int position) {
        return new At(position);
    }

    /// A whole axis, `:`.
    static Index all() {
        return from(0);
    }

    /// The positions `start:stop`.
    static Index range(int start, int stop) {
        return range(start, stop, 1);
    }

    /// The positions `start:stop:step`; negative bounds count from the end.
    static Index range(int start, int stop, int step) {
        return new Range(new Indexing.Range(start, stop, step));
    }

    /// The positions `start:stop` for int64 scalars. Unless they follow from shapes, the length of
    /// the result depends on values.
    static Index range(Tensor start, Tensor stop) {
        return new Between(start, stop, 1);
    }

    /// The positions `start:`.
    static Index from(int start) {
        return from(start, 1);
    }

    /// The positions `start::step`, to the last in the direction of the step.
    static Index from(int start, int step) {
        return range(start, Indexing.Range.END, step);
    }

    /// The positions `:stop`.
    static Index until(int stop) {
        return range(0, stop);
    }

    /// A whole axis from the last entry to the first, `::-1`.
    static Index reversed() {
        return from(-1, -1);
    }

    /// A new axis of length one.
    static Index newAxis() {
        return new NewAxis();
    }

    /// All axes that no other entry stands for, `...`.
    static Index rest() {
        return new Rest();
    }

    /// Integer positions, or a mask.
    ///
    /// @param tensor a tensor of integers or bools
    /// @throws GraphException if it holds fractional numbers
    static Index of(Tensor tensor) {
        return switch (tensor.dtype()) {
            case INT32, INT64 -> new Positions(Tensors.cast(tensor, DType.INT64));
            case BOOL -> new Mask(tensor);
            case FLOAT32, FLOAT64 ->
                    throw new GraphException(
                                    "an index is of int64 positions or a bool mask, '%s' is %s; cast it to %s"
                                            .formatted(tensor, tensor.type(), DType.INT64))
                            .at(SourceLine.here());
        };
    }

    /// Fixed integer positions.
    static Index of(int... positions) {
        return new Positions(Tensors.constant(positions));
    }

    /// A fixed mask of one axis.
    static Index of(boolean... mask) {
        return new Mask(Tensors.constant(NdArray.of(mask, mask.length)));
    }
}
