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
    private final double[] tail = new double[ROWS];
    private final double[] share;
    private double byAlpha;

    public LogisticRegression(double[][] x, double[] y) {
        rows = x.length;
        columns = x[0].length;
        this.y = y;
        this.x = new double[rows * columns];
        for (int i = 0; i < rows; i++) System.arraycopy(x[i], 0, this.x, i * columns, columns);
        share = new double[Math.max(ROWS, columns)];
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

    /// The log-likelihood of a block; `eta` becomes the residuals. One exponential and one division
    /// serve the likelihood and its gradient, and the logarithms of `1 + odds` are taken as one, of
    /// their product, which is at most `2^64`. Loops have one output and no branches, so that the
    /// JIT makes vector code of them.
    private double link(double alpha, int from, int n) {
        for (int i = 0; i < n; i++) eta[i] += alpha;
        for (int i = 0; i < n; i++) odds[i] = -Math.abs(eta[i]);
        double sum = KERNELS.dot(y, from, eta, 0, n);
        sum -= 0.5 * (KERNELS.sum(eta, 0, n) - KERNELS.sum(odds, 0, n));
        KERNELS.exp(odds, 0, odds, 0, n);
        for (int i = 0; i < n; i++) odds[i] = 1 + odds[i];
        for (int i = 0; i < n; i++) tail[i] = 1 / odds[i] - 0.5;
        for (int i = 0; i < n; i++) share[i] = Math.copySign(tail[i], eta[i]) + 0.5;
        for (int i = 0; i < n; i++) eta[i] = y[from + i] - share[i];
        byAlpha += KERNELS.sum(eta, 0, n);
        Arrays.fill(odds, n, ROWS, 1);
        for (int half = ROWS / 2; half > 0; half /= 2)
            for (int i = 0; i < half; i++) odds[i] *= odds[half + i];
        return sum - Math.log(odds[0]);
    }
}
