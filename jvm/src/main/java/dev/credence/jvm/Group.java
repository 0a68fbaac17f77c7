package dev.credence.jvm;

import java.util.ArrayList;
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

    /// A loop nest over the rows of matrices, with the products that feed it and those that it
    /// feeds: all is done for one block of rows before the next, while these are in the cache.
    ///
    /// @param before products of matrices, whose elements the nest reads
    /// @param after products of transposed matrices with what the nest computes
    record RowBlocks(List<RowProduct> before, Nest nest, List<RowProduct> after) implements Group {
        @Override
        public List<Step> steps() {
            var steps = new ArrayList<Step>();
            for (var p : before) steps.add(p.step());
            steps.addAll(nest.steps());
            for (var p : after) steps.add(p.step());
            return steps;
        }
    }

    /// A single call.
    record Single(Step step) implements Group {
        @Override
        public List<Step> steps() {
            return List.of(step);
        }
    }
}
