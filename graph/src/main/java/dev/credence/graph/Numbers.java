package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// The int64 numbers from zero on, in row-major order, in the shape that its input gives.
public record Numbers() implements CustomOp {
    /// The numbers in the shape of an int64 vector of lengths.
    public static Tensor of(Tensor shape) {
        return new Apply(new Numbers(), List.of(shape)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        int rank = ShapeValues.rank(inputs.getFirst());
        var shape = ShapeValues.of(inputs.getFirst(), rank).map(Shape::of);
        return List.of(new TensorType(DType.INT64, shape.orElse(Shape.unknown(rank))));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        int[] shape = ShapeValues.of(inputs.getFirst());
        return List.of(NdArray.of(LongStream.range(0, NdArray.sizeOf(shape)).toArray(), shape));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(Optional.empty());
    }

    @Override
    public String toString() {
        return "Numbers";
    }
}
