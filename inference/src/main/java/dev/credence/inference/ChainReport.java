package dev.credence.inference;

import java.time.Duration;

/// What one chain did and what it cost.
///
/// @param warmupDraws the warmup draws made
/// @param draws the draws made after the warmup
/// @param divergences how many of the draws after the warmup diverged
/// @param warmupGradients the gradients of the warmup, the search for a start included
/// @param drawGradients the gradients of the draws after the warmup
/// @param warmupTime the wall time of the warmup, the search for a start included
/// @param drawTime the wall time of the draws after the warmup
/// @param stepSize the step size of the last draw, 0 if there is none
public record ChainReport(
        int chain,
        ChainOutcome outcome,
        int warmupDraws,
        int draws,
        int divergences,
        long warmupGradients,
        long drawGradients,
        Duration warmupTime,
        Duration drawTime,
        double stepSize) {

    /// The report of a chain that did not get as far as to begin.
    static ChainReport without(int chain, ChainOutcome outcome) {
        return new ChainReport(chain, outcome, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, 0);
    }
}
