package dev.credence.graph.arrays;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Sorts the entries of an axis, smallest first and NaN last; the gradient goes back by [Argsort].
///
/// @param axis the axis, counted from the start
public record Sort(int axis) implements LaneOp {
    static Tensor of(Tensor x, int axis) {
        return new Apply(new Sort(axis), List.of(x)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> compute(Apply node, List<NdArray> inputs) {
        var x = inputs.getFirst();
        var loop = AxisLoop.of(x, axis);
        var sorted = NdArray.zeros(x.dtype(), x.shape());
        var lane = NdArray.zeros(x.dtype(), loop.length());
        for (int i = 0; loop.length() > 0 && i < loop.lanes(); i++) {
            loop.read(x, i, lane);
            switch (lane.storage()) {
                case double[] d -> Arrays.sort(d);
                case long[] l -> Arrays.sort(l);
                case boolean[] b -> sort(b);
                default -> throw new AssertionError(x);
            }
            loop.write(lane, i, sorted);
        }
        return List.of(sorted);
    }

    private static void sort(boolean... entries) {
        int no = 0;
        for (boolean b : entries) if (!b) no++;
        Arrays.fill(entries, 0, no, false);
        Arrays.fill(entries, no, entries.length, true);
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var x = node.input(0);
        return List.of(
                cotangents
                        .getFirst()
                        .map(g ->
                                AddAlongAxis.of(
                                        Tensors.zerosLike(x), Argsort.of(x, axis), g, axis)));
    }

    @Override
    public String toString() {
        return "sort{axis=" + axis + "}";
    }
}
