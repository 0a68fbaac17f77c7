package dev.credence.posterior;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A group of labelled arrays that share dimensions, for example `posterior` or `sample_stats`.
///
/// Iteration follows the order in which variables were given, which is the order of the model.
public final class Dataset {
    private final Map<String, LabelledArray> variables;
    private final Map<String, List<String>> coords;
    private final Map<String, String> attributes;

    /// @param variables the arrays; a dimension must have one length in all of them
    /// @param coords the labels along a dimension; a dimension without an entry is labelled 0, 1,
    ///   2, …
    /// @param attributes facts about the group as text, for example `inference_library`
    public Dataset(
            Collection<LabelledArray> variables,
            Map<String, List<String>> coords,
            Map<String, String> attributes) {
        var byName = new LinkedHashMap<String, LabelledArray>();
        var lengths = new LinkedHashMap<String, Integer>();
        for (var variable : variables) {
            if (byName.put(variable.name(), variable) != null) {
                throw new IllegalArgumentException(
                        "the group has two variables named '" + variable.name() + "'");
            }
            for (int axis = 0; axis < variable.dims().size(); axis++) {
                var dim = variable.dims().get(axis);
                int length = variable.values().dim(axis);
                Integer known = lengths.putIfAbsent(dim, length);
                if (known != null && known != length) {
                    throw new IllegalArgumentException(
                            "dimension '"
                                    + dim
                                    + "' has length "
                                    + length
                                    + " in variable '"
                                    + variable.name()
                                    + "' but "
                                    + known
                                    + " before");
                }
            }
        }
        for (var name : byName.keySet()) {
            if (lengths.containsKey(name)) {
                throw new IllegalArgumentException(
                        "variable '%s' has the name of a dimension; rename one of them"
                                .formatted(name));
            }
        }
        coords.forEach((dim, labels) -> {
            Integer length = lengths.get(dim);
            if (length != null && length != labels.size()) {
                throw new IllegalArgumentException(
                        "dimension '"
                                + dim
                                + "' has length "
                                + length
                                + " but "
                                + labels.size()
                                + " coordinates");
            }
        });
        this.variables = Collections.unmodifiableMap(byName);
        this.coords = Collections.unmodifiableMap(new LinkedHashMap<>(coords));
        this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /// The variables by name, in order.
    public Map<String, LabelledArray> variables() {
        return variables;
    }

    /// The variable of that name.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists the names that exist
    public LabelledArray get(String name) {
        var found = variables.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no variable '" + name + "'; there are " + variables.keySet());
        }
        return found;
    }

    /// Labels by dimension, only for dimensions that were given some.
    public Map<String, List<String>> coords() {
        return coords;
    }

    /// Facts about the group as text.
    public Map<String, String> attributes() {
        return attributes;
    }
}
