package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// Divides by what is known, or has fewer elements than the result, through its reciprocal, so that
/// long loops multiply.
///
/// The result may differ in the last place; divisors below 6e-309, whose reciprocals overflow, are
/// left out where they are known.
enum Division implements Rewriter {
    BY_CONSTANTS("x / constants = x * (1 / constants)", Stage.CANONICALIZE),
    BY_FEWER("x / y = x * reciprocal(y) where y has fewer elements", Stage.SPECIALIZE);

    private final String equation;
    private final Stage stage;

    Division(String equation, Stage stage) {
        this.equation = equation;
        this.stage = stage;
    }

    static List<Division> all() {
        return List.of(values());
    }

    @Override
    public String equation() {
        return equation;
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public Soundness soundness() {
        return Soundness.STABILIZES;
    }

    @Override
    public List<Object> roots() {
        return List.of(Elementwise.DIVIDE);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        var x = node.input(0);
        var y = node.input(1);
        return switch (this) {
            case BY_CONSTANTS ->
                    y instanceof Constant c && !(x instanceof Constant)
                            ? reciprocals(c).map(r -> Tensors.multiply(x, r))
                            : Optional.empty();
            case BY_FEWER ->
                    hasFewer(y.shape(), x.shape()) && UniformValue.of(x).isEmpty()
                            ? Optional.of(Tensors.multiply(x, Tensors.reciprocal(y)))
                            : Optional.empty();
        };
    }

    private static Optional<Tensor> reciprocals(Constant c) {
        if (c.dtype() != DType.FLOAT64) return Optional.empty();
        var inverse = new double[c.value().size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1 / c.value().doubles()[i];
            if (!(Math.abs(inverse[i]) >= Double.MIN_NORMAL) || Double.isInfinite(inverse[i]))
                return Optional.empty();
        }
        return Optional.of(new Constant(NdArray.of(inverse, c.value().shape())));
    }

    private static boolean hasFewer(Shape y, Shape x) {
        for (int axis = 0; axis < y.rank(); axis++)
            if (y.dim(axis) == 1 && x.dim(axis) != 1) return true;
        return false;
    }
}
