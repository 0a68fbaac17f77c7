package dev.credence.jvm;

import java.util.Optional;

/// Where compiled code finds an array: among the inputs, the outputs or the executable's memory.
///
/// @param index the position in that table
/// @param kind the element kind
/// @param base where the position of its first element is found, if that changes
record Slot(Table table, int index, Kind kind, Optional<Base> base) {
    Slot(Table table, int index, Kind kind) {
        this(table, index, kind, Optional.empty());
    }

    /// A place in an array of integers.
    ///
    /// @param input where that array is among the inputs
    record Base(int input, int index) {}

    /// The three tables that compiled code is called with.
    enum Table {
        INPUTS,
        OUTPUTS,
        MEMORY
    }
}
