package dev.credence.jvm;

import java.util.List;

/// Steps that are carried out together.
sealed interface Group {
    List<Step> steps();

    /// Straight-line code on locals.
    record Straight(List<Step> steps) implements Group {}

    /// One loop nest over a common shape.
    ///
    /// @param space the lengths, without those that are one
    record Nest(List<Integer> space, List<Step> steps) implements Group {}

    /// A single call.
    record Single(Step step) implements Group {
        @Override
        public List<Step> steps() {
            return List.of(step);
        }
    }
}
