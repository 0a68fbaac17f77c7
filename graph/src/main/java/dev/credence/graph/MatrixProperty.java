package dev.credence.graph;

/// What may be known of a matrix and makes systems, inverses and determinants of it cheaper.
///
/// Rewriting finds properties by the way a matrix is made; what it cannot see, the user says by
/// `assume`.
public enum MatrixProperty {
    /// Zero above the diagonal.
    LOWER_TRIANGULAR,
    /// Zero below the diagonal.
    UPPER_TRIANGULAR,
    /// Zero but on the diagonal.
    DIAGONAL,
    /// Equal to its transpose.
    SYMMETRIC,
    /// Symmetric, with no negative eigenvalue.
    POSITIVE_SEMIDEFINITE,
    /// Symmetric, with positive eigenvalues only.
    POSITIVE_DEFINITE,
    /// Square, with columns of length one that are orthogonal to each other.
    ORTHOGONAL,
    /// Square, zero but for one 1 in each row and in each column.
    PERMUTATION;

    /// Whether a matrix that has this property has the other one too.
    boolean implies(MatrixProperty other) {
        if (this == other) return true;
        return switch (this) {
            case DIAGONAL ->
                    other == LOWER_TRIANGULAR || other == UPPER_TRIANGULAR || other == SYMMETRIC;
            case POSITIVE_DEFINITE -> other == POSITIVE_SEMIDEFINITE || other == SYMMETRIC;
            case POSITIVE_SEMIDEFINITE -> other == SYMMETRIC;
            case PERMUTATION -> other == ORTHOGONAL;
            case LOWER_TRIANGULAR, UPPER_TRIANGULAR, SYMMETRIC, ORTHOGONAL -> false;
        };
    }

    /// For example `positive definite`.
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
