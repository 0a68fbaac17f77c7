package dev.credence.graph.linalg;

/// What is known of the matrix of a system and makes it quicker to solve.
public enum MatrixStructure {
    /// Nothing.
    GENERAL,
    /// Symmetric; only the lower triangle is read.
    SYMMETRIC,
    /// Symmetric and positive definite; only the lower triangle is read, and the solution is NaN if
    /// the matrix is not positive definite.
    POSITIVE_DEFINITE,
    /// Zero but on the diagonal; only that is read.
    DIAGONAL,
    /// Zero but on the diagonal and beside it; only these are read.
    TRIDIAGONAL
}
