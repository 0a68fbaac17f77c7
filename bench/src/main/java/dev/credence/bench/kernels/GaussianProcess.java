package dev.credence.bench.kernels;

import static dev.credence.bench.kernels.Constants.*;

import dev.credence.array.Kernels;

/// Regression on a Gaussian process with its covariance's inverse from the Cholesky factor, and the
/// gradient by `d logp = tr((a aᵀ - K⁻¹) dK) / 2` with `a = K⁻¹ y` (Rasmussen & Williams 2006,
/// equation 5.9). Only lower triangles are filled and contracted. The position: the logarithms of
/// `rho`, `alpha`, `sigma`.
public final class GaussianProcess implements ValueAndGradient {
    private static final Kernels KERNELS = Kernels.fastest();

    private final int n;
    private final double[] y;
    private final double[] squaredDistances;
    private final double[] signal;
    private final double[] covariance;
    private final double[] factor;
    private final double[] inverse;
    private final double[] share;
    private final double[] weights;
    private double bySignal;
    private double byDistance;
    private double trace;

    public GaussianProcess(double[] x, double[] y) {
        n = x.length;
        this.y = y;
        squaredDistances = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                squaredDistances[i * n + j] = (x[i] - x[j]) * (x[i] - x[j]);
            }
        }
        signal = new double[n * n];
        covariance = new double[n * n];
        factor = new double[n * n];
        inverse = new double[n * n];
        share = new double[n];
        weights = new double[n];
    }

    @Override
    public double at(double[] position, double[] gradient) {
        double rho = Math.exp(position[0]);
        double alpha = Math.exp(position[1]);
        double sigma = Math.exp(position[2]);
        build(rho, alpha * alpha, sigma * sigma);
        if (!KERNELS.cholesky(covariance, 0, factor, 0, n)) return Double.NEGATIVE_INFINITY;
        KERNELS.solveTriangular(factor, 0, true, false, y, 0, weights, 0, n, 1);
        double likelihood = -0.5 * KERNELS.sumOfSquares(weights, 0, n) - n * LOG_SQRT_2_PI;
        for (int i = 0; i < n; i++) likelihood -= Math.log(factor[i * n + i]);
        KERNELS.solveTriangular(factor, 0, true, true, weights, 0, weights, 0, n, 1);
        contract();

        gradient[0] = byDistance / (2 * rho * rho) + 5 / rho - 5;
        gradient[1] = bySignal - alpha * alpha + 1;
        gradient[2] = trace * sigma * sigma - sigma * sigma + 1;
        double priorRho = 5 * Math.log(5) - Math.log(24) - 5 * position[0] - 5 / rho;
        double priorOthers = -0.5 * (alpha * alpha + sigma * sigma) + position[1] + position[2];
        return likelihood + priorRho + priorOthers + 2 * (LOG_2 - LOG_SQRT_2_PI);
    }

    private void build(double rho, double variance, double noise) {
        double scale = -0.5 / (rho * rho);
        for (int i = 0; i < n; i++) {
            int row = i * n;
            for (int j = row; j <= row + i; j++) signal[j] = squaredDistances[j] * scale;
            KERNELS.exp(signal, row, signal, row, i + 1);
            for (int j = row; j <= row + i; j++) signal[j] *= variance;
            System.arraycopy(signal, row, covariance, row, i + 1);
            covariance[row + i] += noise;
        }
    }

    /// Contracts `a aᵀ - K⁻¹` with the signal's covariance, the same by squared distances, and the
    /// identity, over the lower triangle.
    private void contract() {
        KERNELS.choleskyInverse(factor, 0, inverse, 0, n);
        bySignal = 0;
        byDistance = 0;
        trace = 0;
        for (int i = 0; i < n; i++) {
            int row = i * n;
            double weight = weights[i];
            for (int j = 0; j < i; j++)
                share[j] = (weight * weights[j] - inverse[row + j]) * signal[row + j];
            bySignal += 2 * KERNELS.sum(share, 0, i);
            byDistance += 2 * KERNELS.dot(share, 0, squaredDistances, row, i);
            double own = weight * weight - inverse[row + i];
            bySignal += own * signal[row + i];
            trace += own;
        }
    }
}
