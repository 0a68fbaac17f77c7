package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.Input;
import dev.credence.graph.Shared;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Writes a model as data and makes it again; docs/saved-models.md describes the format.
final class ModelFile {
    static final String FORMAT = "credence-model";
    static final long VERSION = 1;

    private final Model model;
    private final Map<String, Tensor> known = new LinkedHashMap<>();

    private ModelFile(Model model) {
        this.model = model;
    }

    static String write(Model model) {
        var file = new LinkedHashMap<String, Object>();
        file.put("format", FORMAT);
        file.put("version", VERSION);
        file.put("name", model.name());
        var names = new IdentityHashMap<Tensor, String>();
        var variables = new ArrayList<Object>();
        for (var variable : model.variables()) {
            variables.add(variable(variable, names, true));
            if (!(variable instanceof Variable.Potential))
                names.put(variable.tensor(), variable.name());
        }
        file.put("variables", variables);
        file.put("dims", dims(model, names));
        return JsonText.write(file);
    }

    /// @param names the tensors of earlier variables
    /// @param lines whether to note where the user made what
    static Map<String, Object> variable(
            Variable variable, Map<Tensor, String> names, boolean lines) {
        var saved = new LinkedHashMap<String, Object>();
        var graph = SavedGraph.writer(names, lines);
        try {
            saved.put("kind", kind(variable));
            saved.put("name", variable.name());
            if (!variable.dims().isEmpty()) saved.put("dims", variable.dims());
            switch (variable) {
                case Variable.Random v -> random(saved, graph, v);
                case Variable.Deterministic v -> saved.put("value", graph.write(v.tensor()));
                case Variable.Potential v -> saved.put("value", graph.write(v.tensor()));
                case Variable.Data v -> {
                    saved.putAll(SavedGraph.array("dtype", v.value()));
                    if (v.incomplete()) saved.put("incomplete", true);
                }
            }
        } catch (ModelException e) {
            throw new ModelException(
                    "'%s' cannot be saved: %s".formatted(variable.name(), e.getMessage()));
        }
        if (!graph.nodes().isEmpty()) saved.put("nodes", graph.nodes());
        if (lines) variable.where().ifPresent(w -> saved.put("line", w.toString()));
        return saved;
    }

    private static String kind(Variable variable) {
        return switch (variable) {
            case Variable.Free v -> "free";
            case Variable.Observed v -> "observed";
            case Variable.Marginalized v -> "marginalized";
            case Variable.Deterministic v -> "deterministic";
            case Variable.Potential v -> "potential";
            case Variable.Data v -> "data";
        };
    }

    private static void random(
            Map<String, Object> saved, SavedGraph graph, Variable.Random variable) {
        var node = variable.tensor().owner().orElseThrow();
        saved.put("distribution", new SavedValues(graph).write(variable.distribution()));
        saved.put("key", graph.write(node.input(0)));
        saved.put("shape", graph.write(node.input(1)));
        if (!(variable instanceof Variable.Observed v)) return;
        saved.put("observed", graph.write(v.data()));
        v.unobserved().ifPresent(u -> saved.put("unobserved", u.name()));
    }

    private static List<Object> dims(Model model, Map<Tensor, String> names) {
        var dims = new ArrayList<Object>();
        model.coordinates()
                .lengthTensors()
                .forEach((dim, length) -> {
                    var saved = new LinkedHashMap<String, Object>();
                    var graph = SavedGraph.writer(names, false);
                    saved.put("name", dim);
                    saved.put("length", graph.write(length));
                    var labels = model.coords().get(dim);
                    if (labels != null) saved.put("labels", labels);
                    saved.put("nodes", graph.nodes());
                    dims.add(saved);
                });
        return dims;
    }

    static Model read(String text) {
        var file = SavedGraph.map(JsonText.read(text));
        if (!FORMAT.equals(file.get("format"))) {
            throw new ModelException(
                    "the text is no saved model: its format is not '%s'".formatted(FORMAT));
        }
        long version = SavedGraph.whole(file.get("version"));
        if (version != VERSION) {
            throw new ModelException(
                    "the saved model has version %d of the format; this Credence reads version %d"
                            .formatted(version, VERSION));
        }
        var reader = new ModelFile(new Model(SavedGraph.text(file.get("name"))));
        try {
            for (var v : SavedGraph.list(file.get("variables"))) reader.add(SavedGraph.map(v));
            for (var d : SavedGraph.list(file.get("dims"))) reader.addDim(SavedGraph.map(d));
        } catch (ModelException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ModelException(
                    "the saved model cannot be made: %s".formatted(e.getMessage()));
        }
        return reader.model;
    }

