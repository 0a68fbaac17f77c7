package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;

import java.util.function.UnaryOperator;

/// The law of an invertible linear function of a random expression, for example of its running
/// sums.
///
/// @param back the inverse function
/// @param logSlope the log of the absolute determinant of the inverse, over all elements
/// @param together whether the elements form one event, so that [#logp] is one number
/// @param rank the rank of the value
record LinearLaw(Law base, UnaryOperator<Tensor> back, Tensor logSlope, boolean together, int rank)
        implements Law {
    @Override
    public Kind kind() {
        return base.kind();
    }

    /// Of running sums there is a term for each element, its log-density given those before.
    @Override
    public Tensor logp(Tensor value) {
        var logp = base.logp(back.apply(value));
        return together ? sum(logp).plus(logSlope) : logp;
    }

    @Override
    public int eventRank() {
        return together ? rank : base.eventRank();
    }

    @Override
    public boolean isElementwise() {
        return false;
    }
}
