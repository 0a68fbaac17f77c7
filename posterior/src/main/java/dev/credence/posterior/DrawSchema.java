package dev.credence.posterior;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a sampling run is going to record, fixed before it starts: every variable and statistic of
/// a draw, and how many chains and draws there will be.
///
/// @param variables the model's variables, in the order in which [ChainRecorder#append] gets them
/// @param statistics what the sampler reports with each draw, likewise in order
/// @param coords the labels along a dimension; a dimension without an entry is labelled 0, 1, 2, …
/// @param chains how many chains run
/// @param draws how many draws each chain makes at most, warmup not counted
/// @param warmup how many warmup draws of each chain are kept; 0 keeps none
public record DrawSchema(
        List<VariableSchema> variables,
        List<VariableSchema> statistics,
        Map<String, List<String>> coords,
        int chains,
        int draws,
        int warmup) {
    public DrawSchema {
        variables = List.copyOf(variables);
        statistics = List.copyOf(statistics);
        var labels = new LinkedHashMap<String, List<String>>();
        coords.forEach((dim, names) -> labels.put(dim, List.copyOf(names)));
        coords = Collections.unmodifiableMap(labels);
        requireUnique("variables", variables);
        requireUnique("statistics", statistics);
        requireNoDimNames(variables);
        requireNoDimNames(statistics);
        if (chains < 1 || draws < 0 || warmup < 0) {
            throw new IllegalArgumentException(
                    "a run needs at least 1 chain and no negative counts, not chains = %d, draws = %d, warmup = %d"
                            .formatted(chains, draws, warmup));
        }
    }

    /// A run that keeps no warmup draws.
    public DrawSchema(
            List<VariableSchema> variables,
            List<VariableSchema> statistics,
            Map<String, List<String>> coords,
            int chains,
            int draws) {
        this(variables, statistics, coords, chains, draws, 0);
    }

    /// The number of scalars in one draw of all variables.
    public int valuesPerDraw() {
        return scalars(variables);
    }

    /// The number of scalars in one draw of all statistics.
    public int statisticsPerDraw() {
        return scalars(statistics);
    }

    private static int scalars(List<VariableSchema> schemas) {
        int sum = 0;
        for (var schema : schemas) sum = Math.addExact(sum, schema.size());
        return sum;
    }

    private static void requireNoDimNames(List<VariableSchema> schemas) {
        var dims = new HashSet<>(List.of("chain", "draw"));
        for (var schema : schemas) dims.addAll(schema.dims());
        for (var schema : schemas) {
            if (dims.contains(schema.name())) {
                throw new IllegalArgumentException(
                        "variable '%s' has the name of a dimension; rename one of them"
                                .formatted(schema.name()));
            }
        }
    }

    private static void requireUnique(String what, List<VariableSchema> schemas) {
        var seen = new HashSet<String>();
        var twice = new ArrayList<String>();
        for (var schema : schemas) if (!seen.add(schema.name())) twice.add(schema.name());
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException(
                    "names of %s must differ, but %s appear more than once".formatted(what, twice));
        }
    }
}
