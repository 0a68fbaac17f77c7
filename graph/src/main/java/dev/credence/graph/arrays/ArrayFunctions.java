package dev.credence.graph.arrays;

import dev.credence.graph.Tensors;

/// Functions that make, reshape, index, sort and summarise tensors beyond the core of [Tensors].
public class ArrayFunctions extends Tensors {
    protected ArrayFunctions() {}
}
