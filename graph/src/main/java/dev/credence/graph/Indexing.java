package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// Ops that read or write parts of a tensor: slices with fixed bounds, and entries at integer
/// positions.
public sealed interface Indexing extends CoreOp {

    /// A range of positions along an axis, with NumPy's rules: negative bounds count from the end,
    /// bounds outside are moved to the ends.
    ///
    /// @param start the first position
    /// @param stop the position after the last, or [#END]
    /// @param step the stride, not zero
    record Range(int start, int stop, int step) {
        /// Stands for "up to and including the last position in the direction of the step".
        public static final int END = Integer.MAX_VALUE;

        public Range {
            if (step == 0) throw new GraphException("a slice needs a step other than 0");
        }

        /// The first position on an axis of that length.
        public int first(int length) {
            int low = step > 0 ? 0 : -1;
            int high = step > 0 ? length : length - 1;
            return Math.clamp(start < 0 ? (long) start + length : start, low, high);
        }

        /// How many positions there are on an axis of that length.
        public int count(int length) {
            int low = step > 0 ? 0 : -1;
            int high = step > 0 ? length : length - 1;
            int last =
                    stop == END
                            ? (step > 0 ? length : -1)
                            : Math.clamp(stop < 0 ? (long) stop + length : stop, low, high);
            int span = last - first(length);
            return Math.max(0, Math.ceilDiv(span, step));
        }

        @Override
        public String toString() {
            return start + ":" + (stop == END ? "" : stop) + (step == 1 ? "" : ":" + step);
        }
    }

    /// The error of a position outside an axis.
    static GraphException outOfBounds(long index, int axis, int... shape) {
        return new GraphException(
                "index %d is out of bounds for axis %d of length %d (shape %s)"
                        .formatted(index, axis, shape[axis], NdArray.shapeText(shape)));
    }

    /// The entries of a range of one axis.
    record Slice(int axis, Range range) implements Indexing {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var x = inputs.getFirst();
            checkAxis(this, axis, x);
            int length = x.shape().dim(axis);
            int count = length == Shape.UNKNOWN ? Shape.UNKNOWN : range.count(length);
            return List.of(new TensorType(x.dtype(), x.shape().with(axis, count)));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(ReferenceLoops.slice(axis, range, inputs.getFirst()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(
                    cotangents
                            .getFirst()
                            .map(g ->
                                    new Apply(
                                                    new SetSlice(axis, range),
                                                    List.of(Tensors.zerosLike(node.input(0)), g))
                                            .output()));
        }

        @Override
        public String toString() {
            return "Slice{axis=" + axis + ", " + range + "}";
        }
    }

    /// A copy of the first input with the range replaced by the second input.
    record SetSlice(int axis, Range range) implements Indexing {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var x = inputs.getFirst();
            checkAxis(this, axis, x);
            if (inputs.get(1).dtype() != x.dtype() || inputs.get(1).rank() != x.rank()) {
                throw new GraphException(
                        "'%s': a part of type %s does not fit into %s"
                                .formatted(this, inputs.get(1).type(), x.type()));
            }
            var slot = slot(x.shape());
            for (int i = 0; i < slot.rank(); i++) {
                int length = inputs.get(1).shape().dim(i);
                boolean known = length != Shape.UNKNOWN && slot.dim(i) != Shape.UNKNOWN;
                if (known && length != 1 && length != slot.dim(i)) {
                    throw new GraphException(
                            "'%s': a part of shape %s does not fit into the range, which has shape %s"
                                    .formatted(this, inputs.get(1).shape(), slot));
                }
            }
            return List.of(x.type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(ReferenceLoops.setSlice(axis, range, inputs.get(0), inputs.get(1)));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var g = cotangents.getFirst().orElseThrow();
            var part = new Apply(new Slice(axis, range), List.of(g)).output();
            var rest = new Apply(this, List.of(g, Tensors.zerosLike(node.input(1)))).output();
            return List.of(Optional.of(rest), Optional.of(Broadcasting.sumTo(node.input(1), part)));
        }

        /// The shape of the range in a tensor of that shape.
        Shape slot(Shape whole) {
            int length = whole.dim(axis);
            return length == Shape.UNKNOWN ? whole : whole.with(axis, range.count(length));
        }

        @Override
        public String toString() {
            return "SetSlice{axis=" + axis + ", " + range + "}";
        }
    }

    /// Entries at integer positions of one axis; inputs `(x, indices)`. The axes of `indices` take
    /// the place of the axis; negative positions count from the end.
    record Gather(int axis) implements Indexing {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var x = inputs.get(0);
            var indices = inputs.get(1);
            checkAxis(this, axis, x);
            checkIndices(this, indices);
            var dims = new int[x.rank() - 1 + indices.rank()];
            for (int i = 0; i < axis; i++) dims[i] = x.shape().dim(i);
            for (int i = 0; i < indices.rank(); i++) dims[axis + i] = indices.shape().dim(i);
            for (int i = axis + 1; i < x.rank(); i++)
                dims[i - 1 + indices.rank()] = x.shape().dim(i);
            return List.of(new TensorType(x.dtype(), Shape.of(dims)));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(ReferenceLoops.gather(axis, inputs.get(0), inputs.get(1)));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(
                    cotangents
                            .getFirst()
                            .map(g ->
                                    new Apply(
                                                    new ScatterAdd(axis),
                                                    List.of(
                                                            Tensors.zerosLike(node.input(0)),
                                                            node.input(1),
                                                            g))
                                            .output()),
                    Optional.empty());
        }

        @Override
        public String toString() {
            return "Gather{axis=" + axis + "}";
        }
    }

    /// A copy of the first input with values added at integer positions of one axis; inputs `(x,
    /// indices, values)`. Repeated positions accumulate.
    record ScatterAdd(int axis) implements Indexing {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var x = inputs.get(0);
            checkAxis(this, axis, x);
            checkIndices(this, inputs.get(1));
            var slot = new Gather(axis).infer(List.of(x, inputs.get(1))).getFirst();
            if (slot.unified(inputs.get(2).type()).isEmpty()) {
                throw new GraphException(
                        "'%s': values of type %s do not fit into %s at positions of shape %s"
                                .formatted(
                                        this,
                                        inputs.get(2).type(),
                                        x.type(),
                                        inputs.get(1).shape()));
            }
            return List.of(x.type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(
                    ReferenceLoops.scatterAdd(axis, inputs.get(0), inputs.get(1), inputs.get(2)));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var g = cotangents.getFirst();
            return List.of(g, Optional.empty(), g.map(t -> Tensors.gather(t, node.input(1), axis)));
        }

        @Override
        public String toString() {
            return "ScatterAdd{axis=" + axis + "}";
        }
    }

    private static void checkAxis(Op op, int axis, Tensor x) {
        if (axis < 0 || axis >= x.rank()) {
            throw new GraphException(
                    "'%s': there is no axis %d in shape %s".formatted(op, axis, x.shape()));
        }
    }

    private static void checkIndices(Op op, Tensor indices) {
        if (indices.dtype() != DType.INT64) {
            throw new GraphException(
                    "'%s': positions must be int64, not %s".formatted(op, indices.dtype()));
        }
    }
}
