/// Symbolic tensors: the graph, its gradients, rewriting, printing and the interpreter.
@SuppressWarnings("module")
module dev.credence.graph {
    requires transitive dev.credence.array;

    exports dev.credence.graph;
    exports dev.credence.graph.arrays;
    exports dev.credence.graph.linalg;
    exports dev.credence.graph.named;
    exports dev.credence.graph.transform;

    // Saved models write ops by their components and make them again; that module is built later.
    opens dev.credence.graph to
            dev.credence.model;
    opens dev.credence.graph.arrays to
            dev.credence.model;
    opens dev.credence.graph.linalg to
            dev.credence.model;

    uses dev.credence.graph.Backend;
    uses dev.credence.graph.OpLowering;
    uses dev.credence.graph.RuleProvider;
}
