package dev.credence.plot;

import java.util.ArrayList;
import java.util.List;

/// A column of numbers whose decimal points stand under each other in a fixed-width font.
final class DecimalColumn {
    private final List<String> texts = new ArrayList<>();
    private int widest;

    void add(double value, int decimals) {
        var text = Numbers.fixed(value, decimals);
        texts.add(text);
        widest = Math.max(widest, tail(text));
    }

    /// The number of that row, filled up with blanks on the right.
    String text(int row) {
        var text = texts.get(row);
        return text + " ".repeat(widest - tail(text));
    }

    private static int tail(String text) {
        int point = text.indexOf('.');
        return point < 0 || text.indexOf('e') > 0 ? 0 : text.length() - point;
    }
}