    private void addDim(Map<?, ?> saved) {
        var graph = SavedGraph.reader(saved.get("nodes"), known);
        var labels = saved.containsKey("labels") ? texts(saved.get("labels")) : List.<String>of();
        model.coordinates()
                .restore(
                        SavedGraph.text(saved.get("name")),
                        graph.read(saved.get("length")),
                        labels);
    }

    private static List<String> texts(Object saved) {
        return SavedGraph.list(saved).stream().map(SavedGraph::text).toList();
    }

    private void add(Map<?, ?> saved) {
        var name = SavedGraph.text(saved.get("name"));
        var where = SavedGraph.line(saved.get("line"));
        SourceLine.inherit(
                where,
                () -> {
                    var variable = made(name, saved);
                    check(variable);
                    model.add(variable);
                    if (!(variable instanceof Variable.Potential))
                        known.put(name, variable.tensor());
                    return variable;
                });
    }

    /// What holds of variables that user code makes.
    private void check(Variable variable) {
        var checks = new ModelChecks(byName());
        switch (variable) {
            case Variable.Random v -> {
                checks.random(v.name(), v.distribution());
                checks.ownership(v.name(), v.tensor().owner().orElseThrow().inputs());
            }
            case Variable.Deterministic v -> {
                checks.name(v.name());
                checks.ownership(v.name(), List.of(v.tensor()));
            }
            case Variable.Potential v -> {
                checks.name(v.name());
                checks.ownership(v.name(), List.of(v.tensor()));
            }
            case Variable.Data v -> checks.name(v.name());
        }
    }

    private Map<String, Variable> byName() {
        var found = new LinkedHashMap<String, Variable>();
        for (var v : model.variables()) found.put(v.name(), v);
        return found;
    }

    private Variable made(String name, Map<?, ?> saved) {
        var where = SavedGraph.line(saved.get("line"));
        var dims = saved.containsKey("dims") ? texts(saved.get("dims")) : List.<String>of();
        var nodes = saved.containsKey("nodes") ? saved.get("nodes") : List.of();
        var graph = SavedGraph.reader(nodes, known);
        Function<String, Tensor> tensor = key -> graph.read(saved.get(key));
        return switch (SavedGraph.text(saved.get("kind"))) {
            case "free" -> {
                var distribution = distribution(saved, graph);
                var x = random(name, distribution, tensor);
                yield free(name, x, distribution, dims, where);
            }
            case "observed" -> {
                var distribution = distribution(saved, graph);
                var x = random(name, distribution, tensor);
                var data = tensor.apply("observed");
                var checks = new ModelChecks(byName());
                checks.data(name, distribution, data);
                boolean trusted = checks.isTrusted(distribution, data);
                var unobserved = unobserved(saved);
                yield new Variable.Observed(
                        name,
                        x,
                        distribution,
                        data,
                        trusted && unobserved.isEmpty(),
                        unobserved,
                        dims,
                        where);
            }
            case "marginalized" -> {
                var distribution = distribution(saved, graph);
                var x = random(name, distribution, tensor);
                yield new Variable.Marginalized(name, x, distribution, dims, where);
            }
            case "deterministic" ->
                    new Variable.Deterministic(name, tensor.apply("value"), dims, where);
            case "potential" -> new Variable.Potential(name, tensor.apply("value"), dims, where);
            case "data" -> {
                NdArray value = SavedGraph.readArray("dtype", saved);
                boolean incomplete = saved.containsKey("incomplete");
                yield new Variable.Data(name, new Shared(name, value), incomplete, dims, where);
            }
            case String other ->
                    throw new ModelException(
                            "'%s' is of kind '%s', which there is not".formatted(name, other));
        };
    }

    /// The unknown that stands for missing entries.
    private Optional<Variable.Free> unobserved(Map<?, ?> saved) {
        if (!saved.containsKey("unobserved")) return Optional.empty();
        var name = SavedGraph.text(saved.get("unobserved"));
        return model.freeVariables().stream().filter(v -> v.name().equals(name)).findFirst();
    }

    private static Distribution distribution(Map<?, ?> saved, SavedGraph graph) {
        return new SavedValues(graph).read(saved.get("distribution"), Distribution.class);
    }

    private static Tensor random(
            String name, Distribution distribution, Function<String, Tensor> tensor) {
        return RandomVariable.of(distribution, tensor.apply("key"), tensor.apply("shape"))
                .named(name);
    }

    private static Variable free(
            String name,
            Tensor x,
            Distribution distribution,
            List<String> dims,
            Optional<SourceLine> where) {
        var transform = distribution.support().transform();
        var shape = transform.map(t -> t.unconstrainedShape(x.shape())).orElse(x.shape());
        var valueName = transform.map(t -> "%s_%s__".formatted(name, t.name())).orElse(name);
        var value = new Input(valueName, new TensorType(distribution.dtype(), shape));
        return new Variable.Free(name, x, distribution, value, transform, dims, where);
    }
}
