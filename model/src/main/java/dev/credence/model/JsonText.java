package dev.credence.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and writes the JSON (RFC 8259) of saved models: maps, lists, strings, numbers, booleans.
///
/// Whole numbers are [Long]s, others [Double]s, which are written so that they are read back to the
/// bit. There is no null, and nesting ends at a depth that saved models never need.
final class JsonText {
    private static final int DEEPEST = 200;
    private static final String INDENT = "  ";

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    static String write(Object value) {
        var out = new StringBuilder();
        write(out, value, "");
        return out.append('\n').toString();
    }

    /// Maps take a line for each entry; lists of numbers and strings one line in all.
    private static void write(StringBuilder out, Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> {
                var separator = "{\n";
                for (var entry : map.entrySet()) {
                    out.append(separator).append(indent).append(INDENT);
                    string(out, (String) entry.getKey());
                    out.append(": ");
                    write(out, entry.getValue(), indent + INDENT);
                    separator = ",\n";
                }
                out.append(map.isEmpty() ? "{}" : "\n%s}".formatted(indent));
            }
            case List<?> list -> {
                boolean flat = list.stream().noneMatch(x -> x instanceof Map || x instanceof List);
                var line = flat ? " " : "\n" + indent + INDENT;
                for (int i = 0; i < list.size(); i++) {
                    out.append(i == 0 ? "[" : ",").append(i == 0 && flat ? "" : line);
                    write(out, list.get(i), indent + INDENT);
                }
                if (list.isEmpty()) out.append('[');
                out.append(flat ? "]" : "\n%s]".formatted(indent));
            }
            case String s -> string(out, s);
            default -> out.append(value);
        }
    }

    private static void string(StringBuilder out, String s) {
        out.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ' || c > '~') out.append("\\u%04x".formatted((int) c));
            else out.append(c);
        }
        out.append('"');
    }

    /// @throws ModelException if it is not JSON; the message says where
    static Object read(String text) {
        var reader = new JsonText(text);
        var value = reader.value(0);
        reader.space();
        if (reader.at < text.length()) throw reader.wrong("more than one value");
        return value;
    }

    private ModelException wrong(String what) {
        int line = 1 + (int) text.substring(0, Math.min(at, text.length())).lines().count();
        return new ModelException(
                "a saved model is JSON, but there is %s near line %d"
                        .formatted(what, Math.max(1, line - 1)));
    }

    private void space() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) at++;
    }

    private boolean take(char c) {
        space();
        if (at >= text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    private void need(char c) {
        if (!take(c)) throw wrong("no '%s'".formatted(c));
    }

    private Object value(int depth) {
        if (depth > DEEPEST) throw wrong("nesting deeper than %d".formatted(DEEPEST));
        if (take('{')) return map(depth);
        if (take('[')) return list(depth);
        if (take('"')) return string();
        return word();
    }

    private Map<String, Object> map(int depth) {
        var map = new LinkedHashMap<String, Object>();
        if (take('}')) return map;
        do {
            need('"');
            var key = string();
            need(':');
            if (map.containsKey(key)) throw wrong("the key '%s' twice".formatted(key));
            map.put(key, value(depth + 1));
        } while (take(','));
        need('}');
        return map;
    }

    private List<Object> list(int depth) {
        var list = new ArrayList<Object>();
        if (take(']')) return list;
        do list.add(value(depth + 1));
        while (take(','));
        need(']');
        return list;
    }

    private String string() {
        var found = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') return found.toString();
            if (c < ' ') throw wrong("a control character in a string");
            found.append(c == '\\' ? escaped() : c);
        }
        throw wrong("a string without an end");
    }

    private char escaped() {
        if (at >= text.length()) throw wrong("a string without an end");
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("the escape '\\%s'".formatted(c));
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) throw wrong("an escape that is not four hexadecimal digits");
            code = 16 * code + digit;
        }
        return (char) code;
    }

    private Object word() {
        int start = at;
        while (at < text.length() && isWord(text.charAt(at))) at++;
        var word = text.substring(start, at);
        if (word.equals("true") || word.equals("false")) return word.equals("true");
        if (word.isEmpty()) throw wrong("no value");
        var kind = isDecimal(word) ? "number" : "word";
        return number(word).orElseThrow(() -> wrong("the %s '%s'".formatted(kind, word)));
    }

    private static boolean isDecimal(String word) {
        return word.chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0);
    }

    private static Optional<Object> number(String word) {
        try {
            boolean whole = word.chars().allMatch(c -> c == '-' || Character.isDigit(c));
            if (whole && !word.equals("-0")) return Optional.of(Long.parseLong(word));
            return isDecimal(word) ? Optional.of(Double.parseDouble(word)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.';
    }
}
