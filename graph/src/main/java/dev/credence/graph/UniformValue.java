package dev.credence.graph;

import java.util.OptionalDouble;

/// Finds tensors all of whose elements are one known number: constants, and constants repeated or
/// arranged.
final class UniformValue {
    private UniformValue() {}

    /// The number, if all elements are known to be one number.
    static OptionalDouble of(Tensor x) {
        if (x instanceof Constant c) {
            double first = c.value().size() > 0 ? c.value().element(0) : Double.NaN;
            return c.isAll(first) ? OptionalDouble.of(first) : OptionalDouble.empty();
        }
        return x instanceof Output o && arranges(o.apply().op())
                ? of(o.apply().input(0))
                : OptionalDouble.empty();
    }

    /// Whether all elements are known to be `number`.
    static boolean is(Tensor x, double number) {
        if (x instanceof Constant c) return c.isAll(number);
        return x instanceof Output o && arranges(o.apply().op()) && is(o.apply().input(0), number);
    }

    private static boolean arranges(Op op) {
        return op instanceof View.DimShuffle || op instanceof View.BroadcastTo;
    }
}
