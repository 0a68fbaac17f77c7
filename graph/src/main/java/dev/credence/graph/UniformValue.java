package dev.credence.graph;

import java.util.OptionalDouble;

/// Finds tensors all of whose elements are one known number: constants, and constants repeated or
/// arranged.
final class UniformValue {
    private UniformValue() {}

    /// The number, if all elements are known to be one number.
    static OptionalDouble of(Tensor x) {
        return switch (x) {
            case Constant c ->
                    c.value().size() > 0 && c.isAll(c.value().element(0))
                            ? OptionalDouble.of(c.value().element(0))
                            : OptionalDouble.empty();
            case Output o when arranges(o.apply().op()) -> of(o.apply().input(0));
            case Output o -> OptionalDouble.empty();
            case Input i -> OptionalDouble.empty();
            case Shared s -> OptionalDouble.empty();
        };
    }

    /// Whether all elements are known to be `number`.
    static boolean is(Tensor x, double number) {
        return switch (x) {
            case Constant c -> c.isAll(number);
            case Output o -> arranges(o.apply().op()) && is(o.apply().input(0), number);
            case Input i -> false;
            case Shared s -> false;
        };
    }

    private static boolean arranges(Op op) {
        return op instanceof View.DimShuffle || op instanceof View.BroadcastTo;
    }
}
