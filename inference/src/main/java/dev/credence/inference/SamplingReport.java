package dev.credence.inference;

import java.time.Duration;
import java.util.List;

/// What a run did and what it cost.
///
/// @param chains one report for each chain, in order
/// @param elapsed the wall time of the whole run
public record SamplingReport(List<ChainReport> chains, Duration elapsed) {
    public SamplingReport {
        chains = List.copyOf(chains);
    }

    /// Whether every chain made all its draws.
    public boolean completed() {
        return chains.stream().allMatch(chain -> chain.outcome() == ChainOutcome.COMPLETED);
    }

    /// The gradients of all chains, warmup included.
    public long gradients() {
        return chains.stream()
                .mapToLong(chain -> chain.warmupGradients() + chain.drawGradients())
                .sum();
    }
}
