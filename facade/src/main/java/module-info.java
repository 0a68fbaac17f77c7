/// The facade: `sample(model)`, `import module dev.credence`, the command line.
module dev.credence {
    requires transitive dev.credence.array;
    requires transitive dev.credence.graph;
    requires transitive dev.credence.model;
    requires transitive dev.credence.posterior;
    requires transitive dev.credence.inference;
    requires transitive dev.credence.plot;
    requires de.siegmar.fastcsv;
    requires info.picocli;
    requires java.compiler;

    exports dev.credence;

    opens dev.credence.cli to
            info.picocli;
}
