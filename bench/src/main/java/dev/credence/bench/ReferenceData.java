package dev.credence.bench;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The data and reference summaries of posteriordb, read from the resources of this module.
final class ReferenceData {
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode root;

    private ReferenceData(JsonNode root) {
        this.root = root;
    }

    /// The data set of that name.
    static ReferenceData load(String name) {
        return new ReferenceData(read("data/" + name));
    }

    /// The reference summaries of a posterior: an object by parameter name.
    static JsonNode reference(String posterior) {
        return read(posterior).get("reference");
    }

    /// The log-densities to check a model against.
    static JsonNode checks() {
        return read("MODELS_checks").get("models");
    }

    private static JsonNode read(String name) {
        try (var in = ReferenceData.class.getResourceAsStream("posteriordb/" + name + ".json")) {
            if (in == null)
                throw new IllegalArgumentException("there is no reference file " + name);
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double number(String field) {
        return root.get(field).asDouble();
    }

    double[] doubles(String field) {
        return doubles(root.get(field));
    }

    int[] ints(String field) {
        var node = root.get(field);
        var values = new int[node.size()];
        for (int i = 0; i < values.length; i++) values[i] = node.get(i).asInt();
        return values;
    }

    double[][] matrix(String field) {
        var node = root.get(field);
        var rows = new double[node.size()][];
        for (int i = 0; i < rows.length; i++) rows[i] = doubles(node.get(i));
        return rows;
    }

    private static double[] doubles(JsonNode node) {
        var values = new double[node.size()];
        for (int i = 0; i < values.length; i++) values[i] = node.get(i).asDouble();
        return values;
    }
}
