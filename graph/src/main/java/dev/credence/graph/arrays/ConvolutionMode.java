package dev.credence.graph.arrays;

/// Which overlaps of a signal of length n and a kernel of length k a convolution gives.
public enum ConvolutionMode {
    /// All: `n + k - 1`.
    FULL,
    /// Those of the whole shorter one: `max(n, k) - min(n, k) + 1`.
    VALID,
    /// The middle `n` of all.
    SAME
}
