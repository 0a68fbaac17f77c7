package dev.credence.plot;

/// Escapes names and other text for XML and HTML.
final class Xml {
    private Xml() {}

    static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        escape(out, text);
        return out.toString();
    }

    /// Writes everything outside ASCII as a reference, so that the text does not depend on an
    /// encoding; characters that XML 1.0 forbids become the replacement character.
    static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if (c >= ' ' && c < 0x7f || c == '\n' || c == '\t') out.append((char) c);
                    else out.append("&#").append(allowed(c) ? c : 0xfffd).append(';');
                }
            }
        }
    }

    private static boolean allowed(int c) {
        return c >= 0xa0 && !(c >= 0xd800 && c < 0xe000) && c != 0xfffe && c != 0xffff;
    }
}
