package dev.credence.graph.arrays;

/// What [ShapeFunctions#pad] adds around a tensor.
public enum PadMode {
    /// A constant.
    CONSTANT,
    /// The outermost entry.
    EDGE,
    /// A straight line from the outermost entry to a given value.
    LINEAR_RAMP,
    /// The largest entry along the axis.
    MAXIMUM,
    /// The smallest entry along the axis.
    MINIMUM,
    /// The mean along the axis.
    MEAN,
    /// The entries of the other end, as if the axis were a circle.
    WRAP,
    /// The entries mirrored, the outermost one repeated.
    SYMMETRIC,
    /// The entries mirrored at the outermost one.
    REFLECT
}
