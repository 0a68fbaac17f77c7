package dev.credence.graph;

import java.util.List;

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
}
