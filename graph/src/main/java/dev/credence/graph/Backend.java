package dev.credence.graph;

/// Turns programs into code; found as a service, with the interpreter where there is none.
public interface Backend {
    /// The backend's name, for example `jvm`.
    String name();

    /// Compiles a program; the result is shared by all threads.
    CompiledProgram compile(Program program);

    /// As [#compile(Program)], with a clock around each piece of work; a backend that knows no
    /// pieces times the whole.
    default CompiledProgram compile(Program program, Profile profile) {
        var compiled = compile(program);
        var whole = profile.entry("all of %d nodes".formatted(program.nodes().size()), 0);
        return new CompiledProgram() {
            @Override
            public Executable newExecutable() {
                var executable = compiled.newExecutable();
                return (inputs, outputs) -> {
                    long start = System.nanoTime();
                    executable.execute(inputs, outputs);
                    whole.add(System.nanoTime() - start);
                };
            }

            @Override
            public String report() {
                return compiled.report();
            }
        };
    }
}
