package dev.credence.cli;

import java.io.PrintWriter;
import java.util.Arrays;

/// A user's program threw: the sentence, and the user's own lines of the trace.
final class ProgramFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String file;

    ProgramFailure(String file, Throwable cause) {
        super(cause);
        this.file = file;
    }

    void print(PrintWriter err) {
        var cause = getCause();
        if (!Failures.isOurs(cause)) {
            cause.printStackTrace(err);
            return;
        }
        err.println("credence: " + cause.getMessage());
        Arrays.stream(cause.getStackTrace())
                .filter(frame -> file.equals(frame.getFileName()))
                .limit(3)
                .forEach(frame ->
                        err.printf("    at %s:%d%n", frame.getFileName(), frame.getLineNumber()));
    }
}
