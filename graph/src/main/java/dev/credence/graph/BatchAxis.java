package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The axis that [Batching] adds, the last of each tensor that varies over the batch.
///
/// @param length its length, as an int64 vector of one; a constant where it is known
record BatchAxis(Tensor length) {
    /// The last axis of a tensor.
    static BatchAxis lastOf(Tensor batched) {
        int last = batched.rank() - 1;
        int known = batched.shape().dim(last);
        return new BatchAxis(
                known != Shape.UNKNOWN
                        ? new Constant(ShapeValues.constant(known))
                        : Tensors.slice(Tensors.shapeOf(batched), 0, last, last + 1, 1));
    }

    /// The length, or [Shape#UNKNOWN].
    int dim() {
        return ShapeValues.of(length, 1).map(d -> d[0]).orElse(Shape.UNKNOWN);
    }

    /// The type of a batch of tensors of that type.
    TensorType of(TensorType type) {
        return new TensorType(type.dtype(), of(type.shape()));
    }

    private Shape of(Shape shape) {
        return Shape.of(
                IntStream.concat(IntStream.of(shape.dims()), IntStream.of(dim())).toArray());
    }

    /// The shape operand with the length of the batch after its own lengths.
    Tensor extend(Tensor shape) {
        if (shape instanceof Constant c && length instanceof Constant n) {
            long[] dims =
                    IntStream.concat(
                                    IntStream.of(ShapeValues.of(c.value())),
                                    IntStream.of(ShapeValues.of(n.value())))
                            .asLongStream()
                            .toArray();
            return Tensors.constant(dims);
        }
        return Tensors.concatenate(0, shape, length);
    }

    /// `x` with a last axis of length one, to be repeated over the batch.
    static Tensor align(Tensor x) {
        if (x instanceof Constant c && c.name().isEmpty()) {
            int[] dims =
                    IntStream.concat(IntStream.of(c.value().shape()), IntStream.of(1)).toArray();
            return new Constant(c.value().reshape(dims));
        }
        return Tensors.expandDims(x, -1);
    }

    /// `x` repeated over the batch.
    Tensor spread(Tensor x) {
        var shape = of(x.shape());
        return Tensors.broadcastTo(
                align(x),
                shape.isKnown()
                        ? new Constant(ShapeValues.constant(shape.dims()))
                        : extend(Tensors.shapeOf(x)));
    }

    /// A truth value for each entry of the batch, made to select among tensors of that rank.
    static Tensor widen(Tensor perEntry, int rank) {
        var order = new ArrayList<Integer>();
        for (int axis = 1; axis < rank; axis++) order.add(View.DimShuffle.NEW_AXIS);
        order.add(0);
        return rank == 1 ? perEntry : shuffle(perEntry, order);
    }

    /// 0, 1, … along the batch.
    Tensor positions() {
        int n = dim();
        if (n != Shape.UNKNOWN) return Tensors.constant(IntStream.range(0, n).toArray());
        var at = new Input("at", new TensorType(DType.INT64, Shape.SCALAR));
        var counter = new ScanAssembly();
        counter.carry(at, whole(0), Tensors.add(at, whole(1)));
        counter.row(at);
        return counter.apply(length, Tensors.reshape(length), false).outputs().getLast();
    }

    /// An int64 scalar.
    static Constant whole(long value) {
        return new Constant(NdArray.scalar(value));
    }

    /// The last axis made the first.
    static Tensor toFront(Tensor x) {
        return moved(x, x.rank() - 1, 0);
    }

    /// The first axis made the last.
    static Tensor toBack(Tensor x) {
        return moved(x, 0, x.rank() - 1);
    }

    /// One axis moved to another place, the others in their order.
    static Tensor moved(Tensor x, int from, int to) {
        if (from == to) return x;
        var order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        order.add(to, order.remove(from));
        return shuffle(x, order);
    }

    static Tensor shuffle(Tensor x, List<Integer> order) {
        return new Apply(new View.DimShuffle(order), List.of(x)).output();
    }
}
