package dev.credence.bench.kernels;

import static dev.credence.bench.kernels.Constants.*;

import dev.credence.array.Kernels;

import java.util.Arrays;

/// Logistic regression in one pass over blocks of rows: predictor, link and the block's share of
/// the gradient while its rows are in the first cache. The position: `alpha`, `beta`.
public final class LogisticRegression implements ValueAndGradient {
    private static final Kernels KERNELS = Kernels.fastest();
    private static final int ROWS = 64;

    private final int rows;
    private final int columns;
    private final double[] x;
    private final double[] y;
    private final double[] eta = new double[ROWS];
    private final double[] odds = new double[ROWS];
    private final double[] share;
    private double byAlpha;

    public LogisticRegression(double[][] x, double[] y) {
        rows = x.length;
        columns = x[0].length;
        this.y = y;
        this.x = new double[rows * columns];
        for (int i = 0; i < rows; i++) System.arraycopy(x[i], 0, this.x, i * columns, columns);
        share = new double[columns];
    }

    @Override
    public double at(double[] position, double[] gradient) {
        double alpha = position[0];
        Arrays.fill(gradient, 0);
        byAlpha = 0;
        double sum = 0;
        for (int from = 0; from < rows; from += ROWS) {
            int n = Math.min(ROWS, rows - from);
            KERNELS.matvec(x, from * columns, false, position, 1, eta, 0, n, columns);
            sum += link(alpha, from, n);
            KERNELS.matvec(x, from * columns, true, eta, 0, share, 0, n, columns);
            for (int j = 0; j < columns; j++) gradient[1 + j] += share[j];
        }
        gradient[0] = byAlpha;
        for (int j = 0; j <= columns; j++) gradient[j] -= position[j];
        double squares = KERNELS.sumOfSquares(position, 0, columns + 1);
        return sum - 0.5 * squares - (columns + 1) * LOG_SQRT_2_PI;
    }

    /// The log-likelihood of a block; `eta` becomes the residuals. The logarithms of `1 + odds` are
    /// taken as one, of their product, which is at most `2^64`.
    private double link(double alpha, int from, int n) {
        for (int i = 0; i < n; i++) eta[i] += alpha;
        for (int i = 0; i < n; i++) odds[i] = -Math.abs(eta[i]);
        KERNELS.exp(odds, 0, odds, 0, n);
        double sum = 0;
        double even = 1;
        double odd = 1;
        for (int i = 0; i < n; i++) {
            sum += y[from + i] * eta[i] - Math.max(eta[i], 0);
            if ((i & 1) == 0) even *= 1 + odds[i];
            else odd *= 1 + odds[i];
        }
        for (int i = 0; i < n; i++) {
            double tail = 1 / (1 + odds[i]);
            eta[i] = y[from + i] - (eta[i] >= 0 ? tail : odds[i] * tail);
        }
        byAlpha += KERNELS.sum(eta, 0, n);
        return sum - Math.log(even * odd);
    }
}
