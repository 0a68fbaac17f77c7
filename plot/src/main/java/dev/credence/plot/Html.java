package dev.credence.plot;

/// Builds a page: markup as written, text always escaped.
final class Html {
    private final StringBuilder out = new StringBuilder(1 << 18);

    /// Appends markup.
    Html markup(String markup) {
        out.append(markup);
        return this;
    }

    /// Appends text, escaped.
    Html text(String text) {
        Xml.escape(out, text);
        return this;
    }

    /// Appends a whole number.
    Html text(long number) {
        out.append(Numbers.grouped(number));
        return this;
    }

    /// Appends an element that holds only text.
    Html element(String tag, String text) {
        return markup("<").markup(tag).markup(">").text(text).markup("</").markup(tag).markup(">");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
