package dev.credence.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Round numbers along an axis and how to write them.
///
/// @param values where, ascending
/// @param labels the same numbers as text, all with the same decimals
record Ticks(List<Double> values, List<String> labels) {
    private static final int PLAIN_DIGITS = 6;
    private static final double GAP = 10;

    Ticks {
        values = List.copyOf(values);
        labels = List.copyOf(labels);
    }

    /// About `wanted` ticks inside the range, at steps of 1, 2 or 5 times a power of ten.
    static Ticks within(Range range, int wanted, double leastStep) {
        double rough = Math.max(range.length() / wanted, leastStep);
        int exponent = (int) Math.floor(Math.log10(rough));
        double ratio = rough / Math.pow(10, exponent);
        int multiple = ratio < 1.5 || ratio >= 7.5 ? 1 : ratio < 3.5 ? 2 : 5;
        if (ratio >= 7.5) exponent++;
        double step = multiple * Math.pow(10, exponent);
        long first = (long) Math.ceil(range.low() / step - 1e-9);
        long last = (long) Math.floor(range.high() / step + 1e-9);
        var values = new ArrayList<Double>();
        var labels = new ArrayList<String>();
        boolean plain = true;
        for (long k = first; k <= last && k - first < 100; k++) {
            var exact = BigDecimal.valueOf(k * multiple).scaleByPowerOfTen(exponent);
            values.add(exact.doubleValue());
            plain &= plain(exact).length() <= PLAIN_DIGITS;
            labels.add(plain(exact));
        }
        if (!plain) {
            for (int i = 0; i < labels.size(); i++) {
                labels.set(i, scientific((first + i) * multiple, exponent));
            }
        }
        return new Ticks(values, labels);
    }

    /// As many ticks as leave room between their labels on a horizontal axis of that many pixels.
    ///
    /// @param leastStep ticks are no closer than this, for example 1 for counts; 0 where any will
    ///   do
    static Ticks along(Range range, double pixels, double textSize, double leastStep) {
        for (int wanted = Math.max(1, (int) (pixels / 60)); wanted > 1; wanted--) {
            var ticks = within(range, wanted, leastStep);
            double widest = ticks.widestLabel(textSize);
            if (ticks.values.size() * (widest + GAP) <= pixels + GAP) return ticks;
        }
        var last = within(range, 1, leastStep);
        int middle = last.values.size() / 2;
        return last.values.size() < 2
                ? last
                : new Ticks(
                        last.values.subList(middle, middle + 1),
                        last.labels.subList(middle, middle + 1));
    }

    /// The width of the widest label in pixels.
    double widestLabel(double textSize) {
        double widest = 0;
        for (var label : labels) widest = Math.max(widest, TextWidth.of(label, textSize));
        return widest;
    }

    private static String plain(BigDecimal value) {
        if (value.signum() == 0) return "0";
        return value.toPlainString().replace('-', '−');
    }

    private static String scientific(long digits, int exponent) {
        if (digits == 0) return "0";
        int power = exponent;
        long left = digits;
        for (; left % 10 == 0; left /= 10) power++;
        int places = Long.toString(Math.abs(left)).length() - 1;
        var mantissa = BigDecimal.valueOf(left).movePointLeft(places).toPlainString();
        return (mantissa + "e" + (power + places)).replace('-', '−');
    }
}
