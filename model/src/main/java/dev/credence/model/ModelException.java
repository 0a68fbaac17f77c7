package dev.credence.model;

import dev.credence.graph.SourceLine;

import java.util.Optional;

/// A model cannot be built or used as asked; the message is one sentence that names the variable
/// and, where it is known, ends with the user's line.
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ModelException(String message) {
        super(message);
    }

    /// An error about what was made at that line.
    public ModelException(String message, Optional<SourceLine> where) {
        super(where.map(w -> "%s. Made at %s".formatted(message, w)).orElse(message));
    }
}
