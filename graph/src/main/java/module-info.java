/// Symbolic tensors: the graph, its gradients, rewriting, printing and the interpreter.
module dev.credence.graph {
    requires transitive dev.credence.array;

    exports dev.credence.graph;
    exports dev.credence.graph.arrays;
    exports dev.credence.graph.linalg;
    exports dev.credence.graph.named;
    exports dev.credence.graph.transform;

    uses dev.credence.graph.Backend;
    uses dev.credence.graph.OpLowering;
    uses dev.credence.graph.RuleProvider;
}
