package dev.credence.bench.kernels;

/// A log-density with its gradient, for one thread at a time: what compiled models are measured
/// against, and they too.
@FunctionalInterface
public interface ValueAndGradient {
    /// The log-density at a position; its gradient is written to `gradient`.
    double at(double[] position, double[] gradient);
}
