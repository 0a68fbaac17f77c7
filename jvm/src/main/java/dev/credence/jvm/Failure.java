package dev.credence.jvm;

import dev.credence.graph.Check;
import dev.credence.graph.Indexing;
import dev.credence.graph.SourceLine;

import java.util.Optional;

/// What compiled code throws, made ready when the program is compiled; only the failing call pays.
sealed interface Failure {
    /// The condition of a check does not hold.
    record Unmet(Check check, Optional<SourceLine> where) implements Failure {}

    /// A position lies outside an axis of `x`.
    record OutOfBounds(String name, int axis, int[] shape, Optional<SourceLine> where)
            implements Failure {}

    /// The exception for a failed check.
    default RuntimeException unmet() {
        return switch (this) {
            case Unmet u -> u.check().failure().at(u.where());
            case OutOfBounds _ -> throw new AssertionError(this);
        };
    }

    /// The position that a possibly negative index means.
    static int position(long index, int length, Failure failure) {
        long at = index < 0 ? index + length : index;
        if (at < 0 || at >= length) throw failure.outOfBounds(index);
        return (int) at;
    }

    private RuntimeException outOfBounds(long index) {
        return switch (this) {
            case Unmet _ -> throw new AssertionError(this);
            case OutOfBounds o ->
                    Indexing.outOfBounds(o.name(), index, o.axis(), o.shape()).at(o.where());
        };
    }
}
