package dev.credence.graph.arrays;

/// Functions that make, reshape, index, sort and summarise tensors beyond the core of
/// [dev.credence.graph.Tensors].
public class ArrayFunctions extends SignalFunctions {
    protected ArrayFunctions() {}
}
