package dev.credence.graph;

import dev.credence.array.DType;

import java.util.List;
import java.util.Optional;

/// Finds the dtype in which tensors meet: NumPy's promotion, in which a constant made of a Java
/// number gives way to the precision of others, as Python's numbers do (NumPy enhancement proposal
/// 50).
final class Promotion {
    private Promotion() {}

    static DType of(List<? extends Tensor> tensors) {
        var strong = Optional.<DType>empty();
        var weak = Optional.<DType>empty();
        for (var x : tensors) {
            if (isWeak(x)) weak = Optional.of(promote(weak, x));
            else strong = Optional.of(promote(strong, x));
        }
        if (strong.isEmpty()) return weak.orElseThrow();
        if (weak.isEmpty() || kind(weak.get()) <= kind(strong.get())) return strong.get();
        return strong.get().promote(weak.get());
    }

    private static DType promote(Optional<DType> known, Tensor x) {
        return known.map(d -> d.promote(x.dtype())).orElse(x.dtype());
    }

    private static boolean isWeak(Tensor x) {
        return x instanceof Constant c && c.isWeak();
    }

    private static int kind(DType dtype) {
        return switch (dtype) {
            case BOOL -> 0;
            case INT32, INT64 -> 1;
            case FLOAT32, FLOAT64 -> 2;
        };
    }

    /// The tensor in that dtype; of a constant, a constant.
    static Tensor to(DType dtype, Tensor x) {
        return x instanceof Constant c && c.dtype() != dtype
                ? new Constant(c.value().cast(dtype))
                : Tensors.cast(x, dtype);
    }
}
