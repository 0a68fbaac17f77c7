package dev.credence.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which nodes of a diagram lie above which.
///
/// @param pairs the upper node and the lower one
record DiagramOrder(List<Diagram.Edge> pairs) {
    /// What arrows ask for.
    static DiagramOrder of(Diagram diagram) {
        return new DiagramOrder(diagram.edges());
    }

    /// That, and that what leads into a plate lies above all of the plate that does not lead to it.
    static DiagramOrder withPlates(Diagram diagram) {
        Map<String, String> plates = new HashMap<>();
        for (var node : diagram.nodes()) plates.put(node.name(), node.plate());
        var ancestors = ancestors(diagram);
        var pairs = new ArrayList<>(diagram.edges());
        for (var edge : diagram.edges()) {
            var plate = plates.get(edge.to());
            if (plate.isEmpty() || plate.equals(plates.get(edge.from()))) continue;
            for (var node : diagram.in(plate)) {
                if (!ancestors.get(edge.from()).contains(node.name()))
                    pairs.add(new Diagram.Edge(edge.from(), node.name()));
            }
        }
        return new DiagramOrder(pairs);
    }

    /// The nodes that each depends on, by way of others too.
    private static Map<String, Set<String>> ancestors(Diagram diagram) {
        Map<String, Set<String>> found = new HashMap<>();
        for (var node : diagram.nodes()) {
            var above = found.computeIfAbsent(node.name(), k -> new HashSet<>());
            for (var edge : diagram.edges()) {
                if (!edge.to().equals(node.name())) continue;
                above.add(edge.from());
                above.addAll(found.getOrDefault(edge.from(), Set.of()));
            }
        }
        return found;
    }
}
