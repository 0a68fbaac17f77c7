package dev.credence.inference;

import java.time.Duration;

/// Something that happened in a run, as data for a [ProgressListener].
public sealed interface SamplingEvent {
    /// A chain found its start and begins to draw.
    ///
    /// @param total the draws it will make, warmup included
    record ChainStarted(int chain, int total) implements SamplingEvent {}

    /// Where a chain is; told at most every 50 ms by each chain.
    ///
    /// @param iteration the draws made, warmup included
    /// @param total the draws to make, warmup included
    /// @param warmup whether the last draw belonged to the warmup
    /// @param divergences how many draws after the warmup diverged
    /// @param stepSize the step size of the last draw
    /// @param gradients the gradients computed so far
    /// @param lastGradients the gradients of the last draw
    /// @param elapsed since the chain began
    record ChainProgress(
            int chain,
            int iteration,
            int total,
            boolean warmup,
            int divergences,
            double stepSize,
            long gradients,
            int lastGradients,
            Duration elapsed)
            implements SamplingEvent {}

    /// A chain made all its draws, was stopped, or failed.
    record ChainFinished(ChainReport report) implements SamplingEvent {}

    /// No chain runs any more; the last event.
    record RunFinished(SamplingReport report) implements SamplingEvent {}
}
