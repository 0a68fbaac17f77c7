/// The compiling backend: a program becomes JVM bytecode.
module dev.credence.jvm {
    requires dev.credence.graph;

    provides dev.credence.graph.Backend with
            dev.credence.jvm.JvmBackend;
}
