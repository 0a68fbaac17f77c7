package dev.credence.posterior;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Reads the reference values under `resources/diagnostics`.
final class References {
    private References() {}

    static Map<?, ?> read(String name) {
        try (var in = References.class.getResourceAsStream("/diagnostics/" + name)) {
            return (Map<?, ?>) Json.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<?, ?> map(Map<?, ?> map, String... path) {
        for (var name : path) map = (Map<?, ?>) map.get(name);
        return map;
    }

    static double number(Object json) {
        return switch (json) {
            case Number number -> number.doubleValue();
            case String text -> Double.parseDouble(text);
            default -> Double.NaN;
        };
    }

    static double[] vector(Object json) {
        return ((List<?>) json).stream().mapToDouble(References::number).toArray();
    }

    static double[][] matrix(Object json) {
        return ((List<?>) json).stream().map(References::vector).toArray(double[][]::new);
    }
}
