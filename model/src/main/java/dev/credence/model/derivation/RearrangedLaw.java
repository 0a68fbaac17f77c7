package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// The law of the same elements in another arrangement: with axes permuted, added or dropped, or
/// with another shape.
///
/// @param back from a value to one of the base's shape
/// @param forth the arrangement, for what has an entry for each element
/// @param rank the rank of the arranged value
record RearrangedLaw(Law base, UnaryOperator<Tensor> back, UnaryOperator<Tensor> forth, int rank)
        implements Law {
    @Override
    public Kind kind() {
        return base.kind();
    }

    @Override
    public Tensor logp(Tensor value) {
        var logp = base.logp(back.apply(value));
        return base.eventRank() == 0 ? forth.apply(logp) : sum(logp);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return base.logcdf(back.apply(value)).map(forth);
    }

    @Override
    public Optional<Tensor> logBelow(Tensor value) {
        return base.logBelow(back.apply(value)).map(forth);
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return base.icdf(back.apply(p)).map(forth);
    }

    @Override
    public Bounds bounds() {
        boolean common = base.bounds().lower().rank() == 0 && base.bounds().upper().rank() == 0;
        return common ? base.bounds() : Bounds.NONE;
    }

    @Override
    public int eventRank() {
        return base.eventRank() == 0 ? 0 : rank;
    }

    @Override
    public boolean isElementwise() {
        return false;
    }
}
