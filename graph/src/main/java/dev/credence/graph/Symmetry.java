package dev.credence.graph;

import java.util.List;

/// Knows of some matrices that they are symmetric by the way they are made; where it does not know,
/// it answers no.
final class Symmetry {
    /// How many pairs of nodes are looked at.
    private static final int PAIRS = 200;

    private int pairs;

    private Symmetry() {}

    static boolean isSymmetric(Tensor x) {
        return x.rank() == 2 && new Symmetry().areTransposes(x, x);
    }

    /// Whether `b` is the transpose of `a`.
    private boolean areTransposes(Tensor a, Tensor b) {
        if (++pairs > PAIRS) return false;
        if (isSingle(a)) return a == b || isSingle(b) && isSame(a, b);
        if (isTransposeOf(a, b) || isTransposeOf(b, a)) return true;
        if (a instanceof Constant c && b instanceof Constant d) return areTransposes(c, d);
        if (!(a instanceof Output x && b instanceof Output y)) return false;
        if (!x.apply().op().equals(y.apply().op())) return areOuter(x.apply(), y.apply());
        return areTransposes(x.apply(), y.apply());
    }

    private boolean areTransposes(Apply a, Apply b) {
        return switch (a.op()) {
            case Elementwise f -> areTransposes(f, a.inputs(), b.inputs());
            case LinearAlgebra.DiagonalMatrix _ -> a.input(0) == b.input(0);
            case LinearAlgebra.CholeskyInverse _ -> a.input(0) == b.input(0);
            case LinearAlgebra.MatMul _ ->
                    areTransposes(a.input(0), b.input(1)) && areTransposes(a.input(1), b.input(0));
            case PositiveDefinite _ -> a.input(0) == b.input(0);
            case Assumption s ->
                    a.input(0) == b.input(0) && s.property().implies(MatrixProperty.SYMMETRIC);
            case View.BroadcastTo _ -> isSingle(a.input(0)) && isSame(a.input(0), b.input(0));
            default -> false;
        };
    }

    private boolean areTransposes(Elementwise f, List<Tensor> a, List<Tensor> b) {
        boolean straight = true;
        for (int i = 0; i < a.size() && straight; i++) straight = areTransposes(a.get(i), b.get(i));
        if (straight) return true;
        boolean even = f == Elementwise.SQUARE || f == Elementwise.ABS || f == Elementwise.COS;
        if (even) return areOpposite(a.getFirst(), b.getFirst());
        return f.commutes()
                && areTransposes(a.get(0), b.get(1))
                && areTransposes(a.get(1), b.get(0));
    }

    /// Whether `b` is the transpose of `a` with its sign changed: a difference the other way round.
    private boolean areOpposite(Tensor a, Tensor b) {
        if (!(a instanceof Output x && b instanceof Output y)) return false;
        if (!x.apply().op().equals(y.apply().op())) return false;
        var left = x.apply().inputs();
        var right = y.apply().inputs();
        return switch (x.apply().op()) {
            case Elementwise f when f == Elementwise.SUBTRACT ->
                    areTransposes(left.get(0), right.get(1))
                            && areTransposes(left.get(1), right.get(0));
            case Elementwise f when f == Elementwise.MULTIPLY || f == Elementwise.DIVIDE ->
                    areTransposes(left.get(0), right.get(0))
                                    && areOpposite(left.get(1), right.get(1))
                            || areOpposite(left.get(0), right.get(0))
                                    && areTransposes(left.get(1), right.get(1));
            default -> false;
        };
    }

    /// A vector as a column and as a row.
    private static boolean areOuter(Apply a, Apply b) {
        return a.op() instanceof View.DimShuffle d
                && b.op() instanceof View.DimShuffle e
                && a.input(0) == b.input(0)
                && d.order().reversed().equals(e.order());
    }

    private static boolean isTransposeOf(Tensor a, Tensor b) {
        return a instanceof Output o
                && o.apply().op() instanceof View.DimShuffle d
                && d.order().equals(List.of(1, 0))
                && o.apply().input(0) == b;
    }

    private static boolean isSingle(Tensor x) {
        return x.shape().isKnown() && x.shape().size() == 1;
    }

    private static boolean isSame(Tensor a, Tensor b) {
        return Lifting.same(a, b);
    }

    private static boolean areTransposes(Constant c, Constant d) {
        if (c.rank() != 2) return false;
        int rows = c.shape().dim(0);
        int columns = c.shape().dim(1);
        if (d.shape().dim(0) != columns || d.shape().dim(1) != rows) return false;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                if (c.value().element(i * columns + j) != d.value().element(j * rows + i))
                    return false;
        return true;
    }
}
