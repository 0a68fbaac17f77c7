package dev.credence.graph;

import java.util.Optional;

/// A tensor computed by an [Apply]: its output number `index`.
public final class Output extends Tensor {
    private final Apply apply;
    private final int index;

    Output(Apply apply, int index, TensorType type) {
        super(type);
        this.apply = apply;
        this.index = index;
    }

    /// The node that computes this tensor.
    public Apply apply() {
        return apply;
    }

    /// Which of the node's outputs this is.
    public int index() {
        return index;
    }

    @Override
    public Optional<Apply> owner() {
        return Optional.of(apply);
    }

    @Override
    public String toString() {
        return name().isEmpty() ? MathText.of(this, 60) : name();
    }
}
