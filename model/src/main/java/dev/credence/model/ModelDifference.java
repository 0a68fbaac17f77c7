package dev.credence.model;

import dev.credence.graph.Tensor;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares two models part by part, as they would be saved.
final class ModelDifference {
    private ModelDifference() {}

    static Optional<String> between(Model one, Model two) {
        var names = one.variables().stream().map(Variable::name).toList();
        var others = two.variables().stream().map(Variable::name).toList();
        if (!names.equals(others))
            return Optional.of("the variables are %s here and %s there".formatted(names, others));
        if (!one.dimLengths().equals(two.dimLengths())) {
            return Optional.of(
                    "the dims are %s here and %s there"
                            .formatted(one.dimLengths(), two.dimLengths()));
        }
        if (!one.coords().equals(two.coords())) {
            return Optional.of(
                    "the coordinates are %s here and %s there"
                            .formatted(one.coords(), two.coords()));
        }
        Map<Tensor, String> here = new IdentityHashMap<>();
        Map<Tensor, String> there = new IdentityHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            var a = one.variables().get(i);
            var b = two.variables().get(i);
            if (!ModelFile.variable(a, here, false).equals(ModelFile.variable(b, there, false)))
                return Optional.of(sentence(one, a, two, b));
            if (a instanceof Variable.Potential) continue;
            here.put(a.tensor(), a.name());
            there.put(b.tensor(), b.name());
        }
        return Optional.empty();
    }

    private static String sentence(Model one, Variable a, Model two, Variable b) {
        var here = words(one, a);
        var there = words(two, b);
        for (int i = 0; i < here.size(); i++) {
            if (!here.get(i).equals(there.get(i)))
                return "'%s' %s here and %s there".formatted(a.name(), here.get(i), there.get(i));
        }
        return "'%s' %s in both, but numbers or details of the graph differ"
                .formatted(a.name(), here.getFirst());
    }

    private static List<String> words(Model model, Variable variable) {
        return List.of(
                "reads \"%s\"".formatted(ModelText.definition(variable)),
                "has shape " + model.shape(variable),
                "has the dims " + variable.dims());
    }
}
