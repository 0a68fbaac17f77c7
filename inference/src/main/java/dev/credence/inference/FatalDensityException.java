package dev.credence.inference;

/// A log-density failed in a way that no other position can mend; the run stops with this sentence.
public final class FatalDensityException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FatalDensityException(String sentence) {
        super(sentence);
    }

    public FatalDensityException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
