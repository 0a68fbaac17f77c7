package dev.credence.run;

import dev.credence.posterior.InferenceData;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A run that ended: its draws, where they are kept, and what is to be said about them.
///
/// @param data the draws
/// @param draws where they were written, if anywhere
/// @param warnings sentences about what is not as it should be
public record FinishedRun(InferenceData data, Optional<Path> draws, List<String> warnings) {}
