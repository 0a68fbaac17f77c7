package dev.credence.graph.linalg;

/// The norms of matrices.
public enum MatrixNorm {
    /// The root of the sum of squares.
    FROBENIUS,
    /// The sum of the singular values.
    NUCLEAR,
    /// The largest singular value.
    SPECTRAL,
    /// The smallest singular value.
    SMALLEST_SINGULAR,
    /// The largest sum of absolute values of a column.
    COLUMN_SUM,
    /// The smallest sum of absolute values of a column.
    SMALLEST_COLUMN_SUM,
    /// The largest sum of absolute values of a row.
    ROW_SUM,
    /// The smallest sum of absolute values of a row.
    SMALLEST_ROW_SUM
}
