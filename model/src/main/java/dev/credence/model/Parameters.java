package dev.credence.model;

import dev.credence.graph.Tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Builds the ordered maps from names to parameters.
final class Parameters {
    private Parameters() {}

    static SequencedMap<String, Tensor> of() {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>());
    }

    static SequencedMap<String, Tensor> of(String name, Tensor parameter) {
        var map = new LinkedHashMap<String, Tensor>();
        map.put(name, parameter);
        return Collections.unmodifiableSequencedMap(map);
    }

    static SequencedMap<String, Tensor> of(String name1, Tensor p1, String name2, Tensor p2) {
        var map = new LinkedHashMap<String, Tensor>();
        map.put(name1, p1);
        map.put(name2, p2);
        return Collections.unmodifiableSequencedMap(map);
    }

    static SequencedMap<String, Tensor> of(
            String name1, Tensor p1, String name2, Tensor p2, String name3, Tensor p3) {
        var map = new LinkedHashMap<>(of(name1, p1, name2, p2));
        map.put(name3, p3);
        return Collections.unmodifiableSequencedMap(map);
    }
}
