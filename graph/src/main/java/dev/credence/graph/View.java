package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Ops that arrange elements without computing: permuting axes, reshaping, repeating, asking for
/// the shape.
///
/// Shapes that are operands are int64 vectors; they are constants once the shapes of a function's
/// inputs are known.
public sealed interface View extends CoreOp {

    /// Permutes axes, adds axes of length one and drops axes known to have length one, as the
    /// field's `dimshuffle`.
    ///
    /// @param order for each axis of the result, the input's axis, or [#NEW_AXIS]
    record DimShuffle(List<Integer> order) implements View {
        /// Stands for an added axis of length one.
        public static final int NEW_AXIS = -1;

        public DimShuffle {
            order = List.copyOf(order);
        }

        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var x = inputs.getFirst();
            for (int axis = 0; axis < x.rank(); axis++) {
                if (!order.contains(axis) && x.shape().dim(axis) != 1) {
                    throw new GraphException(
                            "axis %d of shape %s cannot be dropped: its length is not known to be 1"
                                    .formatted(axis, x.shape()));
                }
            }
            int[] dims =
                    order.stream().mapToInt(a -> a == NEW_AXIS ? 1 : x.shape().dim(a)).toArray();
            return List.of(new TensorType(x.dtype(), Shape.of(dims)));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(ReferenceLoops.dimShuffle(order, inputs.getFirst()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var back = new ArrayList<Integer>();
            for (int axis = 0; axis < node.input(0).rank(); axis++) back.add(order.indexOf(axis));
            return List.of(
                    cotangents
                            .getFirst()
                            .map(g -> new Apply(new DimShuffle(back), List.of(g)).output()));
        }

        @Override
        public String toString() {
            return order.stream()
                    .map(a -> a == NEW_AXIS ? "x" : a.toString())
                    .collect(Collectors.joining(",", "DimShuffle{", "}"));
        }
    }

    /// The same elements in row-major order with another shape; inputs `(x, shape)`, at most one
    /// length is -1.
    ///
    /// @param rank the rank of the result
    record Reshape(int rank) implements View {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var x = inputs.getFirst();
            var dims = ShapeValues.of(inputs.get(1), rank);
            boolean oneFree =
                    dims.isPresent() && Arrays.stream(dims.get()).filter(d -> d < 0).count() <= 1;
            if (x.shape().isKnown() && oneFree) {
                return List.of(
                        new TensorType(x.dtype(), Shape.of(resolve(dims.get(), x.shape(), x))));
            }
            var shape = dims.map(d -> Shape.of(d)).orElse(Shape.unknown(rank));
            return List.of(new TensorType(x.dtype(), shape));
        }

        private static int[] resolve(int[] dims, Shape from, Tensor x) {
            int size = from.size();
            long known = 1;
            int free = -1;
            for (int i = 0; i < dims.length; i++) {
                if (dims[i] == -1) free = i;
                else known = Math.min(known * dims[i], 1L << 32);
            }
            var resolved = dims.clone();
            if (free >= 0 && known > 0 && size % known == 0) resolved[free] = (int) (size / known);
            long total = 1;
            for (int d : resolved) total = Math.min(total * d, 1L << 32);
            if (total != size) {
                if (size == 0) checkPosition(x);
                throw new GraphException(
                        "%sshape %s cannot be reshaped to %s: %d elements do not fit"
                                .formatted(
                                        x.name().isEmpty() ? "" : "'%s' of ".formatted(x.name()),
                                        from,
                                        NdArray.shapeText(dims),
                                        size));
            }
            return resolved;
        }

        /// Says it if nothing is left because the only position of a slice lies outside the axis,
        /// whose length was not known when the entry was asked for.
        private static void checkPosition(Tensor part) {
            var made = part.owner().orElse(null);
            if (made == null || !(made.op() instanceof Indexing.Slice s)) return;
            int start = s.range().start();
            if (s.range().equals(IndexEntries.oneAt(start)))
                InBounds.check(s.axis(), start, made.input(0));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var x = inputs.getFirst();
            int[] dims = ShapeValues.of(inputs.get(1));
            return List.of(x.reshape(resolve(dims, Shape.of(x.shape()), node.input(0))));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var x = node.input(0);
            return List.of(
                    cotangents
                            .getFirst()
                            .map(g -> Tensors.reshape(g, Tensors.shapeOf(x), x.rank())),
                    Optional.empty());
        }

        @Override
        public String toString() {
            return "Reshape{" + rank + "}";
        }
    }

