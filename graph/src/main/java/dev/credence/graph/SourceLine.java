package dev.credence.graph;

import java.util.Optional;

/// Where the user's code made a node, so that errors can name the line.
///
/// @param file the source file's name, for example `EightSchools.java`
/// @param line its line, counted from 1
public record SourceLine(String file, int line) {
    private static final ScopedValue<Optional<SourceLine>> INHERITED = ScopedValue.newInstance();
    private static final StackWalker LINES = StackWalker.getInstance();

    /// The innermost frame outside Credence, or the line inherited by [#inherit].
    public static Optional<SourceLine> here() {
        if (INHERITED.isBound()) return INHERITED.get();
        return LINES.walk(frames ->
                frames.filter(f -> !isLibrary(f.getClassName()))
                        .findFirst()
                        .map(f -> new SourceLine(fileOf(f), f.getLineNumber())));
    }

    /// Runs `work` so that all nodes it makes carry the given line: what a gradient or a rewrite
    /// derives from a user's node points at that node's line.
    public static <R> R inherit(
            Optional<SourceLine> where, ScopedValue.CallableOp<R, RuntimeException> work) {
        return ScopedValue.where(INHERITED, where).call(work);
    }

    private static String fileOf(StackWalker.StackFrame frame) {
        return frame.getFileName() == null ? frame.getClassName() : frame.getFileName();
    }

    private static boolean isLibrary(String className) {
        return className.startsWith("dev.credence.")
                || className.startsWith("java.")
                || className.startsWith("jdk.");
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
