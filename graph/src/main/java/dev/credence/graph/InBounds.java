package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// Passes its input on if a position lies inside an axis, whose length may not be known when the
/// graph is built.
record InBounds(int axis, int position) implements CustomOp {
    static void check(int axis, int position, Tensor x) {
        check(axis, position, x, x.shape());
    }

    private static void check(int axis, int position, Tensor x, Shape shape) {
        int length = shape.dim(axis);
        if (length == Shape.UNKNOWN || position < length && position >= -length) return;
        throw Indexing.outOfBounds(x.name(), position, axis, shape.dims());
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        check(axis, position, inputs.getFirst());
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        check(axis, position, node.input(0), Shape.of(inputs.getFirst().shape()));
        return inputs;
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return cotangents;
    }

    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        return Optional.of(node.inputs());
    }

    @Override
    public String toString() {
        return "InBounds{axis=%d, %d}".formatted(axis, position);
    }
}
