package dev.credence.graph;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A change of one loop in a graph: what now stands for tensors of before.
///
/// @param rule what was done
/// @param replaced replacements by old tensor, to be carried out one map after the other
record LoopChange(LoopRewrite rule, List<Map<Tensor, Tensor>> replaced) {

    static LoopChange of(LoopRewrite rule, Map<Tensor, Tensor> replaced) {
        return new LoopChange(rule, List.of(replaced));
    }

    /// The graph after the change.
    Graph apply(Graph graph) {
        var outputs = graph.outputs();
        for (var map : replaced) outputs = GraphWalk.substitute(outputs, map);
        var first =
                replaced.getFirst().keySet().stream()
                        .min(Comparator.comparingInt(x -> ((Output) x).index()))
                        .orElseThrow();
        var entry = new RewriteLog.Entry(rule, first, replaced.getFirst().get(first));
        var log = new RewriteLog(List.of(entry), RewriteLog.StopReason.SETTLED);
        return Graph.rewritten(graph, new Arena().importAll(outputs, Map.of()), log);
    }

    /// The outputs of a node, each with what stands for it.
    static Map<Tensor, Tensor> between(List<Tensor> before, List<Tensor> after) {
        Map<Tensor, Tensor> map = new IdentityHashMap<>();
        for (int i = 0; i < before.size(); i++) map.put(before.get(i), after.get(i));
        return map;
    }
}
