/// Distributions, supports, transforms, log-probabilities and models.
module dev.credence.model {
    requires transitive dev.credence.graph;

    exports dev.credence.model;
    exports dev.credence.model.derivation;
}
