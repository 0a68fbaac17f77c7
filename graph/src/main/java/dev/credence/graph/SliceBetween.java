package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// A slice whose bounds are int64 scalars; inputs `(x, start, stop)`. Bounds that follow from
/// shapes become constants, and the op then becomes [Indexing.Slice].
record SliceBetween(int axis, int step) implements CustomOp {
    static Tensor of(Tensor x, int axis, Tensor start, Tensor stop, int step) {
        return new Apply(new SliceBetween(axis, step), List.of(x, start, stop)).output();
    }

    /// The bounds, if both operands are constants.
    static Optional<Indexing.Range> range(Tensor start, Tensor stop, int step) {
        return start instanceof Constant from && stop instanceof Constant to
                ? Optional.of(range(from.value(), to.value(), step))
                : Optional.empty();
    }

    static Indexing.Range range(NdArray start, NdArray stop, int step) {
        return new Indexing.Range(bound(start), bound(stop), step);
    }

    private static int bound(NdArray value) {
        return Math.clamp(value.longs()[0], Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var x = inputs.getFirst();
        var range = range(inputs.get(1), inputs.get(2), step);
        if (range.isPresent()) return new Indexing.Slice(axis, range.get()).infer(List.of(x));
        new Indexing.Slice(axis, new Indexing.Range(0, 0, step)).infer(List.of(x));
        return List.of(new TensorType(x.dtype(), x.shape().with(axis, Shape.UNKNOWN)));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var range = range(inputs.get(1), inputs.get(2), step);
        return List.of(ReferenceLoops.slice(axis, range, inputs.getFirst()));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var zeros = Tensors.zerosLike(node.input(0));
        return List.of(
                cotangents
                        .getFirst()
                        .map(g ->
                                new Apply(
                                                new SetSliceBetween(axis, step),
                                                List.of(zeros, g, node.input(1), node.input(2)))
                                        .output()),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        return range(node.input(1), node.input(2), step)
                .map(r ->
                        List.of(
                                new Apply(new Indexing.Slice(axis, r), List.of(node.input(0)))
                                        .output()));
    }

    @Override
    public String toString() {
        return "SliceBetween{axis=%d, step=%d}".formatted(axis, step);
    }
}
