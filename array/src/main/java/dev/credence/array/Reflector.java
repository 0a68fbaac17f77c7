package dev.credence.array;

/// Householder's reflection `H = I - tau v transpose(v)` that maps a vector onto a multiple of the
/// first unit vector; Golub and Van Loan, "Matrix Computations" (2013), section 5.1.
///
/// @param v the direction, whose first entry is 1
/// @param tau the factor; zero if nothing has to be reflected
/// @param image the first entry of the reflected vector
record Reflector(double[] v, double tau, double image) {
    static Reflector of(double[] x) {
        double largest = 0;
        for (int i = 1; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i]));
        var v = x.clone();
        v[0] = 1;
        if (largest == 0) return new Reflector(v, 0, x[0]);
        largest = Math.max(largest, Math.abs(x[0]));
        double sum = 0;
        for (double e : x) sum += e / largest * (e / largest);
        double image = -Math.copySign(largest * Math.sqrt(sum), x[0]);
        for (int i = 1; i < v.length; i++) v[i] /= x[0] - image;
        return new Reflector(v, (image - x[0]) / image, image);
    }

    /// Reflects entries `at`, `at + 1`, … of a row.
    void apply(double[] row, int at) {
        double dot = 0;
        for (int i = 0; i < v.length; i++) dot += v[i] * row[at + i];
        dot *= tau;
        for (int i = 0; i < v.length; i++) row[at + i] -= dot * v[i];
    }

    /// Multiplies rows `first`, `first + 1`, … of a matrix by `H` from the left, from a column on.
    void applyToRows(double[] a, int columns, int first, int fromColumn) {
        for (int j = fromColumn; j < columns; j++) {
            double dot = 0;
            for (int i = 0; i < v.length; i++) dot += v[i] * a[(first + i) * columns + j];
            dot *= tau;
            for (int i = 0; i < v.length; i++) a[(first + i) * columns + j] -= dot * v[i];
        }
    }

    /// Multiplies columns `first`, `first + 1`, … of the first `rows` rows by `H` from the right.
    void applyToColumns(double[] a, int columns, int first, int rows) {
        for (int i = 0; i < rows; i++) apply(a, i * columns + first);
    }
}
