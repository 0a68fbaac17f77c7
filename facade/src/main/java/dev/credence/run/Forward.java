package dev.credence.run;

import dev.credence.array.NdArray;
import dev.credence.model.Model;
import dev.credence.model.Variable;
import dev.credence.posterior.Dataset;
import dev.credence.posterior.InferenceData;
import dev.credence.posterior.LabelledArray;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws forward through a model, as groups of [InferenceData].
public final class Forward {
    private Forward() {}

    /// Draws of all variables from the prior: groups `prior` and `prior_predictive`, as one chain.
    public static InferenceData prior(Model model, int draws, long seed) {
        var values = model.priorPredictive(draws, seed);
        var observed = model.observedVariables().stream().map(Variable::name).toList();
        var unknown = new LinkedHashMap<>(values);
        var seen = new LinkedHashMap<>(values);
        unknown.keySet().removeAll(observed);
        seen.keySet().retainAll(observed);
        var groups = new LinkedHashMap<String, Dataset>();
        groups.put("prior", dataset(model, unknown, 1, draws));
        if (!seen.isEmpty()) groups.put("prior_predictive", dataset(model, seen, 1, draws));
        return new InferenceData(groups);
    }

    /// Draws of the observed variables for each posterior draw, added as the group of that name.
    public static InferenceData posterior(
            Model model, InferenceData data, String group, long seed) {
        var draws = Flat.of(model, data);
        var values = model.posteriorPredictive(draws.values(), seed);
        return data.with(group, dataset(model, values, draws.chains(), draws.length()));
    }

    /// Draws of the variables that were summed out, added to the posterior.
    public static InferenceData marginals(Model model, InferenceData data, long seed) {
        var draws = Flat.of(model, data);
        var values = model.recoverMarginals(draws.values(), seed);
        var found = dataset(model, values, draws.chains(), draws.length());
        var all = new LinkedHashMap<>(data.posterior().variables());
        all.putAll(found.variables());
        var coords = new LinkedHashMap<>(data.posterior().coords());
        coords.putAll(found.coords());
        var joined = new Dataset(List.copyOf(all.values()), coords, data.posterior().attributes());
        return data.with("posterior", joined);
    }

    /// The draws of the free variables, with one axis for those of all chains.
    private record Flat(Map<String, NdArray> values, int chains, int length) {
        static Flat of(Model model, InferenceData data) {
            Map<String, NdArray> draws = new LinkedHashMap<>();
            int chains = 0;
            int length = 0;
            for (var free : model.freeVariables()) {
                var values = data.posterior().get(free.name()).values();
                chains = values.dim(0);
                length = values.dim(1);
                var shape = values.shape();
                var flat = new int[shape.length - 1];
                flat[0] = chains * length;
                System.arraycopy(shape, 2, flat, 1, shape.length - 2);
                draws.put(free.name(), values.reshape(flat));
            }
            return new Flat(draws, chains, length);
        }
    }

    private static Dataset dataset(
            Model model, Map<String, NdArray> values, int chains, int draws) {
        var dimsByName = new LinkedHashMap<String, List<String>>();
        for (var variable : model.variables()) dimsByName.put(variable.name(), variable.dims());
        var arrays = new ArrayList<LabelledArray>();
        values.forEach((name, value) -> {
            var shape = value.shape();
            var full = new int[shape.length + 1];
            full[0] = chains;
            full[1] = draws;
            System.arraycopy(shape, 1, full, 2, shape.length - 1);
            var dims = new ArrayList<>(List.of("chain", "draw"));
            dims.addAll(dimsByName.get(name));
            for (int axis = dims.size(); axis < full.length; axis++)
                dims.add(name + "_dim_" + (axis - 2));
            arrays.add(new LabelledArray(name, dims, value.reshape(full)));
        });
        return new Dataset(arrays, model.coords(), Map.of());
    }
}
