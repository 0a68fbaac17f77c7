package dev.credence.graph;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A graph in which every shape is known: what a backend compiles.
///
/// @param inputs the leaves whose values are given, in order
/// @param outputs what is computed
/// @param nodes the nodes, each after the nodes it depends on; shape operands are constants
public record Program(List<Tensor> inputs, List<Tensor> outputs, List<Apply> nodes) {
    /// The program of a graph with known shapes.
    ///
    /// @throws GraphException if a shape depends on values, so that it is not known before
    ///   evaluating
    public static Program of(Graph graph) {
        for (var node : graph.nodes()) {
            for (var y : node.outputs()) {
                if (!y.shape().isKnown()) {
                    throw new GraphException(
                                    "the shape %s of '%s' depends on values and is not known before evaluating"
                                            .formatted(y.shape(), y))
                            .at(node.where());
                }
            }
        }
        return new Program(graph.inputs(), graph.outputs(), graph.nodes());
    }

    /// The same node on leaves, constants excepted, so that what is built from its inputs contains
    /// nothing of the graph they come from.
    public static Apply detached(Apply node) {
        Map<Tensor, Tensor> leaves = new IdentityHashMap<>();
        for (var x : node.inputs())
            leaves.put(x, x instanceof Constant ? x : new Input(x.name(), x.type()));
        return new Apply(node.op(), node.inputs().stream().map(leaves::get).toList(), node.where());
    }

    /// What computes a detached node by other nodes, rewritten for the shapes at hand; its inputs
    /// stand for those of the node in order, constants and repetitions excepted.
    ///
    /// @param outputs the node's outputs in terms of its inputs
    /// @return empty if a shape depends on values
    public static Optional<Program> expansion(Apply node, List<Tensor> outputs) {
        var inputs =
                node.inputs().stream().filter(x -> !(x instanceof Constant)).distinct().toList();
        var shapes = inputs.stream().map(x -> x.shape().dims()).toList();
        var graph = Rewriting.optimize(Specialization.of(Graph.of(inputs, outputs), shapes));
        boolean known =
                graph.nodes().stream()
                        .flatMap(n -> n.outputs().stream())
                        .allMatch(y -> y.shape().isKnown());
        return known ? Optional.of(of(graph)) : Optional.empty();
    }
}
