package dev.credence.graph;

/// Knows of some tensors that they are nowhere negative, or nowhere positive; NaN is neither.
final class Signs {
    /// How far below a tensor its sign is looked for.
    private static final int DEPTH = 6;

    private Signs() {}

    /// True only if no element can be less than zero.
    static boolean nonNegative(Tensor x) {
        return nonNegative(x, DEPTH);
    }

    /// True only if no element can be greater than zero.
    static boolean nonPositive(Tensor x) {
        return nonPositive(x, DEPTH);
    }

    /// True only if every element is greater than zero in exact arithmetic.
    static boolean positive(Tensor x) {
        return positive(x, DEPTH);
    }

    private static boolean positive(Tensor x, int depth) {
        if (x instanceof Constant c) {
            for (int i = 0; i < c.value().size(); i++)
                if (!(c.value().element(i) > 0)) return false;
            return true;
        }
        if (depth == 0 || !x.dtype().isFloating() || !(x instanceof Output o)) return false;
        var inputs = o.apply().inputs();
        return switch (o.apply().op()) {
            case Elementwise f ->
                    switch (f) {
                        case EXP, SOFTPLUS, SIGMOID, COSH, ERFC -> true;
                        case SQRT, RECIPROCAL, SQUARE, ABS ->
                                positive(inputs.getFirst(), depth - 1);
                        case MULTIPLY, DIVIDE, MINIMUM ->
                                inputs.stream().allMatch(y -> positive(y, depth - 1));
                        case ADD ->
                                inputs.stream().anyMatch(y -> positive(y, depth - 1))
                                        && inputs.stream().allMatch(y -> nonNegative(y, depth - 1));
                        case MAXIMUM -> inputs.stream().anyMatch(y -> positive(y, depth - 1));
                        default -> false;
                    };
            case View.DimShuffle _, View.BroadcastTo _, View.Reshape _, Indexing.Slice _ ->
                    positive(inputs.getFirst(), depth - 1);
            case LinearAlgebra.Diagonal _ -> isCholesky(inputs.getFirst());
            default -> false;
        };
    }

    /// Cholesky factors have positive diagonals.
    private static boolean isCholesky(Tensor x) {
        return x.owner().stream().anyMatch(a -> a.op() instanceof LinearAlgebra.Cholesky);
    }

    private static boolean nonPositive(Tensor x, int depth) {
        if (x instanceof Constant c) {
            for (int i = 0; i < c.value().size(); i++)
                if (!(c.value().element(i) <= 0)) return false;
            return true;
        }
        boolean wraps = !x.dtype().isFloating();
        if (wraps || depth == 0 || !(Lifting.op(x) instanceof Elementwise f)) return false;
        var inputs = Lifting.inputs(x);
        return switch (f) {
            case NEGATE -> nonNegative(inputs.getFirst(), depth - 1);
            case LOG1MEXP -> true;
            case MULTIPLY ->
                    nonPositive(inputs.get(0), depth - 1) && nonNegative(inputs.get(1), depth - 1)
                            || nonNegative(inputs.get(0), depth - 1)
                                    && nonPositive(inputs.get(1), depth - 1);
            case ADD ->
                    nonPositive(inputs.get(0), depth - 1) && nonPositive(inputs.get(1), depth - 1);
            case SUBTRACT ->
                    nonPositive(inputs.get(0), depth - 1) && nonNegative(inputs.get(1), depth - 1);
            default -> false;
        };
    }

    private static boolean nonNegative(Tensor x, int depth) {
        if (x instanceof Constant c) {
            for (int i = 0; i < c.value().size(); i++)
                if (!(c.value().element(i) >= 0)) return false;
            return true;
        }
        if (depth == 0 || !(x instanceof Output o)) return false;
        var node = o.apply();
        return switch (node.op()) {
            case Elementwise f -> nonNegative(f, node, depth - 1);
            case View.DimShuffle _, View.BroadcastTo _, View.Reshape _, Indexing.Slice _ ->
                    nonNegative(node.input(0), depth - 1);
            case View.ShapeOf _ -> true;
            case LinearAlgebra.Diagonal _ -> isCholesky(node.input(0));
            case Indexing.Gather _ -> nonNegative(node.input(0), depth - 1);
            case Reduction r ->
                    r.kind() != Reduction.Kind.MAX && nonNegative(node.input(0), depth - 1);
            default -> false;
        };
    }

    private static boolean nonNegative(Elementwise f, Apply node, int depth) {
        boolean wraps = node.output().dtype().isInteger();
        return switch (f) {
            case EXP, SQRT, SOFTPLUS, SIGMOID, COSH, ERFC, ERFCX -> true;
            case ABS, SQUARE -> !wraps;
            case ADD, MULTIPLY ->
                    !wraps && node.inputs().stream().allMatch(x -> nonNegative(x, depth));
            case DIVIDE, MINIMUM -> node.inputs().stream().allMatch(x -> nonNegative(x, depth));
            case MAXIMUM -> node.inputs().stream().anyMatch(x -> nonNegative(x, depth));
            case RECIPROCAL, LOG1P, EXPM1, TO_FLOAT64, TO_FLOAT32, FLOOR, CEIL, ROUND, TRUNCATE ->
                    nonNegative(node.input(0), depth);
            case POWER -> nonNegative(node.input(0), depth);
            case SELECT -> nonNegative(node.input(1), depth) && nonNegative(node.input(2), depth);
            default -> false;
        };
    }
}
