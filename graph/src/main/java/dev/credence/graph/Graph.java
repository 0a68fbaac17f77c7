package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A closed piece of graph to be rewritten and compiled: inputs, outputs and the nodes between, in
/// order.
///
/// Equal nodes (the same op on the same inputs) are one node.
public final class Graph {
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;
    private final List<Apply> nodes;
    private final RewriteLog log;

    private Graph(List<? extends Tensor> inputs, List<Tensor> outputs, RewriteLog log) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.nodes = List.copyOf(GraphWalk.topological(outputs));
        this.log = log;
    }

    /// Imports the nodes between inputs and outputs bottom-up, merging equal ones.
    ///
    /// @param inputs [Input]s or [Shared]s; every leaf that is not a constant must be among them
    /// @throws GraphException if a leaf is missing; the message names it
    public static Graph of(List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
        Set<Tensor> given = Collections.newSetFromMap(new IdentityHashMap<>());
        given.addAll(inputs);
        for (var leaf : GraphWalk.leaves(outputs)) {
            if (!(leaf instanceof Constant) && !given.contains(leaf)) {
                throw missing(leaf, inputs, outputs).at(SourceLine.here());
            }
        }
        return new Graph(inputs, new Arena().importAll(outputs, Map.of()), RewriteLog.NONE);
    }

    private static GraphException missing(
            Tensor leaf, List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
        boolean inner = leaf.name().isEmpty();
        for (var x : inputs) inner |= x.toString().equals(leaf.toString());
        return new GraphException(
                "'%s' is needed to compute %s but is not among the inputs %s%s"
                        .formatted(
                                leaf,
                                outputs,
                                inputs,
                                inner
                                        ? "; it is another tensor, such as one that a loop or a"
                                                + " transformation gave its function"
                                        : ""));
    }

    /// A graph over tensors that are in one arena already.
    static Graph imported(List<? extends Tensor> inputs, List<Tensor> outputs) {
        return new Graph(inputs, outputs, RewriteLog.NONE);
    }

    /// `before` with other outputs, which rewriting has made of the old ones.
    static Graph rewritten(Graph before, List<Tensor> outputs, RewriteLog log) {
        return new Graph(before.inputs, outputs, before.log.then(log));
    }

    public List<Tensor> inputs() {
        return inputs;
    }

    public List<Tensor> outputs() {
        return outputs;
    }

    /// The nodes, each after the nodes it depends on.
    public List<Apply> nodes() {
        return nodes;
    }

    /// What rewriting did to this graph since [#of].
    public RewriteLog log() {
        return log;
    }

    /// How often each tensor is used, as an input of a node or as an output of the graph.
    public Map<Tensor, Integer> uses() {
        Map<Tensor, Integer> uses = new IdentityHashMap<>();
        for (var node : nodes) for (var x : node.inputs()) uses.merge(x, 1, Integer::sum);
        for (var y : new ArrayList<>(outputs)) uses.merge(y, 1, Integer::sum);
        return uses;
    }
}
