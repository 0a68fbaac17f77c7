package dev.credence.posterior;

/// A store could not be written or read; the message says which file and what to do.
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StorageException(String sentence) {
        super(sentence);
    }

    StorageException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
