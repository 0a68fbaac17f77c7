package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;

/// Sees every node that a watched function evaluates, with its values; what is inside of loops too.
///
/// It is called by the thread that calls the function, right after the node. What it throws ends
/// the call.
@FunctionalInterface
public interface NodeMonitor {
    /// One evaluation of one node.
    ///
    /// @param inputs the values the node was given; not to be written to
    /// @param outputs the values it made; not to be written to
    /// @param nanos how long it took
    record Evaluation(Apply node, List<NdArray> inputs, List<NdArray> outputs, long nanos) {}

    void evaluated(Evaluation evaluation);
}
