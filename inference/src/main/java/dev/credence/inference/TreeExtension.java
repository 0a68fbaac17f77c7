package dev.credence.inference;

/// What became of an attempt to double a trajectory.
enum TreeExtension {
    /// All points were reached and no stretch of them turns back on itself.
    VALID,
    /// Some stretch turns back on itself: the new points are dropped.
    TURNING,
    /// The energy error became too large or not finite: the new points are dropped.
    DIVERGING
}
