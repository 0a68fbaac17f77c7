package dev.credence.jvm;

import dev.credence.array.Kernels;
import dev.credence.graph.Apply;
import dev.credence.graph.OpLowering;
import dev.credence.graph.Profile;

import java.util.List;
import java.util.Optional;

/// What a program and the programs inside it are compiled with.
///
/// @param kernels the array passes
/// @param straightBudget how many scalar operations may become straight-line code
/// @param lowerings how ops of the user's own are computed
/// @param profile where the time of each group is counted, if that is wanted
/// @param wide the vectors for arithmetic, if loops are written with such
record Settings(
        Kernels kernels,
        int straightBudget,
        List<OpLowering> lowerings,
        Optional<Profile> profile,
        Optional<Wide> wide) {
    Settings {
        lowerings = lowerings.stream().filter(l -> l.backend().equals(JvmBackend.NAME)).toList();
    }

    /// The same for programs with loops of the user's own: vector code takes long to get quick,
    /// which pays where the same code runs in every step.
    Settings inLoops() {
        return new Settings(kernels, straightBudget, lowerings, profile, Wide.of(kernels));
    }

    /// How the node is computed by the first lowering that knows its op.
    Optional<OpLowering.Form> lowered(Apply node) {
        return lowerings.stream().flatMap(l -> l.lower(node).stream()).findFirst();
    }
}
