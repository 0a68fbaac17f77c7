package dev.credence.graph;

/// Code for one [Program], shared by all threads.
public interface CompiledProgram {
    /// An instance with its own scratch memory, for one thread at a time.
    Executable newExecutable();

    /// What was compiled and how, in words: kernels, passes, buffers, calls.
    String report();
}
