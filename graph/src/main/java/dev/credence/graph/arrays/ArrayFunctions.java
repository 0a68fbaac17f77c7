package dev.credence.graph.arrays;

/// Functions that make, reshape, index, sort and summarise tensors beyond the core of [Tensors].
public class ArrayFunctions extends SignalFunctions {
    protected ArrayFunctions() {}
}
