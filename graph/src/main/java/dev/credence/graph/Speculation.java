package dev.credence.graph;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// A graph that is quicker to evaluate, under a condition that almost always holds and is computed
/// along with it.
///
/// @param graph the graph, with the outputs of the one before
/// @param condition a bool scalar; where it is false the outputs mean nothing, and the graph before
///   must be evaluated instead; empty if nothing was found to be done
public record Speculation(Graph graph, Optional<Tensor> condition) {

    /// What can be done to a graph that is canonical and numerically safe, before gradients are
    /// taken: forward algorithms in log space are run on scaled probabilities.
    public static Speculation of(Graph graph) {
        var found = Optional.<Tensor>empty();
        var changed = graph;
        for (var change = next(changed); change.isPresent(); change = next(changed)) {
            var condition = change.get().condition();
            changed = change.get().replaced().apply(changed);
            found = Optional.of(found.map(c -> and(c, condition)).orElse(condition));
        }
        if (found.isEmpty()) return new Speculation(graph, found);
        var all = new ArrayList<>(changed.outputs());
        all.add(found.get());
        var together = new Arena().importAll(all, Map.of());
        var settled =
                Rewriting.canonicalizeAndStabilize(
                        Graph.rewritten(changed, together, RewriteLog.NONE));
        int n = graph.outputs().size();
        return new Speculation(
                Graph.rewritten(settled, settled.outputs().subList(0, n), RewriteLog.NONE),
                Optional.of(settled.outputs().get(n)));
    }

    private static Tensor and(Tensor a, Tensor b) {
        return Tensors.elementwise(Elementwise.AND, a, b);
    }

    private static Optional<ScaledScan.Result> next(Graph graph) {
        var uses = graph.uses();
        for (var node : graph.nodes()) {
            var result = ScaledScan.of(node, uses);
            if (result.isPresent()) return result;
        }
        return Optional.empty();
    }
}
