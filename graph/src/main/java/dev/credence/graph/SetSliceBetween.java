package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// A copy of a tensor with a slice replaced whose bounds are int64 scalars; inputs `(x, part,
/// start, stop)`.
record SetSliceBetween(int axis, int step) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var parts = inputs.subList(0, 2);
        return SliceBetween.range(inputs.get(2), inputs.get(3), step)
                .map(r -> new Indexing.SetSlice(axis, r).infer(parts))
                .orElseGet(() -> {
                    new SliceBetween(axis, step)
                            .infer(List.of(inputs.get(0), inputs.get(2), inputs.get(3)));
                    return List.of(inputs.getFirst().type());
                });
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var range = SliceBetween.range(inputs.get(2), inputs.get(3), step);
        return List.of(ReferenceLoops.setSlice(axis, range, inputs.get(0), inputs.get(1)));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var g = cotangents.getFirst().orElseThrow();
        var start = node.input(2);
        var stop = node.input(3);
        var zeros = Tensors.zerosLike(node.input(1));
        var rest = new Apply(this, List.of(g, zeros, start, stop)).output();
        var part = SliceBetween.of(g, axis, start, stop, step);
        return List.of(
                Optional.of(rest),
                Optional.of(Broadcasting.sumTo(node.input(1), part)),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        return SliceBetween.range(node.input(2), node.input(3), step)
                .map(r ->
                        List.of(
                                new Apply(
                                                new Indexing.SetSlice(axis, r),
                                                node.inputs().subList(0, 2))
                                        .output()));
    }

    @Override
    public String toString() {
        return "SetSliceBetween{axis=%d, step=%d}".formatted(axis, step);
    }
}
