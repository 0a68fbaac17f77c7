package dev.credence.model;

import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What distributions do with their parameters: name them in order, and broadcast them.
public final class Parameters {
    private Parameters() {}

    /// No parameters.
    public static SequencedMap<String, Tensor> of() {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>());
    }

    /// One parameter by its name.
    public static SequencedMap<String, Tensor> of(String name, Tensor parameter) {
        var map = new LinkedHashMap<String, Tensor>();
        map.put(name, parameter);
        return Collections.unmodifiableSequencedMap(map);
    }

    /// Two parameters by their names, in order.
    public static SequencedMap<String, Tensor> of(
            String name1, Tensor p1, String name2, Tensor p2) {
        var map = new LinkedHashMap<String, Tensor>();
        map.put(name1, p1);
        map.put(name2, p2);
        return Collections.unmodifiableSequencedMap(map);
    }

    /// Three parameters by their names, in order.
    public static SequencedMap<String, Tensor> of(
            String name1, Tensor p1, String name2, Tensor p2, String name3, Tensor p3) {
        var map = new LinkedHashMap<>(of(name1, p1, name2, p2));
        map.put(name3, p3);
        return Collections.unmodifiableSequencedMap(map);
    }

    /// Four parameters by their names, in order.
    public static SequencedMap<String, Tensor> of(
            String name1,
            Tensor p1,
            String name2,
            Tensor p2,
            String name3,
            Tensor p3,
            String name4,
            Tensor p4) {
        var map = new LinkedHashMap<>(of(name1, p1, name2, p2, name3, p3));
        map.put(name4, p4);
        return Collections.unmodifiableSequencedMap(map);
    }

    /// The conditions of a distribution that wraps another.
    static List<Condition> and(Condition own, List<Condition> others) {
        return Stream.concat(Stream.of(own), others.stream()).toList();
    }

    /// `x` repeated to the shape that it and the others broadcast to.
    public static Tensor broadcast(Tensor x, Tensor... others) {
        var all = x;
        for (var other : others) all = Tensors.add(all, other);
        if (all.shape().isKnown()) {
            return all.shape().equals(x.shape()) ? x : Tensors.broadcastTo(x, all.shape().dims());
        }
        return Tensors.broadcastTo(x, Tensors.shapeOf(all));
    }
}
