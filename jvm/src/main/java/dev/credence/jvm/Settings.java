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
record Settings(
        Kernels kernels,
        int straightBudget,
        List<OpLowering> lowerings,
        Optional<Profile> profile) {
    Settings {
        lowerings = lowerings.stream().filter(l -> l.backend().equals(JvmBackend.NAME)).toList();
    }

    /// How the node is computed by the first lowering that knows its op.
    Optional<OpLowering.Form> lowered(Apply node) {
        return lowerings.stream().flatMap(l -> l.lower(node).stream()).findFirst();
    }
}
