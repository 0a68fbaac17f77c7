package dev.credence.graph;

/// The triangular factor of a matrix that is given row by row, for least squares: rotations keep
/// `|X b - y|² = |R b - z|² + r²` for every `b` (Golub & Van Loan 2013, section 5.2.5).
final class RowReduction {
    private final int columns;
    private final double[][] rows;

    /// @param columns how many columns `X` has
    RowReduction(int columns) {
        this.columns = columns;
        this.rows = new double[columns + 1][columns + 1];
    }

    /// Takes a row of `X` and its element of `y` at the end; the array is used up.
    void add(double... row) {
        for (int j = 0; j <= columns; j++) {
            if (row[j] == 0) continue;
            double[] kept = rows[j];
            double length = StrictMath.hypot(kept[j], row[j]);
            double c = kept[j] / length;
            double s = row[j] / length;
            for (int l = j; l <= columns; l++) {
                double old = kept[l];
                kept[l] = c * old + s * row[l];
                row[l] = c * row[l] - s * old;
            }
            row[j] = 0;
            kept[j] = length;
        }
    }

    /// An element of `R`.
    double factor(int row, int column) {
        return rows[row][column];
    }

    /// An element of `z`.
    double right(int row) {
        return rows[row][columns];
    }

    /// The part `r` of `y` that no `b` explains; not negative.
    double residual() {
        return rows[columns][columns];
    }
}
