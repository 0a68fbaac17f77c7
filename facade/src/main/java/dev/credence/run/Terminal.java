package dev.credence.run;

/// What is known of the terminal, told by the launcher or asked of the JVM.
final class Terminal {
    private Terminal() {}

    static boolean isTerminal() {
        var told = System.getProperty("credence.terminal");
        if (told != null) return Boolean.parseBoolean(told);
        return System.console() != null && System.console().isTerminal();
    }

    /// The width in characters, or 120 where it is not known.
    static int width() {
        return Math.max(40, Integer.getInteger("credence.columns", 120));
    }
}
