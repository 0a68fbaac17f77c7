package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;

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

    /// The values of several variables at one moment, none of it between two [#setValues].
    static List<NdArray> values(List<Shared> variables) {
        if (variables.size() <= 1) return variables.stream().map(Shared::value).toList();
        synchronized (Shared.class) {
            return variables.stream().map(Shared::value).toList();
        }
    }

    /// Exchanges the values of several variables at once.
    static void setValues(List<Shared> variables, List<NdArray> values) {
        synchronized (Shared.class) {
            for (int i = 0; i < values.size(); i++) variables.get(i).setValue(values.get(i));
        }
    }

    /// Exchanges the value; functions that use this tensor see it at their next call. Values of
    /// another dtype are cast as arguments of functions are, where none of them changes by it:
    /// integers become floating, for example.
    ///
    /// @throws GraphException if the rank differs, or the dtype and values would change by a cast
    public void setValue(NdArray value) {
        var cast = Arguments.widened(value, this);
        if (!type().accepts(cast)) {
            throw GraphException.called(
                    "shared variable '%s' is %s and cannot take a value of type %s; dtype and rank are fixed"
                            .formatted(name(), type(), TensorType.of(value)));
        }
        this.value = cast;
    }

    /// Exchanges the number in a floating scalar variable.
    ///
    /// @throws GraphException if the variable is not a scalar or not floating
    public void setValue(double value) {
        var number = NdArray.scalar(value);
        setValue(dtype().isFloating() ? number.cast(dtype()) : number);
    }

    @Override
    public String toString() {
        return name().isEmpty() ? "<shared " + type() + ">" : name();
    }
}
