package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.GraphException;
import dev.credence.graph.Indexing;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.Optional;

/// The entries of each lane along an axis at positions of its own; inputs `(x, positions)`, whose
/// other lengths are equal.
record TakeAlongAxis(int axis) implements LaneOp {
    static Tensor of(Tensor x, Tensor positions, int axis) {
        return new Apply(new TakeAlongAxis(axis), List.of(x, positions)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var x = inputs.get(0);
        var positions = inputs.get(1);
        var shape = x.shape().with(axis, Shape.UNKNOWN);
        var lanes = new TensorType(positions.dtype(), shape).unified(positions.type());
        if (positions.dtype() != DType.INT64 || lanes.isEmpty()) {
            throw new GraphException(
                    "positions of type %s along axis %d do not fit '%s' of shape %s"
                            .formatted(positions.type(), axis, x, x.shape()));
        }
        return List.of(lanes.get().with(x.dtype()));
    }

    @Override
    public List<NdArray> compute(Apply node, List<NdArray> inputs) {
        var x = inputs.get(0);
        var positions = inputs.get(1);
        var out = NdArray.zeros(x.dtype(), positions.shape());
        eachPair(
                axis,
                x,
                positions,
                (from, to) -> System.arraycopy(x.storage(), from, out.storage(), to, 1));
        return List.of(out);
    }

    /// What is done with an element of the whole and one of the part.
    interface Pair {
        void accept(int whole, int part);
    }

    static void eachPair(int axis, NdArray x, NdArray positions, Pair pair) {
        long[] at = positions.longs();
        var whole = AxisLoop.of(x, axis);
        var part = AxisLoop.of(positions, axis);
        for (int lane = 0; lane < part.lanes(); lane++) {
            int from = whole.start(lane);
            int to = part.start(lane);
            for (int i = 0; i < part.length(); i++) {
                int place = to + i * part.inner();
                long index = at[place];
                long known = index < 0 ? index + whole.length() : index;
                if (known < 0 || known >= whole.length()) {
                    throw Indexing.outOfBounds(index, axis, x.shape());
                }
                pair.accept(from + (int) known * whole.inner(), place);
            }
        }
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var x = node.input(0);
        if (!x.dtype().isFloating()) return List.of(Optional.empty(), Optional.empty());
        var zeros = Tensors.zerosLike(x);
        return List.of(
                cotangents.getFirst().map(g -> AddAlongAxis.of(zeros, node.input(1), g, axis)),
                Optional.empty());
    }

    @Override
    public String toString() {
        return "take_along_axis{" + axis + "}";
    }
}
