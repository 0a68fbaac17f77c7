package dev.credence.plot;

import dev.credence.posterior.InferenceData;

/// Which draws ended in a divergence, where the sampler said so.
record Divergences(double[][] flags) {
    static Divergences of(InferenceData data) {
        return new Divergences(
                new SamplerStatistics(data).byChain("diverging").orElse(new double[0][]));
    }

    boolean none() {
        return flags.length == 0;
    }

    /// False also for draws that the flags do not cover.
    boolean at(int chain, int draw) {
        return chain < flags.length && draw < flags[chain].length && flags[chain][draw] == 1;
    }
}
