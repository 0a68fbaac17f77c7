package dev.credence.posterior;

import java.util.ArrayList;
import java.util.List;

/// Prints a [Summary] in columns that are aligned at the decimal point.
final class SummaryTable {
    private static final List<String> HEADER =
            List.of(
                    "",
                    "mean",
                    "sd",
                    "hdi_3%",
                    "hdi_97%",
                    "mcse_mean",
                    "mcse_sd",
                    "ess_bulk",
                    "ess_tail",
                    "r_hat");

    private SummaryTable() {}

    static String text(Summary summary) {
        var lines = new ArrayList<List<String>>();
        for (var row : summary.rows()) lines.add(cells(row));
        int columns = HEADER.size();
        var fractions = new int[columns];
        var widths = new int[columns];
        for (var line : lines) {
            for (int k = 1; k < columns; k++) {
                fractions[k] = Math.max(fractions[k], fraction(line.get(k), 0));
            }
        }
        for (int k = 0; k < columns; k++) {
            widths[k] = HEADER.get(k).length();
            for (var line : lines) {
                int pad = k == 0 ? 0 : fractions[k] - fraction(line.get(k), fractions[k]);
                widths[k] = Math.max(widths[k], line.get(k).length() + pad);
            }
        }
        var out = new StringBuilder();
        append(out, HEADER, widths, fractions);
        for (var line : lines) append(out, line, widths, fractions);
        return out.toString();
    }

    private static List<String> cells(Summary.Row row) {
        int decimals = Decimals.shown(row.mcseMean(), row.mean());
        int ofError = decimals == Decimals.MOST ? decimals : decimals + 1;
        return List.of(
                row.name(),
                Decimals.text(row.mean(), decimals),
                Decimals.text(row.sd(), decimals),
                Decimals.text(row.hdi().lower(), decimals),
                Decimals.text(row.hdi().upper(), decimals),
                Decimals.text(row.mcseMean(), ofError),
                Decimals.text(row.mcseSd(), ofError),
                Decimals.text(row.essBulk(), 0),
                Decimals.text(row.essTail(), 0),
                Decimals.text(row.rHat(), 3));
    }

    private static void append(
            StringBuilder out, List<String> cells, int[] widths, int[] fractions) {
        int start = out.length();
        out.append(cells.get(0));
        pad(out, widths[0] - cells.get(0).length());
        for (int k = 1; k < cells.size(); k++) {
            var cell = cells.get(k);
            int after = fractions[k] - fraction(cell, fractions[k]);
            pad(out, 2 + widths[k] - cell.length() - after);
            out.append(cell);
            pad(out, after);
        }
        int end = out.length();
        while (end > start && out.charAt(end - 1) == ' ') end--;
        out.setLength(end);
        out.append('\n');
    }

    /// The length of what follows the whole part, the point included; `other` where a power of ten
    /// or NaN has no place in the column's alignment.
    private static int fraction(String cell, int other) {
        char last = cell.isEmpty() ? ' ' : cell.charAt(cell.length() - 1);
        if (last < '0' || last > '9' || cell.indexOf('e') >= 0) return other;
        int point = cell.indexOf('.');
        return point < 0 ? 0 : cell.length() - point;
    }

    private static void pad(StringBuilder out, int count) {
        for (int i = 0; i < count; i++) out.append(' ');
    }
}
