package dev.credence.run;

/// What a user asked for cannot be done; the message is one sentence that says why and what to do.
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int exitCode;

    private UserError(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /// The command line was wrong: exit code 2.
    public static UserError usage(String sentence) {
        return new UserError(2, sentence);
    }

    /// The run failed: exit code 1.
    public static UserError failed(String sentence) {
        return new UserError(1, sentence);
    }

    public int exitCode() {
        return exitCode;
    }
}
