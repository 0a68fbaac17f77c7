package dev.credence.inference;

import java.util.Arrays;

/// Variances of vectors that come one by one, by Welford's update.
final class RunningVariance {
    private final double[] mean;
    private final double[] squares;
    private int count;

    RunningVariance(int dimension) {
        mean = new double[dimension];
        squares = new double[dimension];
    }

    void add(double[] values) {
        count++;
        double share = 1.0 / count;
        for (int i = 0; i < mean.length; i++) {
            double deviation = values[i] - mean[i];
            mean[i] += share * deviation;
            squares[i] += deviation * (values[i] - mean[i]);
        }
    }

    int count() {
        return count;
    }

    /// The sample variance with divisor n - 1.
    double variance(int coordinate) {
        return squares[coordinate] / (count - 1);
    }

    void clear() {
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
        count = 0;
    }
}
