package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.Shared;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The dims of a model: the length of each, and its labels where it has some.
final class Coordinates {
    private final Map<String, Tensor> lengths = new LinkedHashMap<>();
    private final Map<String, List<String>> labels = new LinkedHashMap<>();

    /// Takes over the dims of another model, whose data are other tensors here.
    void copy(Coordinates other, UnaryOperator<Tensor> here) {
        other.lengths.forEach((dim, length) -> lengths.put(dim, here.apply(length)));
        labels.putAll(other.labels);
    }

    /// The lengths as tensors, by dim.
    Map<String, Tensor> lengthTensors() {
        return Collections.unmodifiableMap(lengths);
    }

    /// Adds a dim as [#lengthTensors] and [#labels] give it.
    void restore(String dim, Tensor length, List<String> names) {
        ModelChecks.name("dim", dim);
        lengths.put(dim, length);
        if (!names.isEmpty()) labels.put(dim, List.copyOf(names));
    }

    void addLabels(String dim, List<String> names) {
        if (names.isEmpty()) {
            throw new ModelException(
                    "dim '%s' was given no coordinates".formatted(dim), SourceLine.here());
        }
        checkDistinct(dim, names);
        addLength(dim, names.size());
        labels.put(dim, List.copyOf(names));
    }

    private static void checkDistinct(String dim, List<String> names) {
        var seen = new HashSet<String>();
        for (var name : names) {
            if (!seen.add(name)) {
                throw new ModelException(
                        "dim '%s' has the coordinate '%s' twice".formatted(dim, name),
                        SourceLine.here());
            }
        }
    }

    /// Labels a dim whose length follows data, for as long as it has the present length.
    void relabel(String dim, List<String> names) {
        if (!lengths.containsKey(dim)) {
            throw new ModelException(
                    "there is no dim '%s'; there are %s".formatted(dim, lengths.keySet()),
                    SourceLine.here());
        }
        if (names.size() != current(dim)) {
            throw new ModelException(
                    "dim '%s' was given %d coordinates but has length %d"
                            .formatted(dim, names.size(), current(dim)),
                    SourceLine.here());
        }
        checkDistinct(dim, names);
        labels.put(dim, List.copyOf(names));
    }

    void addLength(String dim, int length) {
        ModelChecks.name("dim", dim);
        if (lengths.containsKey(dim)) {
            throw new ModelException(
                    "dim '%s' already has length %d".formatted(dim, current(dim)),
                    SourceLine.here());
        }
        lengths.put(dim, Extent.length(length));
    }

    /// Names the axes of data; dims that are new take their length from the data, now and later.
    void adopt(String variable, Dims dims, Shared data) {
        checkRank(variable, dims, data.rank());
        for (int axis = 0; axis < data.rank(); axis++) {
            var dim = dims.names().get(axis);
            if (!lengths.containsKey(dim)) {
                ModelChecks.name("dim", dim);
                lengths.put(dim, Tensors.slice(Tensors.shapeOf(data), 0, axis));
            }
        }
        checkLengths(variable, dims, data.value().shape());
    }

    /// The shape that the dims stand for.
    Extent extent(String variable, Dims dims) {
        var found = new ArrayList<Tensor>();
        for (var dim : dims.names()) {
            if (!lengths.containsKey(dim)) {
                throw new ModelException(
                        "'%s' has dim '%s', which has no coordinates; there are %s"
                                .formatted(variable, dim, lengths.keySet()),
                        SourceLine.here());
            }
            found.add(lengths.get(dim));
        }
        return new Extent(found);
    }

    void checkRank(String variable, Dims dims, int rank) {
        if (dims.names().size() != rank) {
            throw new ModelException(
                    "'%s' has %d dims %s but %d axes"
                            .formatted(variable, dims.names().size(), dims.names(), rank),
                    SourceLine.here());
        }
    }

    void checkLengths(String variable, Dims dims, int... shape) {
        int[] expected = extent(variable, dims).concrete();
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] != expected[axis]) {
                throw new ModelException(
                        "'%s' has shape %s but dim '%s' has length %d"
                                .formatted(
                                        variable,
                                        NdArray.shapeText(shape),
                                        dims.names().get(axis),
                                        expected[axis]),
                        SourceLine.here());
            }
        }
    }

    /// Whether the length is a number rather than that of some data.
    boolean isFixed(String dim) {
        return lengths.get(dim) instanceof Constant;
    }

    private int current(String dim) {
        return new Extent(List.of(lengths.get(dim))).concrete()[0];
    }

    Map<String, Integer> lengths() {
        var found = new LinkedHashMap<String, Integer>();
        for (var dim : lengths.keySet()) found.put(dim, current(dim));
        return found;
    }

    Map<String, List<String>> labels() {
        var found = new LinkedHashMap<String, List<String>>();
        labels.forEach((dim, names) -> {
            if (names.size() == current(dim)) found.put(dim, names);
        });
        return Collections.unmodifiableMap(found);
    }
}
