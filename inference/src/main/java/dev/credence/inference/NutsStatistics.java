package dev.credence.inference;

/// What a human wants to know of one step of NUTS, beside the draw itself.
///
/// @param lp the log-density at the draw, in the unconstrained space
/// @param energy the energy at the draw, with the momentum it was reached with
/// @param acceptanceRate the mean of min(1, exp(H₀ − H)) over all points the step visited
/// @param stepSize the step size used
/// @param treeDepth how many times the trajectory was doubled
/// @param steps the leapfrog steps made, each one gradient
/// @param diverging whether the trajectory met an energy error above 1000 or not finite
/// @param reachedMaxTreeDepth whether the trajectory ended because of the limit on the tree depth
/// @param energyError the energy at the draw less that at the start of the trajectory
/// @param symmetricAcceptanceRate the mean of 2 min(1, w) / (1 + w), w = exp(H₀ − H), which counts
///   an energy gained like one lost
/// @param trajectoryIndex the number of steps from the start to the draw, negative when back in
///   time, 0 if the chain did not move
public record NutsStatistics(
        double lp,
        double energy,
        double acceptanceRate,
        double stepSize,
        int treeDepth,
        int steps,
        boolean diverging,
        boolean reachedMaxTreeDepth,
        double energyError,
        double symmetricAcceptanceRate,
        int trajectoryIndex) {}
