package dev.credence;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The columns of a CSV file, by name: how data come into a model.
///
/// ```java
/// var radon = Table.read("data/radon.csv");
/// double[] y = radon.doubles("log_radon");
/// int[] county = radon.ints("county");
/// ```
public final class Table {
    private final Path file;
    private final Map<String, List<String>> columns;
    private final List<Long> lines;

    private Table(Path file, Map<String, List<String>> columns, List<Long> lines) {
        this.file = file;
        this.columns = columns;
        this.lines = lines;
    }

    /// Reads a CSV file whose first line names the columns (RFC 4180, UTF-8).
    ///
    /// @param path the file; a relative path that does not exist is looked for beside the program
    ///   that `credence run` runs
    /// @throws IllegalArgumentException if there is no such file or it has no columns
    public static Table read(String path) {
        var file = find(Path.of(path));
        var columns = new LinkedHashMap<String, List<String>>();
        var lines = new ArrayList<Long>();
        try (var reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : reader) {
                row.getHeader()
                        .forEach(name -> columns.computeIfAbsent(name, n -> new ArrayList<>()));
                lines.add(row.getStartingLineNumber());
                for (var name : row.getHeader())
                    columns.get(name).add(row.findField(name).orElse(""));
            }
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "there is no file %s to read a table from".formatted(path), e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the table %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no rows; a first line with column names and one line a row are needed"
                            .formatted(file));
        }
        return new Table(file, columns, lines);
    }

    private static Path find(Path path) {
        var program = System.getProperty("credence.program");
        if (path.isAbsolute() || Files.exists(path) || program == null) return path;
        var beside = Path.of(program).toAbsolutePath().resolveSibling(path);
        return Files.exists(beside) ? beside : path;
    }

    /// The number of rows.
    public int rows() {
        return lines.size();
    }

    /// The names of the columns, in order.
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    /// A column as it is written.
    public List<String> strings(String column) {
        var values = columns.get(column);
        if (values == null) {
            throw new IllegalArgumentException(
                    "%s has no column '%s'; it has %s".formatted(file, column, columns.keySet()));
        }
        return List.copyOf(values);
    }

    /// A column of numbers; an empty cell, `NA` or `NaN` is NaN.
    ///
    /// @throws IllegalArgumentException naming the line if a cell is no number
    public double[] doubles(String column) {
        var cells = strings(column);
        var values = new double[cells.size()];
        for (int i = 0; i < values.length; i++) {
            var cell = cells.get(i).strip();
            if (cell.isEmpty() || cell.equals("NA")) {
                values[i] = Double.NaN;
                continue;
            }
            try {
                values[i] = Double.parseDouble(cell);
            } catch (NumberFormatException e) {
                throw notA("number", column, i, cell, e);
            }
        }
        return values;
    }

    /// A column of integers, for example counts or group numbers.
    ///
    /// @throws IllegalArgumentException naming the line if a cell is no integer
    public int[] ints(String column) {
        var cells = strings(column);
        var values = new int[cells.size()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = Integer.parseInt(cells.get(i).strip());
            } catch (NumberFormatException e) {
                throw notA("integer", column, i, cells.get(i), e);
            }
        }
        return values;
    }

    private IllegalArgumentException notA(
            String what, String column, int row, String cell, Exception cause) {
        return new IllegalArgumentException(
                "%s line %d, column '%s': '%s' is not %s %s"
                        .formatted(
                                file,
                                lines.get(row),
                                column,
                                cell,
                                what.startsWith("i") ? "an" : "a",
                                what),
                cause);
    }
}
