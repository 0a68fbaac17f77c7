/// InferenceData, labelled arrays, streaming storage, diagnostics and summaries.
module dev.credence.posterior {
    requires transitive dev.credence.array;
    requires tools.jackson.databind;

    exports dev.credence.posterior;
}
