package dev.credence.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Writes numbers for readers: as many digits as mean something, thin groups, a true minus sign.
final class Numbers {
    private static final int MOST_DECIMALS = 8;

    private Numbers() {}

    /// With that many decimals; very large and very small numbers in powers of ten.
    static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) return "–";
        if (Double.isInfinite(value)) return value > 0 ? "∞" : "−∞";
        double size = Math.abs(value);
        if (size >= 1e7 || size > 0 && size < 1e-5) return scientific(value);
        var text = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        return text.replace('-', '−');
    }

    /// How many decimals show two digits of the error, so that no digit is noise; three digits of a
    /// value that has no error.
    static int decimalsFor(double error, double value) {
        double scale = error > 0 ? error : Math.abs(value) / 10;
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) return 2;
        int decimals = 1 - (int) Math.floor(Math.log10(scale));
        return Math.clamp(decimals, 0, MOST_DECIMALS);
    }

    /// Rounded and grouped.
    static String whole(double value) {
        return Double.isFinite(value) ? grouped(Math.round(value)) : fixed(value, 0);
    }

    /// A whole number with a thin space between groups of three digits, from five digits on.
    static String grouped(long number) {
        var digits = Long.toString(Math.abs(number));
        var out = new StringBuilder(digits);
        for (int at = digits.length() - 3; digits.length() > 4 && at > 0; at -= 3) {
            out.insert(at, '\u202f');
        }
        return number < 0 ? "−" + out : out.toString();
    }

    private static String scientific(double value) {
        int power = (int) Math.floor(Math.log10(Math.abs(value)));
        var mantissa =
                new BigDecimal(value).movePointLeft(power).setScale(2, RoundingMode.HALF_EVEN);
        return (mantissa.toPlainString() + "e" + power).replace('-', '−');
    }
}
