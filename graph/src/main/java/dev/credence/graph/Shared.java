package dev.credence.graph;

import dev.credence.array.NdArray;

/// A leaf whose value is kept with it and may be exchanged between calls: data, for example.
///
/// The dtype and rank are fixed; the lengths may change, so they are unknown in the type.
public final class Shared extends Tensor {
    private volatile NdArray value;

    public Shared(String name, NdArray value) {
        super(new TensorType(value.dtype(), Shape.unknown(value.rank())));
        this.value = value;
        named(name);
    }

    public NdArray value() {
        return value;
    }

    /// Exchanges the value; functions that use this tensor see it at their next call.
    ///
    /// @throws IllegalArgumentException if dtype or rank differ
    public void setValue(NdArray value) {
        if (!type().accepts(value)) {
            throw new IllegalArgumentException(
                    "shared variable '%s' is %s and cannot take a value of type %s; dtype and rank are fixed"
                            .formatted(name(), type(), TensorType.of(value)));
        }
        this.value = value;
    }

    @Override
    public String toString() {
        return name().isEmpty() ? "<shared " + type() + ">" : name();
    }
}
