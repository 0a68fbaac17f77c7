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
        return new ReferenceData(posteriordb("data/" + name));
    }

    /// The data of a speed workload, for example `w1`.
    static ReferenceData workload(String name) {
        return new ReferenceData(readResource("workloads/" + name));
    }

    /// A data set of the inference gym.
    static ReferenceData gym(String name) {
        return new ReferenceData(readResource("inference_gym/data/" + name));
    }

    /// The object in that field.
    ReferenceData inner(String field) {
        return new ReferenceData(root.get(field));
    }

    /// A file of posteriordb.
    static JsonNode posteriordb(String name) {
        return readResource("posteriordb/" + name);
    }

    /// A ground truth of the inference gym.
    static JsonNode groundTruth(String name) {
        return readResource("inference_gym/" + name).get("ground_truth");
    }

    private static JsonNode readResource(String path) {
        var plain = ReferenceData.class.getResourceAsStream(path + ".json");
        var packed = ReferenceData.class.getResourceAsStream(path + ".json.gz");
        if (plain == null && packed == null)
            throw new IllegalArgumentException("there is no reference file " + path);
        try (var in = plain != null ? plain : new GZIPInputStream(packed)) {
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
        for (int i = 0; i < values.length; i++)
            values[i] = node.get(i).isNull() ? Double.NaN : node.get(i).asDouble();
        return values;
    }
}
