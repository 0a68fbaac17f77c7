package dev.credence.graph;

import java.util.Optional;

/// A graph cannot be built, differentiated, compiled or evaluated as asked; the message is one
/// sentence and ends with the user's line where that is known.
public class GraphException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public GraphException(String message) {
        super(message);
    }

    public GraphException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The same exception with the line where the node was made, unless it names a line already.
    public GraphException at(Optional<SourceLine> where) {
        if (where.isEmpty() || getMessage().contains("Made at ")) return this;
        var located = withMessage("%s. Made at %s".formatted(getMessage(), where.get()));
        located.setStackTrace(getStackTrace());
        return located;
    }

    /// The same exception with the place within a larger computation, such as a step of a loop.
    public GraphException in(String place) {
        var message = getMessage();
        int made = message.indexOf(". Made at ");
        int end = made < 0 ? message.length() : made;
        var told =
                withMessage(
                        "%s, in %s%s"
                                .formatted(
                                        message.substring(0, end), place, message.substring(end)));
        told.setStackTrace(getStackTrace());
        return told;
    }

    /// An exception about a call, with the line that made it.
    static GraphException called(String message) {
        return new GraphException(
                SourceLine.here()
                        .map(line -> "%s. Called at %s".formatted(message, line))
                        .orElse(message));
    }

    GraphException withMessage(String message) {
        return new GraphException(message, getCause());
    }
}
