package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A copy of the first input with values written at integer positions of one axis; inputs `(x,
/// indices, values)`. Where positions repeat, the last of them counts.
public record ScatterSet(int axis) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return new Indexing.ScatterAdd(axis).infer(inputs);
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return List.of(
                ReferenceLoops.scatterSet(axis, inputs.get(0), inputs.get(1), inputs.get(2)));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var g = cotangents.getFirst().orElseThrow();
        var indices = node.input(1);
        var zeros = Tensors.zerosLike(node.input(2));
        var kept = new Apply(this, List.of(g, indices, zeros)).output();
        var taken = Tensors.gather(g, indices, axis);
        var order = new ArrayList<>(IntStream.range(0, indices.rank()).boxed().toList());
        while (order.size() < taken.rank() - axis) order.add(View.DimShuffle.NEW_AXIS);
        var counts = new Apply(new View.DimShuffle(order), List.of(written(node))).output();
        return List.of(
                Optional.of(kept),
                Optional.empty(),
                Optional.of(Tensors.select(counts, taken, Tensors.constant(0))));
    }

    /// Which of the values are not overwritten by a later one.
    private Tensor written(Apply node) {
        var indices = node.input(1);
        var number = Numbers.of(Tensors.shapeOf(indices));
        var length = Tensors.slice(Tensors.shapeOf(node.input(0)), 0, axis, axis + 1, 1);
        var none = new Constant(NdArray.zeros(DType.INT64));
        var last =
                new Apply(
                                new ScatterSet(0),
                                List.of(Tensors.broadcastTo(none, length), indices, number))
                        .output();
        return Tensors.equal(Tensors.gather(last, indices, 0), number);
    }

    @Override
    public String toString() {
        return "ScatterSet{axis=" + axis + "}";
    }
}
