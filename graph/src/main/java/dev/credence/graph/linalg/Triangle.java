package dev.credence.graph.linalg;

/// Which triangle of a matrix a triangular system has, and how it is meant.
///
/// @param upper whether the upper triangle is read, not the lower one
/// @param transposed whether the system is that of the transposed triangle
/// @param unit whether the diagonal counts as ones and is not read
public record Triangle(boolean upper, boolean transposed, boolean unit) {
    /// The lower triangle.
    public static final Triangle LOWER = new Triangle(false, false, false);

    /// The upper triangle.
    public static final Triangle UPPER = new Triangle(true, false, false);

    /// The same triangle, transposed.
    public Triangle transpose() {
        return new Triangle(upper, !transposed, unit);
    }

    /// The same triangle with a diagonal of ones.
    public Triangle withUnitDiagonal() {
        return new Triangle(upper, transposed, true);
    }
}
