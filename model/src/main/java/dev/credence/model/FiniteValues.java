package dev.credence.model;

import dev.credence.graph.Constant;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;

/// The values of a discrete distribution, from the first to the last, where there are finitely many
/// and they are known.
record FiniteValues(long first, int count) {
    private static final int MOST = 10_000;

    static Optional<FiniteValues> of(Distribution distribution) {
        var support = distribution.support();
        if (!support.isDiscrete() || support.bounds().size() != 2) return Optional.empty();
        var first = whole(support.bounds().get(0));
        var last = whole(support.bounds().get(1));
        if (first.isEmpty() || last.isEmpty() || last.get() - first.get() >= MOST)
            return Optional.empty();
        return Optional.of(new FiniteValues(first.get(), (int) (last.get() - first.get()) + 1));
    }

    /// A constant number, the same for all elements.
    private static Optional<Long> whole(Tensor bound) {
        boolean known =
                GraphWalk.leaves(List.of(bound)).stream().allMatch(Constant.class::isInstance)
                        && ModelChecks.isConstant(bound);
        if (!known) return Optional.empty();
        var values = ModelChecks.evaluate(bound);
        for (int i = 0; i < values.size(); i++) {
            double x = values.element(i);
            if (Double.isInfinite(x) || x != values.element(0)) return Optional.empty();
        }
        return values.size() == 0 ? Optional.empty() : Optional.of((long) values.element(0));
    }
}
