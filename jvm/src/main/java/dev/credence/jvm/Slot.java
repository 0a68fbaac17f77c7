package dev.credence.jvm;

/// Where compiled code finds an array: among the inputs, the outputs or the executable's memory.
///
/// @param index the position in that table
/// @param kind the element kind
record Slot(Table table, int index, Kind kind) {
    /// The three tables that compiled code is called with.
    enum Table {
        INPUTS,
        OUTPUTS,
        MEMORY
    }
}
