package dev.credence.plot;

import dev.credence.array.NdArray;
import dev.credence.posterior.InferenceData;

import java.util.Optional;

/// Which draws ended in a divergence, where the sampler said so.
record Divergences(Optional<NdArray> flags) {
    static Divergences of(InferenceData data) {
        var stats = data.groups().get("sample_stats");
        var diverging = stats == null ? null : stats.variables().get("diverging");
        boolean known = diverging != null && diverging.values().rank() == 2;
        return new Divergences(known ? Optional.of(diverging.values()) : Optional.empty());
    }

    /// False also for draws that the flags do not cover.
    boolean at(int chain, int draw) {
        if (flags.isEmpty()) return false;
        var values = flags.get();
        return chain < values.dim(0)
                && draw < values.dim(1)
                && values.element(chain * values.dim(1) + draw) == 1;
    }
}
