package dev.credence.plot;

/// Estimates how wide text will be, so that labels keep clear of each other without loading a font.
///
/// The widths are those of the usual sans-serif faces, rounded up; an estimate some percent too
/// wide only costs white space.
final class TextWidth {
    private TextWidth() {}

    /// The width in pixels at a font size in pixels.
    static double of(String text, double size) {
        double em = 0;
        for (int i = 0; i < text.length(); i++) em += em(text.charAt(i));
        return em * size;
    }

    /// The text itself or, where it is wider than `width`, its beginning and an ellipsis.
    static String shorten(String text, double size, double width) {
        if (of(text, size) <= width) return text;
        double room = width - of("…", size);
        int end = 0;
        for (double used = 0; end < text.length(); end++) {
            used += em(text.charAt(end)) * size;
            if (used > room) break;
        }
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) end--;
        return text.substring(0, end) + "…";
    }

    private static double em(char c) {
        if (c >= '0' && c <= '9') return 0.64;
        if (c > 0x2e80) return 1.0;
        return switch (c) {
            case 'i', 'j', 'l', '.', ',', ':', ';', '\'', '|', '!' -> 0.30;
            case ' ', 't', 'f', 'r', '(', ')', '[', ']', '-', '/' -> 0.42;
            case 'm', 'M', 'W', '@', '%', '…' -> 1.0;
            case 'w' -> 0.82;
            default -> Character.isUpperCase(c) ? 0.74 : 0.62;
        };
    }
}
