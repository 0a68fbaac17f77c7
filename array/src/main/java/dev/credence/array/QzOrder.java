package dev.credence.array;

/// Brings the eigenvalues of a region to the front of a generalised Schur form, by exchanging
/// neighbouring blocks.
///
/// Kågström and Poromaa (1996), Computing eigenspaces with specified eigenvalues of a regular
/// matrix pair (A, B) and condition estimation.
///
/// @param region what comes first
/// @param scaleS by which the user's first matrix was multiplied
/// @param scaleT by which the user's second matrix was multiplied
record QzOrder(EigenvalueRegion region, double scaleS, double scaleT) {
    /// How many times rounding what an exchange leaves below the diagonal may be.
    private static final double TOLERANCE = 100;

    void arrange(MatrixPair pair) {
        int done = 0;
        for (int k = 0, size; k < pair.n; k += size) {
            size = pair.isPair(k) ? 2 : 1;
            if (!isFirst(pair, k)) continue;
            for (int at = k; at > done; ) {
                int before = pair.isPair(at - 2) ? 2 : 1;
                at -= before;
                exchange(pair, at, before, size);
            }
            done += size;
        }
    }

    private boolean isFirst(MatrixPair pair, int k) {
        var value = pair.eigenvalue(k);
        return region.contains(
                value.real() / scaleS, value.imaginary() / scaleS, value.beta() / scaleT);
    }

    /// Exchanges two blocks: with `S11 R - L S22 = S12` and the same of `T`, the second block's
    /// subspaces are spanned by the columns `(-R, I)` and `(-L, I)`.
    private static void exchange(MatrixPair pair, int at, int above, int below) {
        int unknowns = above * below;
        double[] solution = coupledSylvester(pair, at, above, below);
        int m = above + below;
        pair.applyToRows(basis(solution, unknowns, above, below), at, m);
        pair.applyToColumns(basis(solution, 0, above, below), at, m);
        boolean exchanged = true;
        for (int i = below; i < m; i++) {
            for (int j = 0; j < below; j++) {
                int place = (at + i) * pair.n + at + j;
                exchanged &= clear(pair.s, place, pair.negligibleInS);
                exchanged &= clear(pair.t, place, pair.negligibleInT);
            }
        }
        if (!exchanged) {
            throw new ArithmeticException(
                    "ordqz: the eigenvalues at rows %d and %d of the diagonal cannot be exchanged: they are too close, or one is 0/0"
                            .formatted(at, at + above));
        }
        if (below == 2) pair.clearRowOfT(at, at);
        if (above == 2) pair.clearRowOfT(at + below, at + below);
    }

    private static boolean clear(double[] x, int place, double negligible) {
        boolean small = Math.abs(x[place]) <= TOLERANCE * negligible;
        x[place] = 0;
        return small;
    }

    /// `R` and then `L`, row by row.
    private static double[] coupledSylvester(MatrixPair pair, int at, int above, int below) {
        int unknowns = above * below;
        int size = 2 * unknowns;
        var matrix = new double[size * size];
        var right = new double[size];
        for (int half = 0; half < 2; half++) {
            double[] x = half == 0 ? pair.s : pair.t;
            double unit = half == 0 ? pair.negligibleInS : pair.negligibleInT;
            double factor = unit == 0 ? 1 : Math.ulp(1.0) / unit;
            for (int i = 0; i < above; i++) {
                for (int j = 0; j < below; j++) {
                    int row = half * unknowns + i * below + j;
                    int from = (at + i) * pair.n + at;
                    right[row] = factor * x[from + above + j];
                    for (int k = 0; k < above; k++)
                        matrix[row * size + k * below + j] = factor * x[from + k];
                    for (int k = 0; k < below; k++) {
                        int place = (at + above + k) * pair.n + at + above + j;
                        matrix[row * size + unknowns + i * below + k] = -factor * x[place];
                    }
                }
            }
        }
        return Lu.of(matrix, size).solve(right, 1, false);
    }

    /// An orthogonal matrix whose first columns span those of `(-X, I)`.
    private static double[] basis(double[] x, int from, int above, int below) {
        var columns = new double[(above + below) * below];
        for (int i = 0; i < above * below; i++) columns[i] = -x[from + i];
        for (int j = 0; j < below; j++) columns[(above + j) * below + j] = 1;
        return Qr.of(columns, above + below, below, true).q();
    }
}
