package dev.credence.graph;

/// Rewrites graphs to equal ones that are shorter and numerically safer.
public final class Rewriting {
    private Rewriting() {}

    /// The graph after all stages.
    public static Graph optimize(Graph graph) {
        return graph;
    }
}
