package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Shared;
import dev.credence.graph.SourceLine;
import dev.credence.graph.SpecifyShape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Copies a model variable by variable into a new one, where some of them become something else.
final class Revision {
    private final Model source;
    private final Model made;
    private final Map<Tensor, Tensor> here = new IdentityHashMap<>();

    private Revision(Model source) {
        this.source = source;
        this.made = new Model(source.name());
    }

    static Model intervention(Model source, String name, double value) {
        var variable = named(source, name, Variable.class, "variable");
        int[] shape = Extent.of(variable.tensor()).concrete();
        return intervention(source, name, NdArray.full(value, shape));
    }

    static Model intervention(Model source, String name, NdArray value) {
        var fixed = named(source, name, Variable.class, "variable");
        if (fixed instanceof Variable.Data || fixed instanceof Variable.Potential) {
            throw new ModelException(
                    "'%s' is neither random nor deterministic, so nothing can intervene in it; exchange data by setData"
                            .formatted(name),
                    SourceLine.here());
        }
        checkShape("value", fixed, value);
        var revision = new Revision(source);
        for (var variable : source.variables()) {
            if (variable == fixed) revision.fix(fixed, value);
            else revision.keep(variable);
        }
        return revision.finished();
    }

    static Model observation(Model source, String name, NdArray values) {
        var seen = named(source, name, Variable.Random.class, "random variable");
        checkShape("values", seen, values);
        var revision = new Revision(source);
        for (var variable : source.variables()) {
            if (variable == seen) revision.see(seen, values);
            else revision.keep(variable);
        }
        return revision.finished();
    }

    static Model transformed(Model source, String name, Optional<Transform> transform) {
        var moved = named(source, name, Variable.Free.class, "free variable");
        var revision = new Revision(source);
        for (var variable : source.variables()) {
            if (variable == moved) {
                var distribution = revision.distribution(moved);
                var base =
                        distribution instanceof SampledBy s && s.transform().isPresent()
                                ? s.base()
                                : distribution;
                revision.free(moved, moved.name(), new SampledBy(base, transform));
            } else {
                revision.keep(variable);
            }
        }
        return revision.finished();
    }

    static Model nonCentred(Model source, List<String> names) {
        for (var name : names) named(source, name, Variable.Free.class, "free variable");
        var revision = new Revision(source);
        for (var variable : source.variables()) {
            if (variable instanceof Variable.Free free && names.contains(free.name()))
                revision.standardise(free);
            else revision.keep(variable);
        }
        return revision.finished();
    }

    private static <T extends Variable> T named(
            Model source, String name, Class<T> kind, String what) {
        var found = source.variable(name);
        if (found.isPresent() && kind.isInstance(found.get())) return kind.cast(found.get());
        var names =
                source.variables().stream().filter(kind::isInstance).map(Variable::name).toList();
        throw new ModelException(
                "model '%s' has no %s '%s'; there are %s"
                        .formatted(source.name(), what, name, names),
                SourceLine.here());
    }

    private static void checkShape(String what, Variable variable, NdArray value) {
        int[] shape = Extent.of(variable.tensor()).concrete();
        if (Arrays.equals(shape, value.shape())) return;
        throw new ModelException(
                "the %s given for '%s' have shape %s but the variable has shape %s"
                        .formatted(
                                what,
                                variable.name(),
                                NdArray.shapeText(value.shape()),
                                NdArray.shapeText(shape)),
                SourceLine.here());
    }

    private Model finished() {
        made.coordinates().copy(source.coordinates(), this::here);
        made.copyInitialValues(source);
        return made;
    }

    /// A tensor of the old model as one of the new.
    private Tensor here(Tensor x) {
        return GraphWalk.substitute(List.of(x), here).getFirst();
    }

    private void put(Variable old, Tensor replacement) {
        here.put(old.tensor(), replacement);
    }

    private Distribution distribution(Variable.Random variable) {
        var parameters = new ArrayList<Tensor>();
        for (var p : variable.distribution().parameters().values()) parameters.add(here(p));
        return variable.distribution().withParameters(parameters);
    }

