package dev.credence.inference;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// The mean of a function over the draws of several chains, with its Monte Carlo standard error by
/// batch means.
record Estimate(double mean, double standardError) {
    private static final int BATCH = 50;

    static Estimate of(List<List<double[]>> chains, ToDoubleFunction<double[]> function) {
        double sum = 0;
        double squares = 0;
        int batches = 0;
        for (var chain : chains) {
            for (int from = 0; from + BATCH <= chain.size(); from += BATCH) {
                double batch = 0;
                for (int i = from; i < from + BATCH; i++) {
                    batch += function.applyAsDouble(chain.get(i));
                }
                batch /= BATCH;
                sum += batch;
                squares += batch * batch;
                batches++;
            }
        }
        double mean = sum / batches;
        double variance = (squares - sum * mean) / (batches - 1);
        return new Estimate(mean, Math.sqrt(variance / batches));
    }

    /// How many standard errors the mean is away from that value.
    double distanceFrom(double value) {
        return Math.abs(mean - value) / standardError;
    }
}
