package dev.credence.jvm;

import dev.credence.graph.Elementwise;

import java.lang.invoke.MethodHandle;

/// What is applied element by element.
sealed interface MapFunction {
    /// A function that the compiler knows.
    record Core(Elementwise function) implements MapFunction {}

    /// A function from doubles to a double that was given when compiling.
    record Given(MethodHandle function) implements MapFunction {}
}
