package dev.credence.graph;

import dev.credence.array.NdArray;

/// A leaf with a fixed value.
public final class Constant extends Tensor {
    private final NdArray value;

    public Constant(NdArray value) {
        super(TensorType.of(value));
        this.value = value;
    }

    public NdArray value() {
        return value;
    }

    /// True if there is at least one element and every element equals `number`.
    public boolean isAll(double number) {
        for (int i = 0; i < value.size(); i++) if (value.element(i) != number) return false;
        return value.size() > 0;
    }

    @Override
    public String toString() {
        if (!name().isEmpty()) return name();
        return value.size() <= 6 ? value.toString() : "<constant " + type() + ">";
    }
}
