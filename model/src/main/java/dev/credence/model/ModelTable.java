package dev.credence.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What is in a model, one row for each variable: to be read, or to be shown by a page.
///
/// @param rows in the order of the model
/// @param parameters the number of unknown values, before any transform
public record ModelTable(List<Row> rows, int parameters) {
    /// One variable.
    ///
    /// @param definition for example `~ Normal(mu, tau)`
    /// @param axes its dims with their lengths, or its shape; empty for a number
    public record Row(String name, String kind, String definition, String axes) {}

    private static final List<String> HEADINGS = List.of("variable", "kind", "definition", "axes");
    private static final List<Function<Row, String>> COLUMNS =
            List.of(Row::name, Row::kind, Row::definition, Row::axes);

    public ModelTable {
        rows = List.copyOf(rows);
    }

    static ModelTable of(ReadableModel model) {
        var rows = new ArrayList<Row>();
        for (var variable : model.variables()) {
            rows.add(
                    new Row(
                            variable.name(),
                            kind(variable),
                            ModelText.definition(variable),
                            axes(model, variable)));
        }
        int parameters = model.freeVariables().stream().mapToInt(v -> model.shape(v).size()).sum();
        return new ModelTable(rows, parameters);
    }

    private static String kind(Variable variable) {
        return switch (variable) {
            case Variable.Free v -> "free";
            case Variable.Observed v -> "observed";
            case Variable.Marginalized v -> "summed out";
            case Variable.Deterministic v -> "deterministic";
            case Variable.Potential v -> "potential";
            case Variable.Data v -> "data";
        };
    }

    private static String axes(ReadableModel model, Variable variable) {
        var shape = model.shape(variable);
        if (shape.rank() == 0) return "";
        if (variable.dims().isEmpty()) return shape.toString();
        var axes = new ArrayList<String>();
        for (int axis = 0; axis < shape.rank(); axis++)
            axes.add("%s[%d]".formatted(variable.dims().get(axis), shape.dim(axis)));
        return String.join(" × ", axes);
    }

    /// Columns of text, and the number of unknown values below.
    @Override
    public String toString() {
        var lines = new ArrayList<StringBuilder>();
        for (int i = 0; i <= rows.size(); i++) lines.add(new StringBuilder());
        for (int column = 0; column < COLUMNS.size(); column++) {
            var of = COLUMNS.get(column);
            int width = HEADINGS.get(column).length();
            for (var row : rows) width = Math.max(width, of.apply(row).length());
            append(lines.getFirst(), HEADINGS.get(column), width);
            for (int i = 0; i < rows.size(); i++)
                append(lines.get(i + 1), of.apply(rows.get(i)), width);
        }
        var text = new StringBuilder();
        for (var line : lines) text.append(line.toString().stripTrailing()).append('\n');
        return text.append("%d unknown value%s".formatted(parameters, parameters == 1 ? "" : "s"))
                .toString();
    }

    private static void append(StringBuilder line, String cell, int width) {
        line.append(cell).append(" ".repeat(width + 2 - cell.length()));
    }

    /// A table element for a page of HTML.
    public String toHtml() {
        var out = new StringBuilder("<table class=\"model\">\n<tr>");
        for (var heading : HEADINGS) out.append("<th>").append(heading).append("</th>");
        out.append("</tr>\n");
        for (var row : rows) {
            out.append("<tr>");
            for (var of : COLUMNS)
                out.append("<td>").append(escaped(of.apply(row))).append("</td>");
            out.append("</tr>\n");
        }
        return out.append("</table>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
