package dev.credence.graph.arrays;

/// What lies between two points of [SignalFunctions#interpolate1d].
public enum Interpolation {
    /// A straight line.
    LINEAR,
    /// The value of the nearer point, of the first of them in the middle.
    NEAREST,
    /// The value of the point before.
    FIRST,
    /// The value of the point after.
    LAST,
    /// The mean of both values.
    MEAN
}
