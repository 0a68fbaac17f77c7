package dev.credence.graph;

import java.util.List;
import java.util.Optional;

/// What a backend is told besides the program.
///
/// @param lowerings how to compute ops of the user's own; those for other backends are ignored, and
///   the first that knows a node counts
/// @param profile where to count the time of each piece of work, if that is wanted
public record CodeOptions(List<OpLowering> lowerings, Optional<Profile> profile) {
    public CodeOptions {
        lowerings = List.copyOf(lowerings);
    }

    /// The lowerings that modules on the path provide, and no profile.
    public static CodeOptions standard() {
        return new CodeOptions(OpLowering.services(), Optional.empty());
    }

    /// With other lowerings.
    public CodeOptions withLowerings(List<OpLowering> others) {
        return new CodeOptions(others, profile);
    }

    /// With a profile to count in.
    public CodeOptions withProfile(Profile counted) {
        return new CodeOptions(lowerings, Optional.of(counted));
    }
}
