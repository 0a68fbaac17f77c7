package dev.credence.graph;

/// Turns programs into code; found as a service, with the interpreter where there is none.
public interface Backend {
    /// The backend's name, for example `jvm`.
    String name();

    /// Compiles a program; the result is shared by all threads.
    CompiledProgram compile(Program program, CodeOptions options);

    /// Compiles a program as it is usually done.
    default CompiledProgram compile(Program program) {
        return compile(program, CodeOptions.standard());
    }
}
