package dev.credence.graph.transform;

import dev.credence.graph.linalg.LinearAlgebraFunctions;

/// Transformations of functions of tensors; the class to import all symbolic functions from.
public class Transformations extends LinearAlgebraFunctions {
    protected Transformations() {}
}
