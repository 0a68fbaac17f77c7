package dev.credence.inference;

/// Learns step size and metric of a chain during warmup, beside the sampler that uses them.
public sealed interface Adaptation permits GradientAdaptation, WindowedAdaptation {
    /// Chooses a first metric and step size at the chain's first point.
    void init(PhasePoint start);

    /// Learns from a warmup draw; may change the metric, and after the last warmup draw the state
    /// that the draws begin with.
    ///
    /// @param draw the number of the draw, from 0 to one less than the length of the warmup
    /// @param state the chain after the draw
    void update(int draw, PhasePoint state, NutsStatistics statistics);

    /// The step size for the draw that comes; asked for once a draw, as it may be randomised.
    double nextStepSize();
}
