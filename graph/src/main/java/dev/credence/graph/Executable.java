package dev.credence.graph;

/// Runs a compiled program on raw Java arrays, one thread at a time.
public interface Executable {
    /// Computes the outputs from the inputs.
    ///
    /// Arrays are `double[]`, `long[]` or `boolean[]` in row-major order, in the program's order;
    /// outputs are written in place and never alias inputs or each other.
    ///
    /// @throws ParameterException if a [Check] fails
    void execute(Object[] inputs, Object[] outputs);
}
