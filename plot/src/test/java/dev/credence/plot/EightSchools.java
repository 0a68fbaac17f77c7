package dev.credence.plot;

import dev.credence.array.NdArray;
import dev.credence.posterior.Dataset;
import dev.credence.posterior.InferenceData;
import dev.credence.posterior.LabelledArray;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The eight-schools draws of ArviZ's example data with sampler statistics around them, as a
/// realistic input of plots.
final class EightSchools {
    static final List<String> SCHOOLS =
            List.of(
                    "Choate",
                    "Deerfield",
                    "Phillips Andover",
                    "Phillips Exeter",
                    "Hotchkiss",
                    "Lawrenceville",
                    "St. Paul's",
                    "Mt. Hermon");

    private static final List<String> CHAIN_DRAW = List.of("chain", "draw");

    private EightSchools() {}

    static InferenceData load() {
        var json = read();
        var variables = new ArrayList<LabelledArray>();
        for (var name : List.of("mu", "theta", "tau")) {
            var values = array(json.get("draws").get(name));
            var dims = values.rank() == 2 ? CHAIN_DRAW : List.of("chain", "draw", "school");
            variables.add(new LabelledArray(name, dims, values));
        }
        var posterior = new Dataset(variables, Map.of("school", SCHOOLS), Map.of());
        return new InferenceData(
                Map.of("posterior", posterior, "sample_stats", statistics(json, variables.get(2))));
    }

    /// The energies are real; the rest is made up from the draws of tau.
    private static Dataset statistics(JsonNode json, LabelledArray tau) {
        var values = tau.values();
        int size = values.size();
        int[] shape = values.shape();
        var diverging = new boolean[size];
        var acceptance = new double[size];
        var steps = new long[size];
        var depth = new long[size];
        var stepSize = new double[size];
        for (int i = 0; i < size; i++) {
            diverging[i] = values.element(i) < 1.2 && i % 3 == 0;
            acceptance[i] = 1 - 0.3 * Math.abs(Math.sin(i));
            depth[i] = 3L + i % 2;
            steps[i] = (1L << depth[i]) - 1;
            stepSize[i] = 0.2 + 0.01 * Math.floorDiv(i, values.dim(1));
        }
        return new Dataset(
                List.of(
                        new LabelledArray("energy", CHAIN_DRAW, array(json.get("energy"))),
                        new LabelledArray("diverging", CHAIN_DRAW, NdArray.of(diverging, shape)),
                        new LabelledArray(
                                "acceptance_rate", CHAIN_DRAW, NdArray.of(acceptance, shape)),
                        new LabelledArray("tree_depth", CHAIN_DRAW, NdArray.of(depth, shape)),
                        new LabelledArray("n_steps", CHAIN_DRAW, NdArray.of(steps, shape)),
                        new LabelledArray("step_size", CHAIN_DRAW, NdArray.of(stepSize, shape))),
                Map.of(),
                Map.of());
    }

    private static JsonNode read() {
        try (var in = EightSchools.class.getResourceAsStream("eight_schools.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NdArray array(JsonNode node) {
        var shape = new ArrayList<Integer>();
        for (var inner = node; inner.isArray(); inner = inner.get(0)) shape.add(inner.size());
        var values = new ArrayList<Double>();
        flatten(node, values);
        return NdArray.of(
                values.stream().mapToDouble(Double::doubleValue).toArray(),
                shape.stream().mapToInt(Integer::intValue).toArray());
    }

    private static void flatten(JsonNode node, List<Double> into) {
        if (node.isArray()) {
            for (var child : node) flatten(child, into);
        } else {
            into.add(node.doubleValue());
        }
    }
}
