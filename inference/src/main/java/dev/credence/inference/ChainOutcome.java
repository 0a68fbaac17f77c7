package dev.credence.inference;

/// How a chain ended.
public enum ChainOutcome {
    /// It made all its draws.
    COMPLETED,
    /// It was stopped, by the caller or because another chain failed.
    STOPPED,
    /// It threw.
    FAILED
}
