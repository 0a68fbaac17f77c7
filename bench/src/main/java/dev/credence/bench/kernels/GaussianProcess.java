package dev.credence.bench.kernels;

import static dev.credence.bench.kernels.Constants.*;

import dev.credence.array.Kernels;

import java.util.Arrays;

/// Regression on a Gaussian process with its covariance's inverse by panels, and the gradient by `d
/// logp = tr((a aᵀ - K⁻¹) dK) / 2` with `a = K⁻¹ y` (Rasmussen & Williams 2006, equation 5.9). Only
/// lower triangles are computed. The position: the logarithms of `rho`, `alpha`, `sigma`.
public final class GaussianProcess implements ValueAndGradient {
    private static final Kernels KERNELS = Kernels.fastest();
    private static final int PANEL = 40;

    private final int n;
    private final double[] y;
    private final double[] squaredDistances;
    private final double[] signal;
    private final double[] covariance;
    private final double[] factor;
    private final double[] corner;
    private final double[] weights;
    private final double[][] panels;
    private final double[] block = new double[PANEL * PANEL];
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
        corner = new double[n * n];
        weights = new double[n];
        panels = new double[(n + PANEL - 1) / PANEL][];
        for (int p = 0; p < panels.length; p++) panels[p] = new double[(n - p * PANEL) * width(p)];
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
    /// identity. Panels are the columns of the factor's inverse from their diagonal on.
    private void contract() {
        bySignal = 0;
        byDistance = 0;
        trace = 0;
        for (int p = 0; p < panels.length; p++) invert(p);
        for (int p = 0; p < panels.length; p++) {
            int rows = n - p * PANEL;
            for (int q = 0; q <= p; q++) {
                int skipped = (p - q) * PANEL * width(q);
                KERNELS.matmul(
                        panels[p], 0, true, panels[q], skipped, false, block, 0, width(p), rows,
                        width(q));
                contract(p, q);
            }
        }
    }

    private void invert(int p) {
        int from = p * PANEL;
        int size = n - from;
        int width = width(p);
        for (int i = 0; i < size; i++) {
            System.arraycopy(factor, (from + i) * n + from, corner, i * size, i + 1);
        }
        Arrays.fill(panels[p], 0);
        for (int i = 0; i < width; i++) panels[p][i * width + i] = 1;
        KERNELS.solveTriangular(corner, 0, true, false, panels[p], 0, panels[p], 0, size, width);
    }

    private void contract(int p, int q) {
        int width = width(q);
        for (int i = 0; i < width(p); i++) {
            int row = p * PANEL + i;
            double weight = weights[row];
            int below = p == q ? i : width;
            double plain = 0;
            double byDistances = 0;
            for (int j = 0; j < below; j++) {
                int at = row * n + q * PANEL + j;
                double g = (weight * weights[q * PANEL + j] - block[i * width + j]) * signal[at];
                plain += g;
                byDistances += g * squaredDistances[at];
            }
            bySignal += 2 * plain;
            byDistance += 2 * byDistances;
            if (p == q) {
                double g = weight * weight - block[i * width + i];
                bySignal += g * signal[row * n + row];
                trace += g;
            }
        }
    }

    private int width(int panel) {
        return Math.min(PANEL, n - panel * PANEL);
    }
}
