package dev.credence.jvm;

/// What compiled classes implement; they hold no state, so one instance serves all threads.
interface Kernel {
    /// Runs the program on its inputs, into its outputs, with an executable's memory.
    void run(Object[] inputs, Object[] outputs, Object[] memory);
}
