/// Symbolic tensors: the graph, its gradients, rewriting, printing and the interpreter.
module dev.credence.graph {
    requires transitive dev.credence.array;

    exports dev.credence.graph;

    uses dev.credence.graph.Backend;
}
