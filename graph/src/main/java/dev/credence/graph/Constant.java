package dev.credence.graph;

import dev.credence.array.NdArray;

/// A leaf with a fixed value.
public final class Constant extends Tensor {
    private final NdArray value;
    private final boolean weak;

    public Constant(NdArray value) {
        this(value, false);
    }

    private Constant(NdArray value, boolean weak) {
        super(TensorType.of(value));
        this.value = value;
        this.weak = weak;
    }

    /// A scalar made of a Java number, which does not raise the precision of what it is combined
    /// with.
    static Constant ofNumber(NdArray scalar) {
        return new Constant(scalar, true);
    }

    /// Whether it gives way to the precision of others.
    boolean isWeak() {
        return weak;
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
