package dev.credence.jvm;

import java.util.List;
import java.util.function.Supplier;

/// A call of compiled inner graphs, which each executable makes for itself, since it holds memory.
///
/// @param name what is called, for the report
/// @param programs the code of the inner graphs
/// @param make makes the call of one executable
record InnerCall(String name, List<InnerProgram> programs, Supplier<Call> make) {
    /// What was compiled, indented.
    String report() {
        var text = new StringBuilder("inside ").append(name).append(":");
        for (var p : programs)
            text.append("\n").append(p.compiled().report().indent(2).stripTrailing());
        return text.toString();
    }
}
