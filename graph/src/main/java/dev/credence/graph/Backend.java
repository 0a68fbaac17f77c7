package dev.credence.graph;

import java.util.List;

/// Turns programs into code; found as a service, with the interpreter where there is none.
public interface Backend {
    /// The backend's name, for example `jvm`.
    String name();

    /// Compiles a program; the result is shared by all threads.
    ///
    /// @param lowerings how to compute ops of the user's own; those for other backends are ignored,
    ///   and the first that knows a node counts
    CompiledProgram compile(Program program, List<OpLowering> lowerings);

    /// Compiles a program with the lowerings that modules on the path provide.
    default CompiledProgram compile(Program program) {
        return compile(program, OpLowering.services());
    }
}
