package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// The identity through which a gradient flows only where a condition holds; inputs `(x,
/// condition)`, which broadcast. It is gone from compiled graphs.
///
/// What is computed for entries of a batch whose value is not used may have no finite derivative,
/// and zero times that is not zero.
record MaskedGradient() implements CustomOp {
    /// `x` where its gradient matters for some entries of the batch, its last axis, only.
    static Tensor of(Tensor x, Tensor perEntry) {
        if (!x.dtype().isFloating()) return x;
        var condition = BatchAxis.widen(perEntry, x.rank());
        return new Apply(new MaskedGradient(), List.of(x, condition)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return inputs.subList(0, 1);
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var zero = new Constant(NdArray.zeros(node.input(0).dtype()));
        return List.of(
                cotangents.getFirst().map(g -> Tensors.select(node.input(1), g, zero)),
                Optional.empty());
    }

    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        return Optional.of(node.inputs().subList(0, 1));
    }

    @Override
    public Optional<List<Tensor>> batch(Apply node, List<Tensor> inputs) {
        var x = inputs.get(0);
        var condition = inputs.get(1);
        if (x.rank() == node.input(0).rank()) x = BatchAxis.lastOf(condition).spread(x);
        else if (condition.rank() == node.input(1).rank()) condition = BatchAxis.align(condition);
        return Optional.of(new Apply(this, List.of(x, condition)).outputs());
    }

    @Override
    public String toString() {
        return "stop_gradient_where";
    }
}
