/// Samplers over log-densities: NUTS, adaptation, chains, progress.
module dev.credence.inference {
    requires transitive dev.credence.array;
    requires transitive dev.credence.posterior;

    exports dev.credence.inference;
}
