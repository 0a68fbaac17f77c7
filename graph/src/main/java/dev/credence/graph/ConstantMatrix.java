package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.BitSet;

/// Looks at the entries of constant matrices to tell what properties these have.
final class ConstantMatrix {
    /// Larger ones are not looked at.
    private static final int LARGEST = 10_000;

    private ConstantMatrix() {}

    static boolean is(MatrixProperty p, Constant c) {
        if (c.rank() != 2 || c.value().size() > LARGEST || c.shape().dim(0) != c.shape().dim(1))
            return false;
        return switch (p) {
            case LOWER_TRIANGULAR -> isZero(c.value(), false, true);
            case UPPER_TRIANGULAR -> isZero(c.value(), true, false);
            case DIAGONAL -> isZero(c.value(), true, true);
            case SYMMETRIC -> Symmetry.isSymmetric(c);
            case POSITIVE_SEMIDEFINITE -> isZero(c.value(), true, true) && least(c.value()) >= 0;
            case POSITIVE_DEFINITE -> isZero(c.value(), true, true) && least(c.value()) > 0;
            case ORTHOGONAL, PERMUTATION -> isPermutation(c.value());
        };
    }

    /// Whether a triangular or orthogonal matrix is one that can be inverted.
    static boolean isRegular(Constant c) {
        if (isPermutation(c.value())) return true;
        int n = c.shape().dim(0);
        for (int i = 0; i < n; i++) if (c.value().element(i * n + i) == 0) return false;
        return true;
    }

    private static boolean isZero(NdArray x, boolean below, boolean above) {
        int n = x.dim(0);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if ((j < i && below || j > i && above) && x.element(i * n + j) != 0) return false;
        return true;
    }

    /// The least entry of the diagonal; NaN if one is.
    private static double least(NdArray x) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < x.dim(0); i++) least = Math.min(least, x.element(i * x.dim(0) + i));
        return least;
    }

    private static boolean isPermutation(NdArray x) {
        int n = x.dim(0);
        var columns = new BitSet(n);
        for (int i = 0; i < n; i++) {
            int ones = 0;
            for (int j = 0; j < n; j++) {
                double entry = x.element(i * n + j);
                if (entry != 0 && entry != 1) return false;
                if (entry == 0) continue;
                ones++;
                columns.set(j);
            }
            if (ones != 1) return false;
        }
        return columns.cardinality() == n;
    }
}
