package dev.credence.jvm;

import dev.credence.graph.Reduction;

import java.util.List;

/// The kernel IR's statements: a small tree of loops, stores and calls, from which bytecode is
/// written.
sealed interface Code {
    /// Defines a local.
    record Let(Expr.Local local, Expr value) implements Code {}

    /// Folds a number into a local.
    record Accumulate(Expr.Local local, Reduction.Kind fold, Expr value) implements Code {}

    /// Writes an element.
    record Store(Slot slot, Expr.Index index, Expr value) implements Code {}

    /// Folds a number into an element.
    record Fold(Slot slot, Expr.Index index, Reduction.Kind fold, Expr value) implements Code {}

    /// Runs the body for `index` from 0 to `end` (exclusive) in steps.
    record Loop(Expr.Local index, Expr end, int step, List<Code> body) implements Code {}

    /// As a [Loop] in steps of one, of arithmetic only, with as many elements at once as a vector
    /// has lanes.
    record Lanes(Expr.Local index, Expr end, Wide wide, List<Code> body) implements Code {}

    /// Calls a method for what it does.
    record Run(Expr.Invoke call) implements Code {}

    /// Runs a [Call].
    ///
    /// @param performed where the memory table holds it
    record Perform(int performed) implements Code {}

    /// Throws unless the condition holds.
    ///
    /// @param failure where the memory table holds what is thrown
    record Demand(Expr condition, int failure) implements Code {}

    /// The expressions of this statement, its body excepted.
    default List<Expr> expressions() {
        return switch (this) {
            case Let l -> List.of(l.value());
            case Accumulate a -> List.of(a.local(), a.value());
            case Store s -> List.of(s.index(), s.value());
            case Fold f -> List.of(f.index(), f.value());
            case Loop l -> List.of(l.end());
            case Lanes l -> List.of(l.end());
            case Run r -> List.of(r.call());
            case Perform _ -> List.of();
            case Demand d -> List.of(d.condition());
        };
    }

    /// The statements inside.
    default List<Code> body() {
        return switch (this) {
            case Loop l -> l.body();
            case Lanes l -> l.body();
            default -> List.of();
        };
    }
}
