package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// The square root of an int64 scalar, rounded down: the length of a segment of a loop with
/// checkpoints.
record WholeRoot() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(new TensorType(DType.INT64, Shape.SCALAR));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        long n = inputs.getFirst().longs()[0];
        return List.of(NdArray.scalar((long) Math.sqrt(n)));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(Optional.empty());
    }

    @Override
    public String toString() {
        return "whole_root";
    }
}
