package dev.credence.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The labels along a dimension on their way to and from a store, where whole numbers are stored as
/// such.
///
/// @param type the layout of a label
/// @param storage a `long[]` or a `String[]`
record Labels(ElementType type, Object storage) {
    /// @param labels one label per position, or none for 0, 1, 2, …
    static Labels of(List<String> labels, int length) {
        var numbers = new long[length];
        for (int i = 0; i < length; i++) {
            if (labels.isEmpty()) {
                numbers[i] = i;
            } else if (isInteger(labels.get(i))) {
                numbers[i] = Long.parseLong(labels.get(i));
            } else {
                return text(labels);
            }
        }
        return new Labels(ElementType.Numbers.INT64, numbers);
    }

    private static Labels text(List<String> labels) {
        int width = 1;
        for (var label : labels) width = Math.max(width, label.codePointCount(0, label.length()));
        return new Labels(new ElementType.Text(width), labels.toArray(String[]::new));
    }

    /// The labels as text; empty where they only count 0, 1, 2, …, as a dimension without labels
    /// does.
    static List<String> read(Object storage) {
        return switch (storage) {
            case long[] numbers -> {
                var labels = new ArrayList<String>(numbers.length);
                boolean counts = true;
                for (int i = 0; i < numbers.length; i++) {
                    counts &= numbers[i] == i;
                    labels.add(Long.toString(numbers[i]));
                }
                yield counts ? List.of() : labels;
            }
            case int[] numbers -> read(Arrays.stream(numbers).asLongStream().toArray());
            case float[] numbers -> {
                var labels = new ArrayList<String>(numbers.length);
                for (float number : numbers) labels.add(Float.toString(number));
                yield labels;
            }
            case double[] numbers -> {
                var labels = new ArrayList<String>(numbers.length);
                for (double number : numbers) labels.add(Double.toString(number));
                yield labels;
            }
            case boolean[] flags -> {
                var labels = new ArrayList<String>(flags.length);
                for (boolean flag : flags) labels.add(Boolean.toString(flag));
                yield labels;
            }
            default -> List.of((String[]) storage);
        };
    }

    /// Whether the label is a whole number written the one way that comes back the same.
    private static boolean isInteger(String label) {
        int digits = label.startsWith("-") ? 1 : 0;
        int length = label.length() - digits;
        if (length < 1 || length > 18) return false;
        for (int i = digits; i < label.length(); i++) {
            if (label.charAt(i) < '0' || label.charAt(i) > '9') return false;
        }
        return label.charAt(digits) != '0' || label.length() == 1;
    }
}
