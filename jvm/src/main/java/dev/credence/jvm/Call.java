package dev.credence.jvm;

/// Work within compiled code that has no bytecode in it.
interface Call {
    /// Runs on the tables of inputs, outputs and memory.
    void run(Object[][] tables);

    /// Called by compiled code.
    default void run(Object[] inputs, Object[] outputs, Object[] memory) {
        run(new Object[][] {inputs, outputs, memory});
    }
}
