package dev.credence.inference;

/// The log-density at several positions in one pass: what samplers whose chains step together call.
///
/// It owns scratch memory and is used by one thread at a time.
public interface BlockDensity {
    /// The number of positions.
    int size();

    /// The log-densities at the positions and their gradients, as [LogDensity#logDensity] gives
    /// them for each.
    ///
    /// Coordinates of all positions lie side by side, so that one vector instruction is for as many
    /// positions: coordinate `i` of position `c` is element `i * size + c`.
    ///
    /// @param positions `dimension * size` numbers
    /// @param values receives `size` log-densities
    /// @param gradients receives the gradients, laid out as the positions are
    void logDensities(double[] positions, double[] values, double[] gradients);
}
