package dev.credence.graph;

/// A leaf whose value is given when a function is called.
public final class Input extends Tensor {
    public Input(TensorType type) {
        super(type);
    }

    /// An input with a name.
    public Input(String name, TensorType type) {
        super(type);
        named(name);
    }

    @Override
    public String toString() {
        return name().isEmpty() ? "<" + type() + ">" : name();
    }
}
