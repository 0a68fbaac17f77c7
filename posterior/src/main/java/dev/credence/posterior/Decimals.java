package dev.credence.posterior;

import java.math.BigDecimal;
import java.math.MathContext;

/// Numbers as text for people: a fixed number of decimals, or a power of ten where that would be
/// long.
final class Decimals {
    /// Values that need more decimals are shown with a power of ten.
    static final int MOST = 6;

    private static final double LARGE = 1e7;
    private static final double TOO_LARGE = 1e12;

    private Decimals() {}

    /// How many decimals of a value mean something: its last digit is about the size of its error.
    /// Negative for an error above 10; a value without error shows three significant digits.
    static int shown(double error, double value) {
        double scale = error > 0 ? error : Math.abs(value) / 100;
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) return 2;
        return (int) Math.ceil(-Math.log10(scale));
    }

    /// For example `4.2`, `-0.03`, `1.5e-9`, `NaN`, `inf`.
    static String text(double value, int decimals) {
        if (Double.isNaN(value)) return "NaN";
        if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
        double size = Math.abs(value);
        boolean small = decimals > MOST;
        if (size == 0 && small) return "0";
        if (small || size >= TOO_LARGE || decimals <= 0 && size >= LARGE) {
            return scientific(value, decimals);
        }
        return fixed(value, Math.max(0, decimals));
    }

    private static String scientific(double value, int decimals) {
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
        var context = new MathContext(Math.clamp(exponent + 1L + decimals, 2, 12));
        var rounded = new BigDecimal(Math.abs(value)).round(context);
        var digits = rounded.unscaledValue().toString();
        // Not a chain of +, which would set up a call site of its own at start-up.
        var text = new StringBuilder(value < 0 ? "-" : "");
        text.append(digits.charAt(0)).append('.').append(digits, 1, digits.length());
        return text.append('e').append(digits.length() - 1 - rounded.scale()).toString();
    }

    private static String fixed(double value, int decimals) {
        long power = 1;
        for (int i = 0; i < decimals; i++) power *= 10;
        long scaled = Math.round(Math.abs(value) * power);
        var text = new StringBuilder();
        if (value < 0 && scaled > 0) text.append('-');
        text.append(scaled / power);
        if (decimals > 0) {
            var digits = Long.toString(scaled % power);
            text.append('.');
            for (int i = digits.length(); i < decimals; i++) text.append('0');
            text.append(digits);
        }
        return text.toString();
    }
}
