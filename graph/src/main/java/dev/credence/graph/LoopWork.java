package dev.credence.graph;

import java.util.Optional;

/// Moves work out of loops, before and after them, once shapes are known and no more gradients will
/// be taken.
final class LoopWork {
    /// Changes allowed for each loop.
    private static final int BUDGET = 8;

    private LoopWork() {}

    /// The graph after all changes, or the graph itself if there is nothing to change.
    static Graph run(Graph graph) {
        long loops = graph.nodes().stream().filter(n -> n.op() instanceof Scan).count();
        for (long left = BUDGET * loops; left > 0; left--) {
            var change = next(graph);
            if (change.isEmpty()) return graph;
            graph = change.get().apply(graph);
        }
        return graph;
    }

    private static Optional<LoopChange> next(Graph graph) {
        var merged = LoopMerge.of(graph);
        if (merged.isPresent()) return merged;
        for (var node : graph.nodes()) {
            if (!(node.op() instanceof Scan)) continue;
            var found = Unrolling.of(node).or(() -> EarlyWork.of(node)).or(() -> LateWork.of(node));
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }
}
