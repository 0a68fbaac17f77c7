package dev.credence.inference;

import java.util.random.RandomGenerator;

/// The ways to spend the warmup, for [SamplingOptions].
public enum AdaptationMethod {
    /// nutpie's: variances of draws and gradients, a short memory, the metric anew at every draw.
    GRADIENT,
    /// Stan's: variances of draws over windows that double.
    WINDOWED;

    /// An adaptation of this kind for one chain.
    public Adaptation create(
            Hamiltonian hamiltonian, int warmup, double targetAcceptance, RandomGenerator random) {
        return switch (this) {
            case GRADIENT -> new GradientAdaptation(hamiltonian, warmup, targetAcceptance, random);
            case WINDOWED -> new WindowedAdaptation(hamiltonian, warmup, targetAcceptance, random);
        };
    }
}