    /// Repeats axes of length one to a given shape of the same rank; inputs `(x, shape)`.
    record BroadcastTo() implements View {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var x = inputs.getFirst();
            int rank = ShapeValues.rank(inputs.get(1));
            if (rank != x.rank()) {
                throw new GraphException(
                        "shape %s cannot be broadcast to %d axes".formatted(x.shape(), rank));
            }
            var dims = ShapeValues.of(inputs.get(1), rank);
            var shape =
                    dims.map(Shape::of)
                            .orElseGet(() -> {
                                var unknown = x.shape().dims();
                                for (int i = 0; i < unknown.length; i++)
                                    if (unknown[i] == 1) unknown[i] = Shape.UNKNOWN;
                                return Shape.of(unknown);
                            });
            for (int i = 0; i < x.rank(); i++) {
                int from = x.shape().dim(i);
                if (from > 1 && shape.dim(i) != Shape.UNKNOWN && shape.dim(i) != from) {
                    throw new GraphException(
                            "shape %s cannot be broadcast to %s".formatted(x.shape(), shape));
                }
            }
            return List.of(new TensorType(x.dtype(), shape));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(
                    ReferenceLoops.broadcastTo(inputs.getFirst(), ShapeValues.of(inputs.get(1))));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(
                    cotangents.getFirst().map(g -> Broadcasting.sumTo(node.input(0), g)),
                    Optional.empty());
        }

        @Override
        public String toString() {
            return "BroadcastTo";
        }
    }

    /// The lengths of the input as an int64 vector; never evaluates the input when compiled.
    record ShapeOf() implements View {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return List.of(new TensorType(DType.INT64, Shape.of(inputs.getFirst().rank())));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(ShapeValues.constant(inputs.getFirst().shape()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(Optional.empty());
        }

        @Override
        public String toString() {
            return "Shape";
        }
    }

    /// Joins tensors along an axis; all other lengths are equal.
    record Concatenate(int axis) implements View {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var first = inputs.getFirst();
            if (axis < 0 || axis >= first.rank()) {
                throw new GraphException(
                        "tensors of shape %s have no axis %d to be joined along"
                                .formatted(first.shape(), axis));
            }
            var dims = first.shape().dims();
            long total = 0;
            for (var x : inputs) {
                if (x.rank() != first.rank() || x.dtype() != first.dtype()) throw mismatch(inputs);
                for (int i = 0; i < dims.length; i++) {
                    int d = x.shape().dim(i);
                    if (i == axis || d == Shape.UNKNOWN) continue;
                    if (dims[i] == Shape.UNKNOWN) dims[i] = d;
                    if (dims[i] != d) throw mismatch(inputs);
                }
                int d = x.shape().dim(axis);
                total = d == Shape.UNKNOWN || total == Shape.UNKNOWN ? Shape.UNKNOWN : total + d;
            }
            dims[axis] = joined(total, inputs);
            return List.of(new TensorType(first.dtype(), Shape.of(dims)));
        }

        private int joined(long total, List<Tensor> inputs) {
            if (total <= Integer.MAX_VALUE) return (int) total;
            throw new GraphException(
                    "joining tensors of shapes %s along axis %d gives length %d; a length is at most 2^31 - 1"
                            .formatted(inputs.stream().map(Tensor::shape).toList(), axis, total));
        }

        private GraphException mismatch(List<Tensor> inputs) {
            return new GraphException(
                    "types %s cannot be joined along axis %d"
                            .formatted(
                                    inputs.stream()
                                            .map(x -> MatrixTypes.quoted(x) + x.type())
                                            .toList(),
                                    axis));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(ReferenceLoops.concatenate(axis, inputs));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var g = cotangents.getFirst().orElseThrow();
            var result = new ArrayList<Optional<Tensor>>();
            if (node.output().shape().dim(axis) == Shape.UNKNOWN) return partsOf(g, node.inputs());
            int start = 0;
            for (var x : node.inputs()) {
                int length = x.shape().dim(axis);
                result.add(Optional.of(Tensors.slice(g, axis, start, start + length, 1)));
                start += length;
            }
            return result;
        }

        /// The parts of a cotangent by bounds that are known once the shapes are.
        private List<Optional<Tensor>> partsOf(Tensor g, List<Tensor> inputs) {
            var parts = new ArrayList<Optional<Tensor>>();
            Tensor start = new Constant(NdArray.scalar(0L));
            for (var x : inputs) {
                var stop = Tensors.add(start, Tensors.slice(Tensors.shapeOf(x), 0, axis));
                parts.add(Optional.of(SliceBetween.of(g, axis, start, stop, 1)));
                start = stop;
            }
            return parts;
        }

        @Override
        public String toString() {
            return "Join{" + axis + "}";
        }
    }
}
