/// The facade: `sample(model)`, `import module dev.credence`, the command line.
module dev.credence {
    requires transitive dev.credence.array;
    requires transitive dev.credence.graph;
    requires transitive dev.credence.model;
    requires transitive dev.credence.posterior;
    requires transitive dev.credence.inference;
    requires transitive dev.credence.plot;
    requires info.picocli;
    requires java.compiler;
    requires jdk.compiler;

    exports dev.credence;
}
