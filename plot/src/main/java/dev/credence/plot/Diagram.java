package dev.credence.plot;

import java.util.HashSet;
import java.util.List;

/// A directed graph of named nodes in plates, the usual picture of a model, to be drawn here or
/// written for other programs.
///
/// @param title what it shows
/// @param nodes in an order in which each comes after those it depends on
/// @param edges between nodes, by name
public record Diagram(String title, List<Node> nodes, List<Edge> edges) {
    /// What a node is, which its outline shows.
    public enum Kind {
        /// A random variable without a value: an ellipse.
        UNKNOWN,
        /// A random variable with a value: a shaded ellipse.
        OBSERVED,
        /// A function of other nodes: a box.
        DETERMINISTIC,
        /// Data that can be exchanged: a rounded box.
        DATA,
        /// A term of the log-density: an octagon.
        POTENTIAL
    }

    /// A node.
    ///
    /// @param name unique in the diagram
    /// @param text what stands below the name, or nothing
    /// @param kind its outline
    /// @param plate the label of the plate it lies in, or nothing; nodes of one label share a plate
    public record Node(String name, String text, Kind kind, String plate) {}

    /// An arrow.
    ///
    /// @param from the name of the node that `to` depends on
    /// @param to the name of the other node
    public record Edge(String from, String to) {}

    /// @throws IllegalArgumentException if two nodes have one name, or an edge has no node
    public Diagram {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        var names = new HashSet<String>();
        for (var node : nodes) {
            if (!names.add(node.name())) {
                throw new IllegalArgumentException(
                        "a diagram has the node '%s' twice; names must differ"
                                .formatted(node.name()));
            }
        }
        for (var edge : edges) {
            for (var end : List.of(edge.from(), edge.to())) {
                if (!names.contains(end)) {
                    throw new IllegalArgumentException(
                            "an edge from '%s' to '%s' needs a node '%s', which is not in the diagram"
                                    .formatted(edge.from(), edge.to(), end));
                }
            }
        }
    }

    /// The picture, laid out from top to bottom.
    public Figure figure() {
        return new DiagramPainter(this).figure();
    }

    /// The same in the DOT language of Graphviz.
    public String dot() {
        return DiagramText.dot(this);
    }

    /// The same in the language of Mermaid, which pages of Markdown show as a picture.
    public String mermaid() {
        return DiagramText.mermaid(this);
    }

    /// The labels of the plates, in the order of their first nodes.
    List<String> plates() {
        return nodes.stream().map(Node::plate).filter(p -> !p.isEmpty()).distinct().toList();
    }

    /// The nodes of a plate, or those outside of all if the label is empty.
    List<Node> in(String plate) {
        return nodes.stream().filter(n -> n.plate().equals(plate)).toList();
    }
}
