package dev.credence.graph.arrays;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.GraphException;
import dev.credence.graph.Indexing;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.Optional;

/// The recurrence `y[i] = a[i] y[i - 1] + b[i]` along an axis, with zero before the start; inputs
/// `(a, b)` of one shape.
///
/// Its adjoint is such a recurrence in the other direction, so cumulative products have gradients
/// without division, zeros included.
///
/// @param axis the axis
/// @param reversed whether it runs from the end to the start
record LinearRecurrence(int axis, boolean reversed) implements LaneOp {
    static Tensor of(int axis, boolean reversed, Tensor a, Tensor b) {
        return new Apply(new LinearRecurrence(axis, reversed), List.of(a, b)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var a = inputs.get(0).type();
        var b = inputs.get(1).type();
        return List.of(
                a.unified(b)
                        .orElseThrow(() ->
                                new GraphException(
                                        "recurrence: types %s and %s differ".formatted(a, b))));
    }

    @Override
    public List<NdArray> compute(Apply node, List<NdArray> inputs) {
        double[] a = inputs.get(0).doubles();
        double[] b = inputs.get(1).doubles();
        var loop = AxisLoop.of(inputs.getFirst(), axis);
        var y = new double[a.length];
        int step = reversed ? -loop.inner() : loop.inner();
        for (int lane = 0; loop.length() > 0 && lane < loop.lanes(); lane++) {
            int at = loop.start(lane) + (reversed ? (loop.length() - 1) * loop.inner() : 0);
            y[at] = b[at];
            for (int i = 1; i < loop.length(); i++, at += step)
                y[at + step] = a[at + step] * y[at] + b[at + step];
        }
        return List.of(NdArray.of(y, inputs.getFirst().shape()));
    }

    /// With `u[i] = g[i] + a[i + 1] u[i + 1]`, the cotangent of `b` is `u` and that of `a[i]` is
    /// `u[i] y[i - 1]`.
    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var g = cotangents.getFirst().orElseThrow();
        var u = of(axis, !reversed, shifted(node.input(0), !reversed), g);
        var before = shifted(node.output(), reversed);
        return List.of(Optional.of(Tensors.multiply(u, before)), Optional.of(u));
    }

    /// Each entry replaced by the one before it, or after it if `back`, and zero at the edge.
    private Tensor shifted(Tensor x, boolean back) {
        int end = Indexing.Range.END;
        var from = back ? Tensors.slice(x, axis, 1, end, 1) : Tensors.slice(x, axis, 0, -1, 1);
        var to = back ? new Indexing.Range(0, -1, 1) : new Indexing.Range(1, end, 1);
        return new Apply(new Indexing.SetSlice(axis, to), List.of(Tensors.zerosLike(x), from))
                .output();
    }

    @Override
    public String toString() {
        return "recurrence{axis=%d%s}".formatted(axis, reversed ? ", reversed" : "");
    }
}
