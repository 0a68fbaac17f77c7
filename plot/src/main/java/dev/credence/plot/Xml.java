package dev.credence.plot;

/// Escapes names and other text for XML and HTML.
final class Xml {
    private Xml() {}

    static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        escape(out, text);
        return out.toString();
    }

    /// Characters that XML 1.0 forbids become the replacement character.
    static void escape(StringBuilder out, String text) {
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '<' -> out.append("&lt;");
                        case '>' -> out.append("&gt;");
                        case '&' -> out.append("&amp;");
                        case '"' -> out.append("&quot;");
                        case '\'' -> out.append("&#39;");
                        default -> out.appendCodePoint(allowed(c) ? c : 0xfffd);
                    }
                });
    }

    private static boolean allowed(int c) {
        return c >= 0x20
                        && !(c >= 0x7f && c < 0xa0)
                        && !(c >= 0xd800 && c < 0xe000)
                        && c != 0xfffe
                        && c != 0xffff
                || c == '\n'
                || c == '\t';
    }
}
