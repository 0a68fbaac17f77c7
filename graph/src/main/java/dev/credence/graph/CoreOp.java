package dev.credence.graph;

/// The closed families that every backend knows.
public sealed interface CoreOp extends Op
        permits Elementwise, Reduction, View, Indexing, LinearAlgebra, Draw, Check, Scan, IfElse {}
