package dev.credence.plot;

import dev.credence.posterior.Component;
import dev.credence.posterior.InferenceData;

/// Which draws ended in a divergence, where the sampler said so.
record Divergences(double[][] flags) {
    static Divergences of(InferenceData data) {
        return new Divergences(
                new SamplerStatistics(data)
                        .find("diverging")
                        .map(Component::draws)
                        .orElse(new double[0][]));
    }

    boolean none() {
        return flags.length == 0;
    }

    /// By position among the draws that the components of the same run show; false also where the
    /// flags do not reach.
    boolean at(int chain, int draw) {
        return chain < flags.length && draw < flags[chain].length && flags[chain][draw] == 1;
    }
}
