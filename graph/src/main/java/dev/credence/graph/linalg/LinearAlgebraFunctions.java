package dev.credence.graph.linalg;

import dev.credence.graph.arrays.ArrayFunctions;

/// Linear algebra on tensors whose last two axes are matrices.
public class LinearAlgebraFunctions extends ArrayFunctions {
    protected LinearAlgebraFunctions() {}
}
