package dev.credence.bench;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// The data and reference summaries of posteriordb, and the data of the speed workloads, read from
/// the resources of this module.
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

    /// The data of a speed workload, for example `w1`.
    static ReferenceData workload(String name) {
        return new ReferenceData(
                readResource("workloads/" + name + (name.equals("w4") ? ".json.gz" : ".json")));
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
        return readResource("posteriordb/" + name + ".json");
    }

    private static JsonNode readResource(String path) {
        try (var in = ReferenceData.class.getResourceAsStream(path)) {
            if (in == null)
                throw new IllegalArgumentException("there is no reference file " + path);
            return JSON.readTree(path.endsWith(".gz") ? new GZIPInputStream(in) : in);
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

    /// The arrays of an object, by their names.
    Map<String, double[]> arrays(String field) {
        var arrays = new LinkedHashMap<String, double[]>();
        for (var entry : root.get(field).properties())
            arrays.put(entry.getKey(), doubles(entry.getValue()));
        return arrays;
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
