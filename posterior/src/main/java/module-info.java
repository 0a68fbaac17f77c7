/// InferenceData, labelled arrays, streaming storage, diagnostics and summaries.
module dev.credence.posterior {
    requires transitive dev.credence.array;
    requires tools.jackson.core;

    exports dev.credence.posterior;
}