    private void keep(Variable variable) {
        switch (variable) {
            case Variable.Free v -> free(v, v.name(), distribution(v));
            case Variable.Observed v -> {
                var unobserved = v.unobserved().flatMap(u -> made.variable(u.name()));
                observed(v, here(v.data()), v.trusted(), unobserved);
            }
            case Variable.Marginalized v -> {
                var distribution = distribution(v);
                var tensor = draw(v, distribution).named(v.name());
                put(
                        v,
                        made.add(
                                new Variable.Marginalized(
                                        v.name(), tensor, distribution, v.dims(), v.where())));
            }
            case Variable.Deterministic v ->
                    put(
                            v,
                            made.add(
                                    new Variable.Deterministic(
                                            v.name(), here(v.tensor()), v.dims(), v.where())));
            case Variable.Potential v ->
                    made.add(
                            new Variable.Potential(
                                    v.name(), here(v.tensor()), v.dims(), v.where()));
            case Variable.Data v -> put(v, data(v, v.value()));
        }
    }

    private Shared data(Variable old, NdArray value) {
        var shared = new Shared(old.name(), value);
        boolean incomplete = old instanceof Variable.Data d && d.incomplete();
        made.add(new Variable.Data(old.name(), shared, incomplete, old.dims(), old.where()));
        return shared;
    }

    private void free(Variable.Free old, String name, Distribution distribution) {
        put(old, unknown(old, name, distribution));
    }

    private Tensor unknown(Variable.Free old, String name, Distribution distribution) {
        var tensor = draw(old, distribution).named(name);
        var transform = distribution.support().transform();
        var shape = transform.map(t -> t.unconstrainedShape(tensor.shape())).orElse(tensor.shape());
        var valueName = transform.map(t -> "%s_%s__".formatted(name, t.name())).orElse(name);
        var value = new Input(valueName, new TensorType(distribution.dtype(), shape));
        return made.add(
                new Variable.Free(
                        name, tensor, distribution, value, transform, old.dims(), old.where()));
    }

    /// The random variable with the key and the shape of the old one.
    private Tensor draw(Variable.Random old, Distribution distribution) {
        var node = old.tensor().owner().orElseThrow();
        return RandomVariable.of(distribution, node.input(0), here(node.input(1)));
    }

    /// @param unobserved the unknown of this model that stands for missing entries
    private void observed(
            Variable.Random old, Tensor data, boolean trusted, Optional<Variable> unobserved) {
        var distribution = distribution(old);
        var tensor = draw(old, distribution).named(old.name());
        put(
                old,
                made.add(
                        new Variable.Observed(
                                old.name(),
                                tensor,
                                distribution,
                                data,
                                trusted,
                                unobserved
                                        .filter(Variable.Free.class::isInstance)
                                        .map(Variable.Free.class::cast),
                                old.dims(),
                                old.where())));
    }

    private void see(Variable.Random old, NdArray values) {
        var checks = new ModelChecks(Map.of());
        var distribution = distribution(old);
        checks.finite(old.name(), values, old.where());
        var given = new Constant(values);
        var typed = new Constant(checks.data(old.name(), distribution, given));
        observed(old, typed, checks.isTrusted(distribution, given), Optional.empty());
    }

    /// What is known of the shape stays known, so that everything fits as before.
    private void fix(Variable old, NdArray value) {
        var shared = data(old, value.cast(old.tensor().dtype()));
        var lengths = Arrays.stream(old.tensor().shape().dims()).asLongStream().toArray();
        var shape = new Constant(NdArray.of(lengths, lengths.length));
        put(old, new Apply(new SpecifyShape(), List.of(shared, shape)).output().named(old.name()));
    }

    private void standardise(Variable.Free old) {
        var standard =
                LocationScale.of(distribution(old))
                        .orElseThrow(() ->
                                new ModelException(
                                        "'%s' ~ %s has no location and scale, so it cannot be non-centred"
                                                .formatted(
                                                        old.name(), Formula.of(old.distribution())),
                                        old.where()));
        var offset = unknown(old, old.name() + "_offset", standard.standard());
        var tensor =
                SourceLine.inherit(old.where(), () -> standard.of().apply(offset))
                        .named(old.name());
        put(old, made.add(new Variable.Deterministic(old.name(), tensor, old.dims(), old.where())));
    }
}
