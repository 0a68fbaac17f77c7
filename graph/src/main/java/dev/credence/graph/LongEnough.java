package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// Passes a sequence on if a loop can make so many steps along it.
record LongEnough(int steps) implements CustomOp {
    /// The sequence, refused now or when its length is known.
    static Tensor of(Tensor sequence, int steps) {
        if (sequence.shape().dim(0) >= steps) return sequence;
        return new Apply(new LongEnough(steps), List.of(sequence)).output();
    }

    private void check(Tensor sequence, int length) {
        if (length >= steps || length == Shape.UNKNOWN) return;
        throw new GraphException(
                "a scan cannot make %d steps along '%s' of length %d"
                        .formatted(steps, sequence, length));
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var x = inputs.getFirst();
        check(x, x.shape().dim(0));
        return List.of(x.type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        check(node.input(0), inputs.getFirst().dim(0));
        return inputs;
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return cotangents;
    }

    /// Nothing is left to be done where the length has been checked.
    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        return Optional.of(node.inputs());
    }

    @Override
    public String toString() {
        return "LongEnough{%d}".formatted(steps);
    }
}
