package dev.credence.inference;

/// Takes the draws of a run as they are made.
@FunctionalInterface
public interface DrawSink {
    /// Takes one draw; called on the thread of its chain, so by several threads at a time for
    /// different chains, and in order for one chain.
    ///
    /// @param chain the chain, from 0
    /// @param index the number of the draw within the warmup or after it, from 0
    /// @param warmup whether the draw belongs to the warmup
    /// @param position the draw in unconstrained coordinates; a buffer that the chain uses again,
    ///   to be copied and not to be changed
    void draw(int chain, int index, boolean warmup, double[] position, NutsStatistics statistics);
}
